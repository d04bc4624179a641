using System.Collections.Immutable;
using System.Globalization;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Engine.Fields;

namespace Beffroi.Portal.Features.Demarches.Engine;

/// <summary>One message that says how to mend an answer, the place of its question (enfants.0.prenom inside a block) and the id of the box to focus.</summary>
public sealed record FieldError(string FieldId, string Message, string InputId);

/// <summary>A page as it was sent: answers kept, messages, and questions that the answers have just revealed.</summary>
public sealed record PageResult(FormAnswers Answers, IReadOnlyList<FieldError> Errors, IReadOnlyList<string> Revealed)
{
    public bool CanContinue => Errors.Count == 0 && Revealed.Count == 0;
}

/// <summary>
/// Checks what was posted for one page against the definition; inputs are named f.{place} and f.{place}.{part}, where the place is the id of the
/// question, or {block}.{number}.{id} inside a block; each question shown posts its place as « vu », each block how many items it shows.
/// </summary>
public sealed class FormValidation(DemarcheDefinition definition, FormAnswers answers, FormContext context)
{
    public static string InputName(string place, string part = "") => part.Length == 0 ? $"f.{place}" : $"f.{place}.{part}";
    public static string InputId(string place, string part = "") => (part.Length == 0 ? $"f-{place}" : $"f-{place}-{part}").Replace('.', '-');
    public static string ItemPlace(string block, int number, string field) => string.Create(CultureInfo.InvariantCulture, $"{block}.{number}.{field}");

    /// <summary>Reads one page; files were stored and checked by the caller, and replace those that the field had.</summary>
    public PageResult ValidatePage(PageDefinition page, IReadOnlyDictionary<string, string[]> posted, IReadOnlyDictionary<string, FilesAnswer>? files = null)
    {
        var reading = new PageReading(posted, files, answers, context, FormFlow.ScopeBefore(page, definition, answers, context));
        foreach (var section in page.Sections.Where(section => reading.Scope.Holds(section.When)))
        {
            foreach (var field in section.Fields)
            {
                reading.Read(field);
            }
        }

        // What the person answered elsewhere stays; what this page no longer asks goes.
        var kept = page.AllFields().Aggregate(answers, (rest, field) => rest.Without(field.Id)).With(reading.Kept);
        return new PageResult(new FormFlow(definition, kept, context).Answers, reading.Errors, reading.Revealed);
    }

    internal static FieldInput InputOf(FieldDefinition field, string place, IReadOnlyDictionary<string, string[]> posted) => new(
        FieldCodec.Of(field).Parts.Select(part => part.Name).Append("")
            .Where(part => posted.ContainsKey(InputName(place, part)))
            .ToDictionary(part => part, part => posted[InputName(place, part)], StringComparer.Ordinal));

    internal static int CountOf(FieldDefinition block, IReadOnlyDictionary<string, string[]> posted) =>
        posted.TryGetValue(InputName(block.Id), out var typed) && typed is [{ Length: <= 2 } text, ..] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? Math.Min(count, block.MostItems) : 0;
}

/// <summary>Reads the questions of one page in their order, each on the answers before it.</summary>
internal sealed class PageReading(
    IReadOnlyDictionary<string, string[]> posted, IReadOnlyDictionary<string, FilesAnswer>? files, FormAnswers before, FormContext context, FormScope scope)
{
    private readonly HashSet<string>? shown = posted.TryGetValue("vu", out var places) ? places.ToHashSet(StringComparer.Ordinal) : null;
    private readonly List<FieldError> errors = [];
    private readonly List<string> revealed = [];

    public FormScope Scope => scope;
    public FormAnswers Kept { get; private set; } = FormAnswers.Empty;
    public IReadOnlyList<FieldError> Errors => errors;
    public IReadOnlyList<string> Revealed => revealed;

    public void Read(FieldDefinition field)
    {
        if (!field.IsQuestion || !scope.Holds(field.When))
        {
            return;
        }

        var answer = field switch
        {
            { Compute: { } calculation } => scope.Work(calculation),
            { Kind: FieldKind.Block } => ReadBlock(field),
            _ => ReadOne(field, field.Id, scope)
        };
        if (answer is not null)
        {
            Kept = Kept.With(field.Id, answer);
            scope.Add(field.Id, answer);
        }
    }

    private BlockAnswer? ReadBlock(FieldDefinition block)
    {
        if (!WasShown(block.Id))
        {
            return null;
        }

        var items = ImmutableArray.CreateBuilder<FormAnswers>();
        var count = FormValidation.CountOf(block, posted);
        for (var number = 0; number < count; number++)
        {
            items.Add(ReadItem(block, number));
        }

        if (items.Count < block.LeastItems)
        {
            errors.Add(new(block.Id, context.Fill(block.Missing ?? $"Ajoutez une réponse à « {block.Label} »"), FormValidation.InputId(block.Id)));
        }

        return items.Count == 0 ? null : new BlockAnswer(items.ToImmutable());
    }

    private FormAnswers ReadItem(FieldDefinition block, int number)
    {
        var inside = new FormScope(scope.Answers, context);
        var item = FormAnswers.Empty;
        foreach (var field in block.Fields.Where(field => field.IsAsked && inside.Holds(field.When)))
        {
            if (ReadOne(field, FormValidation.ItemPlace(block.Id, number, field.Id), inside) is { } answer)
            {
                item = item.With(field.Id, answer);
                inside.Add(field.Id, answer);
            }
        }

        return item;
    }

    private FormAnswer? ReadOne(FieldDefinition field, string place, FormScope around)
    {
        if (!WasShown(place))
        {
            return null;
        }

        var reading = ReadTyped(field, place, around);
        if (reading.Error is { } error)
        {
            errors.Add(new(place, error, FormValidation.InputId(place, reading.Part.Length > 0 ? reading.Part : FirstPart(field))));
        }
        else if (reading.Answer is null && !field.Optional && place != context.Spared)
        {
            errors.Add(new(place, context.Fill(field.Missing ?? Missing(field)), FormValidation.InputId(place, FirstPart(field))));
        }

        return reading.Error is null ? reading.Answer : null;
    }

    private bool WasShown(string place)
    {
        if (shown?.Contains(place) is not false)
        {
            return true;
        }

        revealed.Add(place);
        return false;
    }

    private FieldReading ReadTyped(FieldDefinition field, string place, FormScope around)
    {
        var codec = FieldCodec.Of(field);
        if (field.Kind is FieldKind.Attachment)
        {
            var answer = files is not null && files.TryGetValue(field.Id, out var sent) ? sent : before[field.Id];
            return answer is null or FilesAnswer { Files.Length: 0 } ? new(null)
                : codec.Normalise(field, answer, context) is { } sound ? new(sound)
                : new(null, $"Envoyez {field.MaxFiles ?? 1} fichier au plus, de {field.MaxMegabytes ?? 10} Mo au plus");
        }

        var offered = field with { Options = [.. around.Options(field)] };
        return codec.Read(offered, FormValidation.InputOf(field, place, posted), context);
    }

    private static string FirstPart(FieldDefinition field) => FieldCodec.Of(field).Parts is [var first, ..] ? first.Name : "";

    private static string Missing(FieldDefinition field) => field.Kind switch
    {
        FieldKind.Choice or FieldKind.Choices or FieldKind.Yesno => $"Choisissez une réponse : « {field.Label} »",
        FieldKind.Honour => "Cochez la case pour confirmer",
        FieldKind.Attachment => $"Joignez le fichier demandé : « {field.Label} »",
        FieldKind.Date => $"Complétez « {field.Label} », par exemple 14 3 1985",
        _ => $"Complétez « {field.Label} »"
    };
}
