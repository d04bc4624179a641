namespace Beffroi.Portal.Communes.Register;

/// <summary>Where each known column stands in an operator's file; unknown columns are left alone.</summary>
internal sealed class CommuneColumns
{
    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["insee"] = "insee",
        ["codeinsee"] = "insee",
        ["codeinseecommune"] = "insee",
        ["codecommune"] = "insee",
        ["codecommuneinsee"] = "insee",
        ["inseecom"] = "insee",
        ["courriel"] = "courriel",
        ["email"] = "courriel",
        ["mail"] = "courriel",
        ["mel"] = "courriel",
        ["adresseelectronique"] = "courriel",
        ["telephone"] = "telephone",
        ["tel"] = "telephone",
        ["adresse"] = "adresse",
        ["adressepostale"] = "adresse",
        ["domaine"] = "domaine",
        ["nomdedomaine"] = "domaine",
        ["couleur"] = "couleur",
    };

    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    private CommuneColumns(int count) => Count = count;

    public int Count { get; }

    public static CommuneColumns Read(string[] header)
    {
        var columns = new CommuneColumns(header.Length);
        for (var place = 0; place < header.Length; place++)
        {
            var folded = FoldedName.Of(header[place]).Replace(" ", "", StringComparison.Ordinal);
            if (Known.TryGetValue(folded, out var column) && !columns._places.TryAdd(column, place))
            {
                throw new UnreadableFileException($"Deux colonnes disent «\u00A0{column}\u00A0». Renommez ou retirez celle qui ne sert pas.");
            }
        }

        if (!columns._places.ContainsKey("insee"))
        {
            var read = string.Join(", ", header.Take(10).Select(name => Quoted(name)));
            throw new UnreadableFileException($"La première ligne doit nommer les colonnes, dont une colonne «\u00A0insee\u00A0». Colonnes lues\u00A0: {read}.");
        }

        return columns;
    }

    /// <summary>The cell of a column, without blanks around it; null where the column or the cell is empty.</summary>
    public string? Cell(string[] cells, string column) =>
        _places.TryGetValue(column, out var place) && place < cells.Length && !string.IsNullOrWhiteSpace(cells[place]) ? cells[place].Trim() : null;

    /// <summary>A text of the file as a message quotes it: short, without control characters.</summary>
    public static string Quoted(string text)
    {
        var clean = string.Concat(text.Where(c => !char.IsControl(c)));
        return $"«\u00A0{(clean.Length > 40 ? string.Concat(clean.AsSpan(0, 40), "…") : clean)}\u00A0»";
    }
}
