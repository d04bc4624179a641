using System.Globalization;
using System.Text.RegularExpressions;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Communes.Register;

namespace Beffroi.Portal.Features.Adresses.Import;

/// <summary>Takes the records of an address file one by one: checks each, joins those of one address, and knows whose file it is.</summary>
internal sealed partial class BalRows(Commune commune, BalColumns columns)
{
    private readonly Dictionary<(string Street, int? Number, string Suffix, string Delegated), (CommuneAddress Address, bool IsEntry)> _byAddress = [];
    private readonly List<(string, int?, string, string)> _order = [];
    private readonly HashSet<(string, string)> _streets = [];
    private readonly List<RejectedLine> _rejected = [];
    private readonly Dictionary<string, int> _others = new(StringComparer.Ordinal);
    private int _own;
    private int _merged;

    public void Take(int line, string? record, char separator)
    {
        if (Fault(record) is { } fault)
        {
            _rejected.Add(new(line, fault));
        }
        else if (CsvRecords.Cells(record!, separator) is not { } cells)
        {
            _rejected.Add(new(line, "un guillemet est mal placé. Doublez les guillemets qui font partie du texte."));
        }
        else if (!Array.TrueForAll(cells, string.IsNullOrWhiteSpace) && Read(cells) is { } reason)
        {
            _rejected.Add(new(line, reason));
        }
    }

    /// <exception cref="UnreadableFileException">The file is another commune's, or nothing in it says whose.</exception>
    public BalContent Finish()
    {
        if (_own == 0)
        {
            throw new UnreadableFileException(_others.Count > 0
                ? $"Ce fichier est celui de la commune {_others.MaxBy(other => other.Value).Key}, pas {commune.NomDe} ({commune.Insee}). Donnez le fichier de {commune.Insee}. Rien n’a changé."
                : $"Aucune ligne ne dit qu’elle est {commune.NomDe}\u00A0: la colonne «\u00A0commune_insee\u00A0» doit porter {commune.Insee}. Rien n’a changé.");
        }

        return new([.. _order.Select(key => _byAddress[key].Address)], _rejected, _merged);
    }

    private static string? Fault(string? record) => record switch
    {
        null => "un guillemet est ouvert et n’est jamais refermé. Refermez-le ou retirez-le.",
        { Length: > CsvRecords.MaxLength } => "la ligne dépasse 2\u00A0000 caractères. Raccourcissez-la.",
        _ when record.Any(c => (char.IsControl(c) && c is not ('\t' or '\n')) || c is '\u202D' or '\u202E') => "la ligne contient un caractère invisible interdit. Retapez-la.",
        _ => null,
    };

    private string? Read(string[] cells)
    {
        if (OfAnother(cells) is { } other)
        {
            _others[other] = _others.GetValueOrDefault(other) + 1;
            return $"l’adresse est de la commune {other}, pas de {commune.Insee}. Retirez la ligne ou corrigez la colonne «\u00A0commune_insee\u00A0».";
        }

        var street = Text(cells, BalColumns.Street);
        if (street is null || FoldedName.Of(street).Length == 0)
        {
            return "le nom de la voie manque. Complétez la colonne «\u00A0voie_nom\u00A0» (ou «\u00A0toponyme\u00A0»).";
        }

        if (new[] { BalColumns.Street, BalColumns.Delegated, BalColumns.Locality }.FirstOrDefault(column => columns.Cell(cells, column).Length > CommuneAddress.MaxName) is { } column)
        {
            return $"la colonne «\u00A0{column}\u00A0» dépasse 200 caractères. Raccourcissez-la.";
        }

        var typed = TypedNumber().Match(columns.Cell(cells, BalColumns.Number));
        if (!typed.Success)
        {
            return $"le numéro {CommuneColumns.Quoted(columns.Cell(cells, BalColumns.Number))} n’est pas un nombre entier. Écrivez-le en chiffres, et «\u00A0bis\u00A0» ou «\u00A0ter\u00A0» dans la colonne «\u00A0suffixe\u00A0».";
        }

        var suffix = (columns.Cell(cells, BalColumns.Suffix) is { Length: > 0 } given ? given : typed.Groups["suffixe"].Value).ToLowerInvariant();
        if (suffix.Length > 20 || !suffix.All(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_'))
        {
            return $"le suffixe {CommuneColumns.Quoted(suffix)} n’est pas fait de lettres et de chiffres. Corrigez la colonne «\u00A0suffixe\u00A0».";
        }

        Keep(cells, street, Number(typed.Groups["numero"].Value), suffix);
        return null;
    }

    // 99999 marks a place without numbers (AITF BAL, numero).
    private static int? Number(string digits) => digits.Length is 0 or 5 ? null : int.Parse(digits, CultureInfo.InvariantCulture);

    private void Keep(string[] cells, string street, int? number, string suffix)
    {
        var (delegated, locality) = (Text(cells, BalColumns.Delegated), Text(cells, BalColumns.Locality));
        var key = (street, number, suffix, delegated ?? "");
        var isEntry = FoldedName.Of(columns.Cell(cells, BalColumns.Position)) == "entree";
        var point = BalPosition.Read(cells, columns, commune);
        var known = _byAddress.TryGetValue(key, out var former);
        if (known)
        {
            _merged++;
            if (point is null || (former.Address.Latitude is not null && (former.IsEntry || !isEntry)))
            {
                return;
            }
        }
        else
        {
            _order.Add(key);
        }

        _byAddress[key] = (new CommuneAddress
        {
            CommuneId = commune.Id,
            Rank = known ? former.Address.Rank : _order.Count,
            Street = street,
            Number = number,
            Suffix = number is null || suffix.Length == 0 ? null : suffix,
            Locality = locality,
            Delegated = delegated,
            Longitude = point?.Longitude,
            Latitude = point?.Latitude,
            InteropKey = columns.Cell(cells, BalColumns.Key).ToLowerInvariant() is var interop && interop.Length <= 60 && InteropKey().IsMatch(interop) ? interop : null,
            IsStreet = known ? former.Address.IsStreet : _streets.Add((street, delegated ?? "")),
            Words = AddressWords.ToFind(street, locality, delegated) is var words && words.Length > 2 * CommuneAddress.MaxName ? words[..(2 * CommuneAddress.MaxName)] : words,
        }, isEntry);
    }

    // The INSEE code of another commune; null for ours, and where neither the column nor a sound key says any.
    private string? OfAnother(string[] cells)
    {
        var insee = columns.Cell(cells, BalColumns.Insee).ToUpperInvariant();
        // A spreadsheet drops the first zero.
        insee = insee.Length == 4 && insee.All(char.IsAsciiDigit) ? "0" + insee : insee;
        if (insee.Length == 0)
        {
            insee = KeyOfACommune().Match(columns.Cell(cells, BalColumns.Key)).Groups["insee"].Value is var said && said != "00000" ? said : "";
        }

        if (insee == commune.Insee)
        {
            _own++;
        }

        return insee.Length == 0 || insee == commune.Insee ? null : insee.Length <= 10 ? insee : insee[..10];
    }

    private string? Text(string[] cells, string column) => columns.Cell(cells, column) is { Length: > 0 } text ? string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) : null;

    // « 163,0000000000 » and « 8bis » are seen in real files.
    [GeneratedRegex("^(?<numero>99999|[0-9]{1,4}|)(?:[.,]0{1,15})?(?: ?(?<suffixe>bis|ter|quater|quinquies|[a-zA-Z]))?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex TypedNumber();

    [GeneratedRegex("^(?<insee>[0-9][0-9AB][0-9]{3})_", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex KeyOfACommune();

    [GeneratedRegex("^[0-9][0-9ab][0-9]{3}_[0-9a-z]{4,6}_[0-9]{5}(?:_[0-9a-z]{1,15}){0,2}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex InteropKey();
}
