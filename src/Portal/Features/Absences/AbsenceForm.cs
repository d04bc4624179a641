using Beffroi.Web.TagHelpers;

namespace Beffroi.Portal.Features.Absences;

/// <summary>What is typed to note an absence.</summary>
public sealed class AbsenceForm
{
    /// <summary>The agent; null for the one who types.</summary>
    public Guid? Agent { get; set; }

    /// <summary>The first day.</summary>
    public DateInput Du { get; set; } = new();

    /// <summary>The last day.</summary>
    public DateInput Au { get; set; } = new();

    /// <summary>The delegate in each commune, by its INSEE code; none where it is empty.</summary>
    public Dictionary<string, Guid?> Delegues { get; set; } = [];
}
