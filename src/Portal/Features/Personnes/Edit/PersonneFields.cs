using Beffroi.Web.TagHelpers;

namespace Beffroi.Portal.Features.Personnes.Edit;

/// <summary>The answers that the forms of a person offer.</summary>
public static class PersonneFields
{
    /// <summary>What a record is about.</summary>
    public static IReadOnlyList<Choice> Kinds { get; } =
    [
        new(nameof(PersonneKind.Physique), "Une personne"),
        new(nameof(PersonneKind.Organisation), "Une association, une entreprise ou une administration"),
    ];

    /// <summary>How they would rather be reached.</summary>
    public static IReadOnlyList<Choice> Canaux { get; } =
        [.. Enum.GetValues<CanalPrefere>().Select(canal => new Choice(canal.ToString(), Web.Text.French.Capitalize(PersonneWords.Of(canal))))];

    /// <summary>What one may consent to.</summary>
    public static IReadOnlyList<Choice> Finalites { get; } = [.. Enum.GetValues<ConsentPurpose>().Select(purpose => new Choice(purpose.ToString(), PersonneWords.Of(purpose)))];
}
