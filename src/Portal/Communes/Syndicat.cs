namespace Beffroi.Portal.Communes;

/// <summary>The syndicate that runs the appliance; one row.</summary>
public sealed class Syndicat
{
    /// <summary>The key of the one row.</summary>
    public const int TheOne = 1;

    /// <summary>Always <see cref="TheOne"/>.</summary>
    public int Id { get; init; } = TheOne;

    /// <summary>The name, such as « Syndicat numérique de démonstration ».</summary>
    public required string Nom { get; set; }

    /// <summary>The public e-mail address.</summary>
    public string? Courriel { get; set; }

    /// <summary>The public phone.</summary>
    public string? Telephone { get; set; }

    /// <summary>The postal address, named in the legal notices as the host's.</summary>
    public string? Adresse { get; set; }

    /// <summary>Whether this is the demonstration world, which screens say.</summary>
    public bool Demonstration { get; set; }

    /// <summary>The view box of the map whose paths the communes carry, when outlines were imported.</summary>
    public string? CarteViewBox { get; set; }
}
