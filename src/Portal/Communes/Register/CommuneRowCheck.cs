using System.Text.RegularExpressions;

namespace Beffroi.Portal.Communes.Register;

/// <summary>Checks the cells of one line of an operator's file against the register; remembers the communes already read.</summary>
internal sealed partial class CommuneRowCheck(CommuneRegister register, CommuneColumns columns)
{
    private const int MaxCourriel = 254;
    private const int MaxTelephone = 30;
    private const int MaxAdresse = 300;

    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);

    public (CommuneRow? Row, string? Reason) Read(string[] cells, int line)
    {
        if (cells.Skip(columns.Count).Any(cell => !string.IsNullOrWhiteSpace(cell)))
        {
            return (null, $"la ligne compte {cells.Length} colonnes et l’en-tête {columns.Count}. Mettez entre guillemets le texte qui contient le séparateur.");
        }

        var code = InseeCode.Read(columns.Cell(cells, "insee"), register);
        if (code.Commune is null)
        {
            return (null, code.Reason);
        }

        var (courriel, courrielReason) = Courriel(columns.Cell(cells, "courriel"));
        var (telephone, telephoneReason) = Telephone(columns.Cell(cells, "telephone"));
        var (adresse, adresseReason) = Adresse(columns.Cell(cells, "adresse"));
        var (domaine, domaineReason) = Domaine(columns.Cell(cells, "domaine"));
        var (couleur, couleurReason) = Couleur(columns.Cell(cells, "couleur"));
        var reason = courrielReason ?? telephoneReason ?? adresseReason ?? domaineReason ?? couleurReason;
        if (reason is not null)
        {
            return (null, reason);
        }

        if (!_lines.TryAdd(code.Commune.Insee, line))
        {
            var name = CommuneNames.Shown(code.Commune.Name);
            return (null, $"{name} ({code.Commune.Insee}) est déjà à la ligne {_lines[code.Commune.Insee]}. Retirez l’une des deux lignes.");
        }

        return (new(line, code.Commune, courriel, telephone, adresse, domaine, couleur), null);
    }

    private static (string? Value, string? Reason) Courriel(string? cell) =>
        cell is null ? (null, null)
        : cell.Length <= MaxCourriel && CourrielShape().IsMatch(cell) ? (cell, null)
        : (null, $"{CommuneColumns.Quoted(cell)} n’est pas une adresse électronique. Écrivez-la comme mairie@exemple.fr.");

    private static (string? Value, string? Reason) Telephone(string? cell) =>
        cell is null ? (null, null)
        : cell.Length <= MaxTelephone && TelephoneShape().IsMatch(cell) && cell.Count(char.IsAsciiDigit) is >= 4 and <= 15 ? (cell, null)
        : (null, $"{CommuneColumns.Quoted(cell)} n’est pas un numéro de téléphone. Écrivez-le comme 02 33 77 60 00 ou +33 2 33 77 60 00.");

    private static (string? Value, string? Reason) Adresse(string? cell) =>
        cell is null || cell.Length <= MaxAdresse ? (cell, null)
        : (null, "l’adresse dépasse 300 caractères. Raccourcissez-la.");

    private static (string? Value, string? Reason) Domaine(string? cell) =>
        cell is null ? (null, null)
        : DomainName.Read(cell) is { } name ? (name, null)
        : (null, $"{CommuneColumns.Quoted(cell)} n’est pas un nom de domaine. {DomainName.HowTo}");

    private static (string? Value, string? Reason) Couleur(string? cell) =>
        cell is null ? (null, null)
        : CouleurShape().IsMatch(cell) ? ($"#{cell.TrimStart('#').ToLowerInvariant()}", null)
        : (null, $"{CommuneColumns.Quoted(cell)} n’est pas une couleur. Écrivez six chiffres hexadécimaux après un croisillon, comme #1f4e79.");

    [GeneratedRegex(@"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex CourrielShape();

    [GeneratedRegex(@"^\+?[0-9 .()\u00A0\u202F-]+\z", RegexOptions.NonBacktracking)]
    private static partial Regex TelephoneShape();

    [GeneratedRegex(@"^#?[0-9A-Fa-f]{6}\z", RegexOptions.NonBacktracking)]
    private static partial Regex CouleurShape();
}
