using System.Globalization;

namespace Beffroi.Portal.Communes.Register;

/// <summary>Reads an INSEE code typed by an operator, and says in French how to mend one that does not name a commune of today.</summary>
public static class InseeCode
{
    // Paris, Lyon and Marseille: first and last code of their arrondissements, and the commune. Source: INSEE, code officiel géographique.
    private static readonly (int First, int Last, string Commune)[] Arrondissements =
        [(75101, 75120, "75056"), (69381, 69389, "69123"), (13201, 13216, "13055")];

    /// <summary>The commune, or the reason why there is none.</summary>
    public static (RegisterCommune? Commune, string? Reason) Read(string? text, CommuneRegister register)
    {
        ArgumentNullException.ThrowIfNull(register);
        // Spreadsheets mark a text cell with an apostrophe.
        var code = text?.Trim().TrimStart('\'').Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        if (string.IsNullOrEmpty(code))
        {
            return (null, "le code INSEE manque. Écrivez les cinq caractères du code de la commune, comme 50502.");
        }

        return register.Find(code) is { } commune ? (commune, null) : (null, Reason(code, register));
    }

    private static string Reason(string code, CommuneRegister register)
    {
        var quoted = CommuneColumns.Quoted(code);
        if (code.Length == 4 && code.All(char.IsAsciiDigit))
        {
            return register.Find($"0{code}") is { } lost
                ? $"{quoted} n’a que quatre chiffres\u00A0: un tableur a sans doute retiré le zéro du début. Écrivez 0{code} ({Shown(lost)}), dans une colonne au format Texte."
                : $"{quoted} n’a que quatre chiffres. Un code INSEE en compte cinq, comme 50502.";
        }

        if (code.Length != 5 || !HasShape(code))
        {
            return $"{quoted} n’est pas un code INSEE. Écrivez ses cinq caractères, comme 50502 ou 2A004.";
        }

        if (register.FindFormer(code) is { } former && register.Find(former.Into) is { } heir)
        {
            var name = former.Name.Length == 0 ? "" : $" ({CommuneNames.Shown(former.Name)})";
            return $"{quoted}{name} est le code d’une ancienne commune, aujourd’hui {Shown(heir)}. Écrivez {heir.Insee}.";
        }

        if (ArrondissementOf(code) is { } whole && register.Find(whole) is { } city)
        {
            return $"{quoted} est le code d’un arrondissement {CommuneNames.Of(city)}. Écrivez {city.Insee}.";
        }

        return PostcodeReason(code, quoted, register) ?? $"{quoted} n’est le code d’aucune commune au {register.Edition}. Vérifiez-le sur le site de l’INSEE.";
    }

    private static string? PostcodeReason(string code, string quoted, CommuneRegister register)
    {
        var communes = register.Search(code, 5).Where(c => c.Postcodes.Contains(code)).ToList();
        return communes.Count == 0
            ? null
            : $"{quoted} est un code postal. Écrivez le code INSEE\u00A0: {string.Join(", ", communes.Select(c => $"{c.Insee} pour {Shown(c)}"))}.";
    }

    // Corsica's départements are the only ones with a letter.
    private static bool HasShape(string code) =>
        char.IsAsciiDigit(code[0]) && (char.IsAsciiDigit(code[1]) || (code[0] == '2' && code[1] is 'A' or 'B')) && code.AsSpan(2).IndexOfAnyExceptInRange('0', '9') < 0;

    private static string? ArrondissementOf(string code) =>
        int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? Arrondissements.Where(a => number >= a.First && number <= a.Last).Select(a => a.Commune).FirstOrDefault()
            : null;

    private static string Shown(RegisterCommune commune) => CommuneNames.Shown(commune.Name);
}
