using System.Globalization;
using Beffroi.Portal.Features.Demarches.Definition;

namespace Beffroi.Portal.Features.Demarches.Engine;

/// <summary>A page posted by a button « Ajouter » or « Retirer » of a block: what was typed, with one item more or less.</summary>
/// <param name="Values">What the page shows next.</param>
/// <param name="FocusId">The id of the box or button to focus.</param>
public sealed record BlockPost(IReadOnlyDictionary<string, string[]> Values, string FocusId)
{
    public const string AddName = "ajouter";
    public const string RemoveName = "retirer";

    /// <summary>Reads the button; null when the page was sent by another one.</summary>
    public static BlockPost? Of(PageDefinition page, IReadOnlyDictionary<string, string[]> posted)
    {
        if (posted.GetValueOrDefault(AddName) is [var adding, ..] && BlockOf(page, adding) is { } growing)
        {
            var count = FormValidation.CountOf(growing, posted);
            return count >= growing.MostItems
                ? new(posted, FormValidation.InputId(growing.Id))
                : new(WithCount(posted, growing, count + 1), $"{FormValidation.InputId(growing.Id)}-{count.ToString(CultureInfo.InvariantCulture)}");
        }

        if (posted.GetValueOrDefault(RemoveName) is [var removing, ..]
            && removing.LastIndexOf('.') is > 0 and var dot && BlockOf(page, removing[..dot]) is { } shrinking
            && int.TryParse(removing[(dot + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && FormValidation.CountOf(shrinking, posted) is var items && number < items)
        {
            return new(WithCount(Shift(posted, shrinking.Id, number), shrinking, items - 1), FormValidation.InputId(shrinking.Id));
        }

        return null;
    }

    private static FieldDefinition? BlockOf(PageDefinition page, string id) => page.AllFields().FirstOrDefault(field => field.Kind is FieldKind.Block && field.Id == id);

    private static Dictionary<string, string[]> WithCount(IReadOnlyDictionary<string, string[]> posted, FieldDefinition block, int count) =>
        new(posted, StringComparer.Ordinal) { [FormValidation.InputName(block.Id)] = [count.ToString(CultureInfo.InvariantCulture)] };

    // The items after the one that goes take its number, what they show included.
    private static Dictionary<string, string[]> Shift(IReadOnlyDictionary<string, string[]> posted, string block, int gone)
    {
        var moved = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var (name, values) in posted)
        {
            if (name == "vu")
            {
                moved[name] = [.. values.Select(place => Moved(place, block + ".", gone)).OfType<string>()];
            }
            else if (Moved(name, $"f.{block}.", gone) is { } kept)
            {
                moved[kept] = values;
            }
        }

        return moved;
    }

    private static string? Moved(string name, string start, int gone)
    {
        if (!name.StartsWith(start, StringComparison.Ordinal) || name.IndexOf('.', start.Length) is not (> 0 and var end)
            || !int.TryParse(name[start.Length..end], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < gone)
        {
            return name;
        }

        return number == gone ? null : string.Create(CultureInfo.InvariantCulture, $"{start}{number - 1}{name[end..]}");
    }
}
