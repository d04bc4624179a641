namespace Beffroi.Web.TagHelpers;

/// <summary>One answer of a list of choices: what is sent, what is read, and a line that explains it.</summary>
public sealed record Choice(string Value, string Label, string? Hint = null);
