using Beffroi.Portal.Communes.Register;

namespace Beffroi.Portal.Communes;

/// <summary>A member commune of the syndicate, with what its town hall says of itself.</summary>
public sealed class Commune
{
    private PhoneLink? _phone;
    private string? _contourBox;

    /// <summary>The key of every row that the commune owns.</summary>
    public required Guid Id { get; init; }

    /// <summary>The five-character INSEE code (letters in Corsica).</summary>
    public required string Insee { get; init; }

    /// <summary>The name as the national register writes it, with its article.</summary>
    public required string Nom { get; set; }

    /// <summary>How the name joins a sentence: « de », « d’ », « du »…</summary>
    public required Liaison Liaison { get; init; }

    /// <summary>« de Saint-Lô », « d’Agneaux », « du Mené ».</summary>
    public string NomDe => CommuneNames.Of(Nom, Liaison);

    /// <summary>« à Saint-Lô », « au Mené ».</summary>
    public string NomA => CommuneNames.At(Nom, Liaison);

    /// <summary>The first label of its host, stable once given.</summary>
    public required string Slug { get; init; }

    /// <summary>The code of the département.</summary>
    public required string DepartementCode { get; init; }

    /// <summary>The name of the département.</summary>
    public required string DepartementNom { get; init; }

    /// <summary>Legal population (population totale) on which thresholds are judged.</summary>
    public int Population { get; set; }

    /// <summary>SIREN of the commune, nine digits, or null when the register has none.</summary>
    public string? Siren { get; set; }

    /// <summary>Postcodes, comma-separated.</summary>
    public string CodesPostaux { get; set; } = "";

    /// <summary>The name of its EPCI, or null for the few communes that have none.</summary>
    public string? EpciNom { get; set; }

    /// <summary>Latitude of the centre in degrees, where known.</summary>
    public double? Latitude { get; set; }

    /// <summary>Longitude of the centre in degrees, where known.</summary>
    public double? Longitude { get; set; }

    /// <summary>The colour of the commune as <c>#rrggbb</c>.</summary>
    public required string Couleur { get; set; }

    /// <summary>Street address of the town hall, without postcode and town.</summary>
    public string? Adresse { get; set; }

    /// <summary>Phone of the town hall as printed.</summary>
    public string? Telephone
    {
        get;
        set
        {
            field = value;
            _phone = null;
        }
    }

    /// <summary>The same as a link; worked out once, every page of the site shows it.</summary>
    public PhoneLink? Phone => _phone ??= PhoneLink.Of(Telephone);

    /// <summary>Public e-mail address of the town hall.</summary>
    public string? Courriel { get; set; }

    /// <summary>How many days before a legal date agents are told, such as « 15, 7, 1 »; null for what holds everywhere.</summary>
    public string? AlertesJours { get; set; }

    /// <summary>The mayor, who is the director of publication, when known.</summary>
    public string? Maire { get; set; }

    /// <summary>The data-protection officer's address, when one is declared.</summary>
    public string? DpoCourriel { get; set; }

    /// <summary>The outline as an SVG path in the département's map, when the operator imported one.</summary>
    public string? Contour
    {
        get;
        set
        {
            field = value;
            _contourBox = null;
        }
    }

    /// <summary>The <c>viewBox</c> that holds the outline alone; null without one.</summary>
    public string? ContourBox => _contourBox ??= OutlineBox.ViewBox(Contour);

    /// <summary>The limits in degrees, as <see cref="CommuneLimits"/> writes them, when the operator imported an outline.</summary>
    public string? Limites { get; set; }

    /// <summary>When its address file was last imported, UTC; null before the first.</summary>
    public DateTime? AddressesAt { get; set; }

    /// <summary>The first postcode, for addresses.</summary>
    public string CodePostal => CodesPostaux.Split(',')[0];

    /// <summary>When the commune joined, UTC.</summary>
    public required DateTime CreatedAt { get; init; }
}
