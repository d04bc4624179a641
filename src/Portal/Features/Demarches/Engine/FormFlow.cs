using Beffroi.Portal.Features.Demarches.Definition;

namespace Beffroi.Portal.Features.Demarches.Engine;

/// <summary>The path of one person through a form: the pages that concern them, in order, and how far they are; answers that a condition hides are dropped from <see cref="Answers"/>.</summary>
public sealed class FormFlow
{
    private readonly HashSet<string> visibleFields = new(StringComparer.Ordinal);
    private readonly List<PageDefinition> pages = [];
    private readonly FormScope scope;

    public FormFlow(DemarcheDefinition definition, FormAnswers answers, FormContext context)
        : this(definition, answers, context, until: null)
    {
    }

    private FormFlow(DemarcheDefinition definition, FormAnswers answers, FormContext context, PageDefinition? until)
    {
        Definition = definition;
        Context = context;
        scope = new FormScope(FormAnswers.Empty, context);
        foreach (var page in definition.Pages.TakeWhile(page => page != until).Where(page => scope.Holds(page.When)))
        {
            pages.Add(page);
            foreach (var section in page.Sections.Where(section => scope.Holds(section.When)))
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
    /// <summary>Only the answers to questions that this person is asked, and the values worked out from them.</summary>
    public FormAnswers Answers => scope.Answers;
    public IReadOnlyList<PageDefinition> Pages => pages;
    public PageDefinition? Exit => pages is [.., { Exit: not null } last] ? last : null;
    public bool IsComplete => Exit is null && pages.TrueForAll(IsAnswered);
    /// <summary>Share of the pages answered, from 0 to 100.</summary>
    public int Percent => pages.Count == 0 ? 0 : 100 * pages.Count(IsAnswered) / pages.Count;
    /// <summary>The first page still to answer, an exit included; null when the person can check and send.</summary>
    public PageDefinition? ResumeAt => pages.Find(page => page.Exit is not null || !IsAnswered(page));

    /// <summary>The answers settled before a page, on which its conditions are read.</summary>
    internal static FormScope ScopeBefore(PageDefinition page, DemarcheDefinition definition, FormAnswers answers, FormContext context) =>
        new FormFlow(definition, answers, context, page).scope;

    public PageDefinition? Find(string pageId) => pages.Find(page => page.Id == pageId);
    public PageDefinition? Next(PageDefinition page) => pages.ElementAtOrDefault(pages.IndexOf(page) + 1);
    public PageDefinition? Previous(PageDefinition page) => pages.IndexOf(page) is > 0 and var at ? pages[at - 1] : null;
    public int Position(PageDefinition page) => pages.IndexOf(page) + 1;
    /// <summary>Whether the page concerns this person and every page before it is answered.</summary>
    public bool IsReachable(PageDefinition page) => pages.IndexOf(page) is >= 0 and var at && pages.Take(at).All(IsAnswered);
    public bool IsAnswered(PageDefinition page) => VisibleFields(page).All(field => !field.IsAsked || IsAnswered(field));
    public IEnumerable<FieldDefinition> VisibleFields(PageDefinition page) => page.AllFields().Where(field => visibleFields.Contains(field.Id));
    public IEnumerable<ChoiceOption> VisibleOptions(FieldDefinition field) => scope.Options(field);

    /// <summary>Whether a condition holds on the answers.</summary>
    internal bool Holds(Condition condition) => scope.Holds(condition);

    /// <summary>The questions asked in one item of a block, with what their conditions are read on.</summary>
    internal IReadOnlyList<(FieldDefinition Field, FormScope Scope)> ItemFields(FieldDefinition block, FormAnswers item) => ItemFields(block, item, Answers, Context);

    internal static IReadOnlyList<(FieldDefinition Field, FormScope Scope)> ItemFields(FieldDefinition block, FormAnswers item, FormAnswers around, FormContext context)
    {
        var inside = new FormScope(around, context);
        var shown = new List<(FieldDefinition, FormScope)>();
        foreach (var field in block.Fields.Where(field => inside.Holds(field.When)))
        {
            shown.Add((field, new FormScope(inside.Answers, context)));
            if (item[field.Id] is { } answer && inside.Offers(field, answer))
            {
                inside.Add(field.Id, answer);
            }
        }

        return shown;
    }

    private bool IsAnswered(FieldDefinition field) => Answers[field.Id] switch
    {
        null => field.Optional || field.Id == Context.Spared || field is { Kind: FieldKind.Block, LeastItems: 0 },
        BlockAnswer block => block.Items.Length >= field.LeastItems
            && block.Items.All(item => ItemFields(field, item).All(asked => !asked.Field.IsAsked || asked.Field.Optional || item[asked.Field.Id] is not null)),
        _ => true
    };

    private void Walk(SectionDefinition section, FormAnswers given)
    {
        foreach (var field in section.Fields.Where(field => scope.Holds(field.When)))
        {
            visibleFields.Add(field.Id);
            if (field.Compute is { } calculation)
            {
                if (scope.Work(calculation) is { } value)
                {
                    scope.Add(field.Id, value);
                }
            }
            else if (field.IsAsked && given[field.Id] is { } answer && scope.Offers(field, answer))
            {
                scope.Add(field.Id, answer is BlockAnswer block ? Settle(field, block) : answer);
            }
        }
    }

    private BlockAnswer Settle(FieldDefinition field, BlockAnswer block) => new([.. block.Items.Select(item =>
        ItemFields(field, item, Answers, Context).Where(shown => item[shown.Field.Id] is { } answer && shown.Scope.Offers(shown.Field, answer))
            .Aggregate(FormAnswers.Empty, (kept, shown) => kept.With(shown.Field.Id, item[shown.Field.Id]!)))]);
}
