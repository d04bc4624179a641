using Beffroi.Portal.Features.Demarches.Definition;

namespace Beffroi.Portal.Features.Demarches.Engine;

/// <summary>The path of one person through a form: the pages that concern them, in order, and how far they are; answers that a condition hides are dropped from <see cref="Answers"/>.</summary>
public sealed class FormFlow
{
    private readonly HashSet<string> visibleFields = new(StringComparer.Ordinal);
    private readonly List<PageDefinition> pages = [];

    public FormFlow(DemarcheDefinition definition, FormAnswers answers, FormContext context)
    {
        Definition = definition;
        Context = context;
        Answers = FormAnswers.Empty;
        foreach (var page in definition.Pages.Where(p => Holds(p.When)))
        {
            pages.Add(page);
            foreach (var section in page.Sections.Where(s => Holds(s.When)))
            {
                Walk(section, answers);
            }

            // Nothing after an exit concerns this person.
            if (page.Exit is not null)
            {
                break;
            }
        }
    }

    public DemarcheDefinition Definition { get; }
    public FormContext Context { get; }
    /// <summary>Only the answers to questions that this person is asked.</summary>
    public FormAnswers Answers { get; private set; }
    public IReadOnlyList<PageDefinition> Pages => pages;
    public PageDefinition? Exit => pages is [.., { Exit: not null } last] ? last : null;
    public bool IsComplete => Exit is null && pages.TrueForAll(IsAnswered);
    /// <summary>Share of the pages answered, from 0 to 100.</summary>
    public int Percent => pages.Count == 0 ? 0 : 100 * pages.Count(IsAnswered) / pages.Count;
    /// <summary>The first page still to answer, an exit included; null when the person can check and send.</summary>
    public PageDefinition? ResumeAt => pages.Find(p => p.Exit is not null || !IsAnswered(p));

    public PageDefinition? Find(string pageId) => pages.Find(p => p.Id == pageId);
    public PageDefinition? Next(PageDefinition page) => pages.ElementAtOrDefault(pages.IndexOf(page) + 1);
    public PageDefinition? Previous(PageDefinition page) => pages.IndexOf(page) is > 0 and var at ? pages[at - 1] : null;
    public int Position(PageDefinition page) => pages.IndexOf(page) + 1;
    /// <summary>Whether the page concerns this person and every page before it is answered.</summary>
    public bool IsReachable(PageDefinition page) => pages.IndexOf(page) is >= 0 and var at && pages.Take(at).All(IsAnswered);
    public bool IsAnswered(PageDefinition page) => VisibleFields(page).All(f => !f.IsQuestion || f.Optional || Answers[f.Id] is not null);
    public IEnumerable<FieldDefinition> VisibleFields(PageDefinition page) => page.AllFields().Where(f => visibleFields.Contains(f.Id));
    public IEnumerable<ChoiceOption> VisibleOptions(FieldDefinition field) => field.Options.Where(o => Holds(o.When));

    /// <summary>Whether a condition holds on the answers kept so far; a missing condition always does.</summary>
    public bool Holds(Condition? condition) => condition switch
    {
        null => true,
        { All: { } all } => all.All(Holds),
        { Any: { } any } => any.Any(Holds),
        { Not: { } not } => !Holds(not),
        { Field: { } field } => Test(condition, Answers[field], Answers.Text(field, condition.Part ?? "")),
        _ => false
    };

    private void Walk(SectionDefinition section, FormAnswers given)
    {
        foreach (var field in section.Fields.Where(f => Holds(f.When)))
        {
            visibleFields.Add(field.Id);
            if (field.IsQuestion && given[field.Id] is { } answer && Offers(field, answer))
            {
                Answers = Answers.With(field.Id, answer);
            }
        }
    }

    private bool Offers(FieldDefinition field, FormAnswer answer) => field.Kind switch
    {
        FieldKind.Choice => answer is TextAnswer text && VisibleOptions(field).Any(o => o.Value == text.Value),
        FieldKind.Choices => answer is ListAnswer list && list.Values.All(v => VisibleOptions(field).Any(o => o.Value == v)),
        _ => true
    };

    private bool Test(Condition test, FormAnswer? answer, string? text) => test switch
    {
        { Filled: { } filled } => filled == (test.Part is null ? answer is not null : text is not null),
        { EqualTo: { } value } => text == value || (answer is ListAnswer list && list.Values.Contains(value)),
        { In: { } values } => (text is not null && values.Contains(text)) || (answer is ListAnswer list && list.Values.Any(values.Contains)),
        { Before: { } before } => Date(text) is { } date && Context.ReadDate(before) is { } limit && date < limit,
        { After: { } after } => Date(text) is { } date && Context.ReadDate(after) is { } limit && date > limit,
        { AtLeast: { } least } => answer is NumberAnswer number && number.Value >= least,
        { AtMost: { } most } => answer is NumberAnswer number && number.Value <= most,
        _ => false
    };

    private DateOnly? Date(string? text) => text is { Length: 10 } ? Context.ReadDate(text) : null;
}
