using Beffroi.Portal.Features.Administration.Designer.Editing;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Web.TagHelpers;

namespace Beffroi.Portal.Features.Administration.Designer;

/// <summary>What the condition editor shows.</summary>
/// <param name="Typed">What stands or was typed.</param>
/// <param name="Questions">The questions asked before.</param>
/// <param name="Answers">The answers that they offer, proposed while one types.</param>
/// <param name="Kept">The condition in words when three lines cannot say it; null otherwise.</param>
public sealed record ConditionView(ConditionForm Typed, IReadOnlyList<Choice> Questions, IReadOnlyList<string> Answers, string? Kept)
{
    /// <summary>The view of a page's or a question's condition.</summary>
    public static ConditionView Of(DemarcheDefinition demarche, string id, Condition? now, ConditionForm typed)
    {
        var earlier = ConditionForm.Before(demarche, id);
        return new(
            typed,
            [.. earlier.Select(field => new Choice(field.Id, field.Label))],
            [.. earlier.SelectMany(ConditionForm.Answers).Distinct(StringComparer.Ordinal)],
            now is not null && ConditionForm.From(demarche, now).Quand == "garder" ? ConditionWords.Say(demarche, now) : null);
    }

    /// <summary>The choices of « when ».</summary>
    public IEnumerable<Choice> Whens =>
        [new("toujours", "Toujours"), .. Questions.Count == 0 ? [] : new[] { new Choice("si", "Seulement si…") }, .. Kept is null ? [] : new[] { new Choice("garder", $"Comme maintenant : seulement si {Kept}") }];

    /// <summary>The line at a place, empty when nothing was typed there.</summary>
    public ConditionLine Line(int place) => Typed.Lignes.ElementAtOrDefault(place) ?? new();
}
