using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Engine.Fields;

namespace Beffroi.Portal.Features.Demarches.Engine;

/// <summary>One message that says how to mend an answer, and the id of the box to focus.</summary>
public sealed record FieldError(string FieldId, string Message, string InputId);

/// <summary>A page as it was sent: answers kept, messages, and questions that the answers have just revealed.</summary>
public sealed record PageResult(FormAnswers Answers, IReadOnlyList<FieldError> Errors, IReadOnlyList<string> Revealed)
{
    public bool CanContinue => Errors.Count == 0 && Revealed.Count == 0;
}

/// <summary>Checks what was posted for one page against the definition; inputs are named f.{field} and f.{field}.{part}, and each question shown posts its id as « vu ».</summary>
public sealed class FormValidation(DemarcheDefinition definition, FormAnswers answers, FormContext context)
{
    public static string InputName(string fieldId, string part = "") => part.Length == 0 ? $"f.{fieldId}" : $"f.{fieldId}.{part}";
    public static string InputId(string fieldId, string part = "") => part.Length == 0 ? $"f-{fieldId}" : $"f-{fieldId}-{part}";

    /// <summary>Reads one page; files were stored and checked by the caller, and replace those that the field had.</summary>
    public PageResult ValidatePage(PageDefinition page, IReadOnlyDictionary<string, string[]> posted, IReadOnlyDictionary<string, FilesAnswer>? files = null)
    {
        var errors = new List<FieldError>();
        var revealed = new List<string>();
        var kept = answers;
        var shown = posted.TryGetValue("vu", out var ids) ? ids : null;
        foreach (var field in page.AllFields().Where(f => f.IsQuestion))
        {
            var previous = kept[field.Id];
            kept = kept.Without(field.Id);
            // The fields before this one are settled: their answers decide whether it is asked.
            var flow = new FormFlow(definition, kept, context);
            if (!flow.VisibleFields(page).Contains(field))
            {
                continue;
            }

            if (shown is not null && !shown.Contains(field.Id))
            {
                revealed.Add(field.Id);
                continue;
            }

            var reading = Read(field, flow, posted, files, previous);
            if (reading.Error is { } error)
            {
                errors.Add(new(field.Id, error, InputId(field.Id, reading.Part.Length > 0 ? reading.Part : FirstPart(field))));
            }
            else if (reading.Answer is { } answer)
            {
                kept = kept.With(field.Id, answer);
            }
            else if (!field.Optional)
            {
                errors.Add(new(field.Id, context.Fill(field.Missing ?? Missing(field)), InputId(field.Id, FirstPart(field))));
            }
        }

        return new PageResult(new FormFlow(definition, kept, context).Answers, errors, revealed);
    }

    private FieldReading Read(FieldDefinition field, FormFlow flow, IReadOnlyDictionary<string, string[]> posted, IReadOnlyDictionary<string, FilesAnswer>? files, FormAnswer? previous)
    {
        var codec = FieldCodec.Of(field.Kind);
        if (field.Kind is FieldKind.Attachment)
        {
            var answer = files is not null && files.TryGetValue(field.Id, out var sent) ? sent : previous;
            return answer is null or FilesAnswer { Files.Length: 0 } ? new(null)
                : codec.Normalise(field, answer, context) is { } sound ? new(sound)
                : new(null, $"Envoyez {field.MaxFiles ?? 1} fichier au plus, de {field.MaxMegabytes ?? 10} Mo au plus");
        }

        var offered = field with { Options = [.. flow.VisibleOptions(field)] };
        return codec.Read(offered, InputOf(field, posted), context);
    }

    internal static FieldInput InputOf(FieldDefinition field, IReadOnlyDictionary<string, string[]> posted) => new(
        FieldCodec.Of(field.Kind).Parts.Select(p => p.Name).Append("")
            .Where(p => posted.ContainsKey(InputName(field.Id, p)))
            .ToDictionary(p => p, p => posted[InputName(field.Id, p)], StringComparer.Ordinal));

    private static string FirstPart(FieldDefinition field) => FieldCodec.Of(field.Kind).Parts is [var first, ..] ? first.Name : "";

    private static string Missing(FieldDefinition field) => field.Kind switch
    {
        FieldKind.Choice or FieldKind.Choices or FieldKind.Yesno => $"Choisissez une réponse : « {field.Label} »",
        FieldKind.Honour => "Cochez la case pour confirmer",
        FieldKind.Attachment => $"Joignez le fichier demandé : « {field.Label} »",
        FieldKind.Date => $"Complétez « {field.Label} », par exemple 14 3 1985",
        _ => $"Complétez « {field.Label} »"
    };
}
