using System.Globalization;
using Beffroi.Portal.Features.Demarches.Definition;

namespace Beffroi.Portal.Features.Demarches.Engine;

/// <summary>What conditions and calculations are read on: the answers settled so far and, inside a block, those of the same item.</summary>
internal sealed class FormScope(FormAnswers answers, FormContext context)
{
    public FormAnswers Answers { get; private set; } = answers;

    public void Add(string fieldId, FormAnswer answer) => Answers = Answers.With(fieldId, answer);

    /// <summary>Whether a condition holds; a missing condition always does.</summary>
    public bool Holds(Condition? condition) => condition switch
    {
        null => true,
        { All: { } all } => all.All(Holds),
        { Any: { } any } => any.Any(Holds),
        { Not: { } not } => !Holds(not),
        { Field: { } field } => Test(condition, Answers[field], Answers.Text(field, condition.Part ?? "")),
        _ => false
    };

    public IEnumerable<ChoiceOption> Options(FieldDefinition field) => field.Options.Where(option => Holds(option.When));

    /// <summary>Whether an answer is among those offered.</summary>
    public bool Offers(FieldDefinition field, FormAnswer answer) => field.Kind switch
    {
        FieldKind.Choice => answer is TextAnswer text && Options(field).Any(option => option.Value == text.Value),
        FieldKind.Choices => answer is ListAnswer list && list.Values.All(value => Options(field).Any(option => option.Value == value)),
        _ => true
    };

    /// <summary>The value of a calculation, rounded to the cent; null when an answer that it needs is missing or the number is too great.</summary>
    public NumberAnswer? Work(Calculation calculation)
    {
        try
        {
            return Value(calculation) is { } value && Math.Abs(value) < 1_000_000_000_000m ? new NumberAnswer(decimal.Parse(decimal.Round(value, 2, MidpointRounding.AwayFromZero).ToString("0.##", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)) : null;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    private decimal? Value(Calculation calculation) => calculation switch
    {
        { Value: { } value } => value,
        { Field: { } field } => Answers[field] switch
        {
            NumberAnswer number => number.Value,
            BlockAnswer block => block.Items.Length,
            ListAnswer list => list.Values.Length,
            _ => null
        },
        { Sum: { } terms } => terms.Sum(term => Value(term) ?? 0),
        { Product: { } terms } => terms.Aggregate((decimal?)1m, (product, term) => product * Value(term)),
        { Difference: [var first, var second] } => Value(first) - Value(second),
        { SumOf: { } field } => Answers.Blocks().SelectMany(block => block.Items).Sum(item => item[field] is NumberAnswer number ? number.Value : 0),
        { Days: [var first, var last] } => Date(Answers.Text(last))?.DayNumber - Date(Answers.Text(first))?.DayNumber + 1 is { } days and > 0 ? days : null,
        { Age: { } field } => Date(Answers.Text(field)) is { } born && born <= context.Today ? Years(born) : null,
        _ => null
    };

    private int Years(DateOnly born) => context.Today.Year - born.Year - (context.Today < born.AddYears(context.Today.Year - born.Year) ? 1 : 0);

    private bool Test(Condition test, FormAnswer? answer, string? text) => test switch
    {
        { Filled: { } filled } => filled == (test.Part is null ? answer is not null : text is not null),
        { EqualTo: { } value } => text == value || (answer is ListAnswer list && list.Values.Contains(value)),
        { In: { } values } => (text is not null && values.Contains(text)) || (answer is ListAnswer list && list.Values.Any(values.Contains)),
        { Before: { } before } => Date(text) is { } date && context.ReadDate(before) is { } limit && date < limit,
        { After: { } after } => Date(text) is { } date && context.ReadDate(after) is { } limit && date > limit,
        { AtLeast: { } least } => Count(answer) is { } count && count >= least,
        { AtMost: { } most } => Count(answer) is { } count && count <= most,
        _ => false
    };

    private static decimal? Count(FormAnswer? answer) => answer switch
    {
        NumberAnswer number => number.Value,
        BlockAnswer block => block.Items.Length,
        _ => null
    };

    private DateOnly? Date(string? text) => text is { Length: 10 } ? context.ReadDate(text) : null;
}
