using System.Globalization;
using System.Text;

namespace Beffroi.Portal.Communes.Register;

/// <summary>The national register of communes, read only and shared by all threads; rows are read when they are asked for. Errors: <see cref="CorruptRegisterException"/>.</summary>
public sealed class CommuneRegister
{
    private const string Resource = "Beffroi.Portal.Communes.Register.register.csv.br";

    private readonly RegisterFile _file;
    private readonly Dictionary<string, RegisterRegion> _regions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RegisterDepartement> _departements = new(StringComparer.Ordinal);
    private readonly List<RegisterEpci> _epcis = [];
    private readonly Lazy<Dictionary<string, FormerCommune>> _former;
    private readonly Lazy<CommuneSearch> _search;

    private CommuneRegister(RegisterFile file)
    {
        _file = file;
        Edition = file.Headings[0].Split(';')[2];
        foreach (var row in file.Headings.Skip(1))
        {
            ReadHeading(row.Split(';'));
        }

        _former = new(() => All().SelectMany(c => c.Former.Where(f => f.Insee != c.Insee)).ToDictionary(f => f.Insee, StringComparer.Ordinal));
        _search = new(() => new CommuneSearch(All()));
    }

    /// <summary>The day the register describes, as yyyy-MM-dd.</summary>
    public string Edition { get; }

    public int Count => _file.Count;

    /// <summary>The départements and overseas collectivities, in the order of their codes.</summary>
    public IReadOnlyCollection<RegisterDepartement> Departements => _departements.Values;

    /// <summary>Reads the register that the program holds.</summary>
    public static CommuneRegister Load()
    {
        using var packed = typeof(CommuneRegister).Assembly.GetManifestResourceStream(Resource)
            ?? throw new CorruptRegisterException("fichier absent du programme");
        return Load(packed);
    }

    /// <summary>Reads a register from a file of the same format.</summary>
    public static CommuneRegister Load(Stream packed)
    {
        ArgumentNullException.ThrowIfNull(packed);
        var file = RegisterFile.Read(packed);
        try
        {
            return new CommuneRegister(file);
        }
        catch (Exception e) when (e is IndexOutOfRangeException or KeyNotFoundException or FormatException or ArgumentException)
        {
            throw new CorruptRegisterException("ligne mal formée", e);
        }
    }

    /// <summary>The commune of today that bears this INSEE code, or null.</summary>
    public RegisterCommune? Find(string? insee)
    {
        if (!IsCode(insee, 5, 5))
        {
            return null;
        }

        var code = Encoding.ASCII.GetBytes(insee!);
        var index = _file.FirstFrom(code);
        return _file.StartsWith(index, code) ? At(index) : null;
    }

    /// <summary>The communes of a département or overseas collectivity, in the order of their codes; none for an unknown code.</summary>
    public IReadOnlyList<RegisterCommune> Departement(string? code)
    {
        if (!IsCode(code, 2, 3) || !_departements.ContainsKey(code!))
        {
            return [];
        }

        var prefix = Encoding.ASCII.GetBytes(code!);
        var communes = new List<RegisterCommune>();
        for (var index = _file.FirstFrom(prefix); _file.StartsWith(index, prefix); index++)
        {
            communes.Add(At(index));
        }

        return communes;
    }

    /// <summary>The département that bears this code, or null.</summary>
    public RegisterDepartement? FindDepartement(string? code) => code is null ? null : _departements.GetValueOrDefault(code);

    /// <summary>What became of a code that no commune bears any more; null for an unknown code and for the code of a commune of today.</summary>
    public FormerCommune? FindFormer(string? insee) => IsCode(insee, 5, 5) ? _former.Value.GetValueOrDefault(insee!) : null;

    /// <summary>Communes whose name, former name, postcode or INSEE code answers the text, the best first; accents, hyphens, apostrophes and « st » do not matter.</summary>
    public IReadOnlyList<RegisterCommune> Search(string? text, int max = 20) =>
        _search.Value.Find(text, max).Select(At).ToList();

    /// <summary>Every commune, in the order of the codes.</summary>
    public IEnumerable<RegisterCommune> All() => Enumerable.Range(0, Count).Select(At);

    private static bool IsCode(string? code, int min, int max) =>
        code is not null && code.Length >= min && code.Length <= max && code.All(char.IsAsciiLetterOrDigit);

    private RegisterCommune At(int index)
    {
        var row = _file.Row(index);
        return new RegisterCommune(
            row[1],
            row[2],
            ReadLiaison(row[3]),
            row[5].Length == 0 ? [] : row[5].Split('|'),
            ReadNumber(row[6]),
            ReadNumber(row[7]),
            _departements[row[4]],
            ReadNumber(row[8]) is { } rank ? _epcis[rank] : null,
            row[9].Length == 0 ? null : row[9],
            ReadDegrees(row[10]),
            ReadDegrees(row[11]),
            row[12].Length == 0 ? [] : [.. row[12].Split('|').Select(former => ReadFormer(former, row[1]))]);
    }

    private void ReadHeading(string[] row)
    {
        switch (row[0])
        {
            case "R":
                _regions.Add(row[1], new(row[1], row[2], ReadLiaison(row[3])));
                break;
            case "D":
                _departements.Add(row[1], new(row[1], row[2], ReadLiaison(row[3]), _regions[row[4]], row[5]));
                break;
            case "E":
                _epcis.Add(new(row[1], row[2], row[3]));
                break;
            default:
                throw new FormatException();
        }
    }

    private static FormerCommune ReadFormer(string text, string into)
    {
        var parts = text.Split(':');
        var kind = parts[1] switch { "D" => FormerKind.Deleguee, "A" => FormerKind.Associee, _ => FormerKind.AncienCode };
        return new(parts[0], parts[2], kind, into);
    }

    private static Liaison ReadLiaison(string text) => (Liaison)int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    private static int? ReadNumber(string text) =>
        text.Length == 0 ? null : int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    private static double? ReadDegrees(string text) =>
        text.Length == 0 ? null : double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}
