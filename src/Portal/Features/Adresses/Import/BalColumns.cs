using Beffroi.Portal.Communes.Register;

namespace Beffroi.Portal.Features.Adresses.Import;

/// <summary>Where the columns of an address file stand (Base Adresse Locale 1.3, 1.4 and 1.5); the others are left alone.</summary>
internal sealed class BalColumns
{
    public const string Key = "cle_interop";
    public const string Insee = "commune_insee";
    public const string Street = "voie_nom";
    public const string Number = "numero";
    public const string Suffix = "suffixe";
    public const string Delegated = "commune_deleguee_nom";
    public const string Locality = "lieudit_complement_nom";
    public const string Position = "position";
    public const string Longitude = "long";
    public const string Latitude = "lat";
    public const string X = "x";
    public const string Y = "y";

    private static readonly string[] s_known = [Key, Insee, Street, Number, Suffix, Delegated, Locality, Position, Longitude, Latitude, X, Y];

    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    /// <exception cref="UnreadableFileException">A column is missing or stands twice.</exception>
    public static BalColumns Read(string[] header)
    {
        var columns = new BalColumns();
        for (var place = 0; place < header.Length; place++)
        {
            // The street is « toponyme » since version 1.5.
            var name = FoldedName.Of(header[place]).Replace(' ', '_') is var folded && folded == "toponyme" ? Street : folded;
            if (s_known.Contains(name) && !columns._places.TryAdd(name, place))
            {
                throw new UnreadableFileException($"Deux colonnes disent «\u00A0{name}\u00A0». Retirez celle qui ne sert pas.");
            }
        }

        string[] missing = [.. ((string[])[Street, Number]).Where(name => !columns._places.ContainsKey(name))];
        if (missing.Length > 0)
        {
            throw new UnreadableFileException(
                $"Il manque la colonne {string.Join(" et la colonne ", missing.Select(name => CommuneColumns.Quoted(name == Street ? "voie_nom (ou toponyme)" : name)))}. "
                + "Donnez le fichier de la Base Adresse Locale tel qu’il a été publié, aux formats 1.3 à 1.5, séparé par des points-virgules. "
                + $"Colonnes lues\u00A0: {string.Join(", ", header.Take(10).Select(CommuneColumns.Quoted))}.");
        }

        return columns;
    }

    /// <summary>The cell of a column; empty where the column or the cell is missing.</summary>
    public string Cell(string[] cells, string column) => _places.TryGetValue(column, out var place) && place < cells.Length ? cells[place].Trim() : "";
}
