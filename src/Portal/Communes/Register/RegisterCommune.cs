namespace Beffroi.Portal.Communes.Register;

/// <summary>A commune of today as the national register knows it; populations in inhabitants, coordinates in WGS 84 degrees. Source: INSEE, DGCL, La Poste, IGN.</summary>
/// <param name="Insee">Five characters, letters included (<c>2A004</c>): never a number.</param>
/// <param name="Name">As INSEE writes it, article included, with straight apostrophes; <see cref="CommuneNames"/> gives the form that screens show.</param>
/// <param name="Siren">Nine digits, absent in the overseas collectivities; it cannot be worked out from the INSEE code of a commune nouvelle.</param>
public sealed record RegisterCommune(
    string Insee,
    string Name,
    Liaison Liaison,
    IReadOnlyList<string> Postcodes,
    int? PopulationMunicipale,
    int? PopulationTotale,
    RegisterDepartement Departement,
    RegisterEpci? Epci,
    string? Siren,
    double? Latitude,
    double? Longitude,
    IReadOnlyList<FormerCommune> Former);

/// <summary>A région; its code is not that of a département. Source: INSEE.</summary>
public sealed record RegisterRegion(string Code, string Name, Liaison Liaison);

/// <summary>A département or an overseas collectivity, code of two or three characters; <c>Name</c> carries no article. Source: INSEE.</summary>
/// <param name="ChefLieu">INSEE code of the commune where the préfecture is.</param>
public sealed record RegisterDepartement(string Code, string Name, Liaison Liaison, RegisterRegion Region, string ChefLieu);

/// <summary>The EPCI à fiscalité propre that a commune belongs to. Source: DGCL.</summary>
/// <param name="Type">CC, CA, CU, METRO or MET69 (métropole de Lyon).</param>
public sealed record RegisterEpci(string Siren, string Type, string Name);

/// <summary>What a commune of yesterday has become.</summary>
/// <param name="Name">Its last name; empty where the register has none.</param>
/// <param name="Into">INSEE code of the commune of today that holds its territory.</param>
public sealed record FormerCommune(string Insee, string Name, FormerKind Kind, string Into);

/// <summary>How a former commune lives on.</summary>
public enum FormerKind
{
    /// <summary>Commune déléguée of a commune nouvelle (CGCT L2113-10); may bear the code of the commune nouvelle.</summary>
    Deleguee,

    /// <summary>Commune associée of a merger of the 1971 law.</summary>
    Associee,

    /// <summary>A code that is no longer in use: commune merged without remainder, or code changed.</summary>
    AncienCode,
}

/// <summary>How a place name joins a sentence: INSEE's TNCC codes, 0 to 8.</summary>
public enum Liaison
{
    De = 0,
    D = 1,
    Le = 2,
    La = 3,
    Les = 4,
    L = 5,
    Aux = 6,
    Las = 7,
    Los = 8,
}
