namespace Beffroi.Portal.Agents;

/// <summary>The bounds of what correspondence shows of an agent.</summary>
public static class AgentFields
{
    /// <summary>The longest name, in characters.</summary>
    public const int MaxNom = 200;

    /// <summary>The longest quality, in characters.</summary>
    public const int MaxQualite = 120;

    /// <summary>A name as it is kept.</summary>
    /// <exception cref="InvitationRefusedException">It is empty, too long, or holds control characters.</exception>
    public static string Nom(string typed)
    {
        var nom = typed.Trim();
        return nom.Length is 0 or > MaxNom || nom.Any(char.IsControl)
            ? throw new InvitationRefusedException(nameof(Nom), "Saisissez le prénom et le nom, en 200 caractères au plus.")
            : nom;
    }

    /// <summary>A quality as it is kept; null when nothing was typed.</summary>
    /// <exception cref="InvitationRefusedException">It is too long, or holds control characters.</exception>
    public static string? Qualite(string? typed)
    {
        var qualite = typed?.Trim();
        return qualite?.Length > MaxQualite || qualite?.Any(char.IsControl) == true
            ? throw new InvitationRefusedException(nameof(Qualite), "Saisissez la qualité sur une ligne, en 120 caractères au plus.")
            : string.IsNullOrEmpty(qualite) ? null : qualite;
    }
}
