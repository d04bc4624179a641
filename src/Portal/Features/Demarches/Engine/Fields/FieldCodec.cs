using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Beffroi.Portal.Features.Demarches.Definition;

namespace Beffroi.Portal.Features.Demarches.Engine.Fields;

/// <summary>What was typed for one field, by part; the field itself is the part of empty name.</summary>
public sealed record FieldInput(IReadOnlyDictionary<string, string[]> Parts)
{
    public string One(string part = "") => Clean(Parts.TryGetValue(part, out var v) && v.Length > 0 ? v[0] : "");

    public IReadOnlyList<string> Many() => Parts.TryGetValue("", out var v) ? [.. v.Take(100).Select(Clean)] : [];

    public static FieldInput Of(string value) => new(new Dictionary<string, string[]>(StringComparer.Ordinal) { [""] = [value] });

    // Zero-width characters and byte order marks come with copied text; the person cannot see them.
    private static string Clean(string value) =>
        string.Concat((value.Length > 20_000 ? value[..20_000] : value).Where(c => c is not ('\uFEFF' or '\u200B' or '\u200C' or '\u200D' or '\u2060' or '\u00AD')))
            .ReplaceLineEndings("\n").Trim();
}

/// <summary>An answer, or the message and the part to mend; neither when nothing was typed.</summary>
public sealed record FieldReading(FormAnswer? Answer, string? Error = null, string Part = "");

/// <summary>How one kind of question reads what people type, writes it back and says it in words.</summary>
public abstract class FieldCodec
{
    public virtual IReadOnlyList<FieldPart> Parts => [];

    public static FieldCodec Of(FieldDefinition field) => field.Kind switch
    {
        FieldKind.Date => new DateCodec(partial: false),
        FieldKind.PartialDate => new DateCodec(partial: true),
        FieldKind.Number or FieldKind.Amount or FieldKind.Computed => new NumberCodec(),
        FieldKind.Yesno or FieldKind.Honour => new FlagCodec(),
        FieldKind.Choice or FieldKind.Choices => new ChoiceCodec(),
        FieldKind.Address or FieldKind.Person => new PartsCodec(field),
        FieldKind.Commune => new CommuneCodec(),
        FieldKind.Point => new PointCodec(),
        FieldKind.Country => new CountryCodec(),
        FieldKind.Block => new BlockCodec(),
        FieldKind.Attachment => new FilesCodec(),
        var kind when IdentifierCodec.Kinds.Contains(kind) => new IdentifierCodec(kind),
        _ => new TextCodec()
    };

    public abstract FieldReading Read(FieldDefinition field, FieldInput input, FormContext context);

    public abstract FieldInput Write(FormAnswer answer);

    public abstract string Describe(FieldDefinition field, FormAnswer answer);

    /// <summary>The same answer as the definition accepts it today, or null.</summary>
    public virtual FormAnswer? Normalise(FieldDefinition field, FormAnswer answer, FormContext context) =>
        Read(field, Write(answer), context) is { Error: null, Answer: { } sound } ? sound : null;

    protected static string? CheckText(string value, int max, bool lines) =>
        value.Length > max ? $"Raccourcissez votre réponse : {max.ToString(CultureInfo.InvariantCulture)} caractères au plus"
        : value.Any(c => (char.IsControl(c) && !(lines && c is '\n' or '\t')) || c is '\u202E' or '\u202D') || !IsWellFormed(value)
            ? "Retirez les caractères spéciaux de votre réponse : ils ne peuvent pas être lus" : null;

    private static bool IsWellFormed(string value)
    {
        for (var i = 0; i < value.Length; i++)
        {
            if (Rune.DecodeFromUtf16(value.AsSpan(i), out _, out var used) is not System.Buffers.OperationStatus.Done)
            {
                return false;
            }

            i += used - 1;
        }

        return true;
    }
}

/// <summary>One box of a composed question, with its label and its autocomplete token.</summary>
public sealed record FieldPart(string Name, string Label, int MaxLength, bool Optional = false, string? Autocomplete = null, string? InputMode = null);
