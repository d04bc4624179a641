using System.Globalization;
using Beffroi.Portal.Features.Demarches.Definition;

namespace Beffroi.Portal.Features.Administration.Designer.Editing;

/// <summary>Says conditions in words: « seulement si « Avez-vous un véhicule » est « Oui » ».</summary>
public static class ConditionWords
{
    /// <summary>The condition in words, without « seulement si ».</summary>
    public static string Say(DemarcheDefinition demarche, Condition condition) => condition switch
    {
        { All: { } all } => string.Join(" et ", all.Select(one => Inner(demarche, one))),
        { Any: { } any } => string.Join(" ou ", any.Select(one => Inner(demarche, one))),
        { Not: { Field: not null, EqualTo: not null } not } => Leaf(demarche, not, "n’est pas"),
        { Not: { } not } => $"il est faux que {Say(demarche, not)}",
        _ => Leaf(demarche, condition, "est"),
    };

    /// <summary>The words of an answer: the text of a choice, yes or no, or the value itself.</summary>
    public static string ValueOf(FieldDefinition? field, string value) => field?.Kind is FieldKind.Yesno or FieldKind.Honour
        ? value == "oui" ? "Oui" : "Non"
        : field?.Options.FirstOrDefault(option => option.Value == value)?.Label ?? value;

    private static string Inner(DemarcheDefinition demarche, Condition condition) =>
        condition.All is not null || condition.Any is not null ? $"({Say(demarche, condition)})" : Say(demarche, condition);

    private static string Leaf(DemarcheDefinition demarche, Condition leaf, string equal)
    {
        var field = DefinitionEditor.FindField(demarche, leaf.Field);
        var name = $"«\u00a0{field?.Label ?? leaf.Field}\u00a0»{(leaf.Part is null ? "" : $" ({leaf.Part})")}";
        return leaf switch
        {
            { EqualTo: { } value } => $"{name} {equal} «\u00a0{ValueOf(field, value)}\u00a0»",
            { In: { } values } => $"{name} est {string.Join(" ou ", values.Select(value => $"«\u00a0{ValueOf(field, value)}\u00a0»"))}",
            { Filled: { } filled } => $"{name} {(filled ? "est rempli" : "n’est pas rempli")}",
            { Before: { } day } => $"{name} est avant {DayWords.Say(day)}",
            { After: { } day } => $"{name} est après {DayWords.Say(day)}",
            { AtLeast: { } least } => $"{name} est au moins {least.ToString("0.##", CultureInfo.GetCultureInfo("fr-FR"))}",
            { AtMost: { } most } => $"{name} est au plus {most.ToString("0.##", CultureInfo.GetCultureInfo("fr-FR"))}",
            _ => name,
        };
    }
}
