namespace Beffroi.Portal.Features.Site;

/// <summary>What a commune typed, as its site prints it.</summary>
public static class SiteText
{
    /// <summary>A definition's sentence with its marks replaced: « {de commune} » gives « de Saint-Lô ».</summary>
    public static string ForCommune(string text, Communes.Commune commune) => text
        .Replace("{de commune}", commune.NomDe, StringComparison.Ordinal)
        .Replace("{à commune}", commune.NomA, StringComparison.Ordinal)
        .Replace("{commune}", commune.Nom, StringComparison.Ordinal);
}
