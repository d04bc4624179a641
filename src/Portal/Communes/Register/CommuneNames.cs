namespace Beffroi.Portal.Communes.Register;

/// <summary>The names of communes in a French sentence, after INSEE's TNCC, with typographic apostrophes; and what stands for a commune in an avatar.</summary>
public static class CommuneNames
{
    private const int Colours = 12;

    private static readonly HashSet<string> SmallWords =
        ["a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "lez", "pres", "sous", "sur"];

    /// <summary>« L’Île-d’Yeu »: the name alone, as screens show it.</summary>
    public static string Shown(string name) => name.Replace('\'', '’');

    /// <summary>« de Saint-Lô », « d’Agneaux », « du Mené », « de La Haye », « des Moitiers-d’Allonne ».</summary>
    public static string Of(RegisterCommune commune) => Of(commune.Name, commune.Liaison);

    /// <summary>As <see cref="Of(RegisterCommune)"/>, for a name and a liaison that were stored.</summary>
    public static string Of(string name, Liaison liaison) => Shown(liaison switch
    {
        Liaison.D => $"d’{name}",
        Liaison.Le when name.StartsWith("Le ", StringComparison.Ordinal) => $"du {name[3..]}",
        Liaison.Les when name.StartsWith("Les ", StringComparison.Ordinal) => $"des {name[4..]}",
        Liaison.Aux when name.StartsWith("Aux ", StringComparison.Ordinal) => $"des {name[4..]}",
        _ => $"de {name}",
    });

    /// <summary>« à Saint-Lô », « au Mené », « aux Moitiers-d’Allonne ».</summary>
    public static string At(RegisterCommune commune) => At(commune.Name, commune.Liaison);

    /// <summary>As <see cref="At(RegisterCommune)"/>, for a name and a liaison that were stored.</summary>
    public static string At(string name, Liaison liaison) => Shown(liaison switch
    {
        Liaison.Le when name.StartsWith("Le ", StringComparison.Ordinal) => $"au {name[3..]}",
        Liaison.Les when name.StartsWith("Les ", StringComparison.Ordinal) => $"aux {name[4..]}",
        Liaison.Aux when name.StartsWith("Aux ", StringComparison.Ordinal) => $"aux {name[4..]}",
        _ => $"à {name}",
    });

    /// <summary>« de la Manche », « du Finistère », « des Côtes-d’Armor », « de l’Ain », « de Paris »: the register names départements without article.</summary>
    public static string Of(RegisterDepartement departement) => Shown(departement.Liaison switch
    {
        Liaison.D => $"d’{departement.Name}",
        Liaison.Le => $"du {departement.Name}",
        Liaison.La => $"de la {departement.Name}",
        Liaison.Les => $"des {departement.Name}",
        Liaison.L => $"de l’{departement.Name}",
        _ => $"de {departement.Name}",
    });

    /// <summary>One or two capitals: those of the first two words that count (« SL », « LH »), or the first two letters of a single word (« AG »).</summary>
    public static string Monogram(string name)
    {
        var words = FoldedName.Of(name).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
        {
            return "?";
        }

        var second = words.Skip(1).FirstOrDefault(word => !SmallWords.Contains(word));
        var letters = second is null ? words[0][..Math.Min(2, words[0].Length)] : $"{words[0][0]}{second[0]}";
        return letters.ToUpperInvariant();
    }

    /// <summary>A colour of the palette, 1 to 12, always the same for a commune; codes that follow each other differ.</summary>
    public static int ColourIndex(string insee) => (int)(insee.Aggregate(0u, (sum, c) => (sum * 31) + c) % Colours) + 1;
}
