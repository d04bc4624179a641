using System.Collections.Immutable;
using Beffroi.Portal.Features.Demarches.Definition;

namespace Beffroi.Portal.Features.Demarches.Engine.Paths;

/// <summary>One way through a form: what is asked, and sample answers that lead there.</summary>
public sealed record FormPath(FormFlow Flow, string Shown)
{
    public FormAnswers Answers => Flow.Answers;
}

/// <summary>
/// Finds the ways through a form: from one way, each answer that a condition reads is changed in turn, and what shows other pages, questions or
/// choices is a new way. It stops when nothing new is found, or at the most that is asked.
/// </summary>
public sealed class FormPaths
{
    private const int MostTries = 4000;

    private readonly DemarcheDefinition demarche;
    private readonly FormContext context;
    private readonly FormAnswers samples;
    private readonly Condition[] leaves;
    private readonly ILookup<string, Condition> tests;

    private FormPaths(DemarcheDefinition demarche, FormContext context)
    {
        (this.demarche, this.context) = (demarche, context);
        samples = demarche.AllFields().Aggregate(FormAnswers.Empty, (all, field) => SampleAnswers.Of(field, context) is { } answer ? all.With(field.Id, answer) : all);
        leaves = [.. Conditions(demarche).SelectMany(Leaves).Distinct()];
        var computed = demarche.AllFields().Where(field => field.Compute is not null).ToDictionary(field => field.Id, field => field.Compute!, StringComparer.Ordinal);
        tests = leaves.SelectMany(leaf => ReadBy(leaf.Field!, computed).Select(field => (field, leaf))).ToLookup(pair => pair.field, pair => pair.leaf, StringComparer.Ordinal);
    }

    /// <summary>The ways, the plainest first.</summary>
    /// <param name="demarche">The form.</param>
    /// <param name="context">The day and the commune.</param>
    /// <param name="most">The most ways.</param>
    public static IReadOnlyList<FormPath> Explore(DemarcheDefinition demarche, FormContext context, int most = 300)
    {
        var search = new FormPaths(demarche, context);
        var ways = new Dictionary<string, FormPath>(StringComparer.Ordinal);
        var tried = new HashSet<string>(StringComparer.Ordinal);
        var known = new HashSet<string>(StringComparer.Ordinal);
        var next = new PriorityQueue<ImmutableDictionary<string, FormAnswer?>, (bool Known, int Tries)>();
        next.Enqueue(ImmutableDictionary.Create<string, FormAnswer?>(StringComparer.Ordinal), (false, 0));
        for (var tries = 0; tries < MostTries && ways.Count < most && next.TryDequeue(out var choices, out _); tries++)
        {
            var path = search.Follow(choices);

            // Two answers may have to change before anything is seen: what the conditions find is told apart too.
            if (!tried.Add(path.Shown + '|' + search.Found(path.Flow)))
            {
                continue;
            }

            ways.TryAdd(path.Shown, path);
            var before = known.Count;
            known.UnionWith(path.Shown.Split(' '));
            var news = known.Count > before;
            foreach (var change in search.Changes(path))
            {
                next.Enqueue(choices.SetItem(change.Field, change.Answer), (!news, tries));
            }
        }

        return [.. ways.Values];
    }

    private string Found(FormFlow flow) => string.Concat(leaves.Select(leaf => flow.Holds(leaf) ? '1' : '0'));

    private FormPath Follow(ImmutableDictionary<string, FormAnswer?> choices)
    {
        var answers = choices.Aggregate(samples, (all, choice) => choice.Value is null ? all.Without(choice.Key) : all.With(choice.Key, choice.Value));
        var flow = new FormFlow(demarche, answers, context);

        // A sample that this way does not offer gives way to the first that it does.
        for (var i = 0; i < 20 && Unanswered(flow) is { } field && flow.VisibleOptions(field).FirstOrDefault() is { } first; i++)
        {
            answers = answers.With(field.Id, field.Kind is FieldKind.Choice ? new TextAnswer(first.Value) : new ListAnswer([first.Value]));
            flow = new FormFlow(demarche, answers, context);
        }

        return new FormPath(flow, string.Join(' ', Shown(flow)));
    }

    // A condition on a computed value is a condition on what it is worked out from.
    private static IEnumerable<string> ReadBy(string field, Dictionary<string, Calculation> computed) =>
        computed.TryGetValue(field, out var calculation) ? calculation.FieldsRead().SelectMany(read => ReadBy(read, computed)) : [field];

    private static FieldDefinition? Unanswered(FormFlow flow) => flow.Pages.SelectMany(flow.VisibleFields)
        .FirstOrDefault(field => field.Kind is FieldKind.Choice or FieldKind.Choices && !field.Optional && flow.Answers[field.Id] is null);

    private IEnumerable<(string Field, FormAnswer? Answer)> Changes(FormPath path)
    {
        foreach (var field in path.Flow.Pages.SelectMany(path.Flow.VisibleFields).Where(field => field.IsAsked))
        {
            if (tests.Contains(field.Id))
            {
                foreach (var other in SampleAnswers.Alternatives(field, [.. tests[field.Id]], context))
                {
                    yield return (field.Id, other);
                }
            }

            if (field.Kind is FieldKind.Block && samples[field.Id] is BlockAnswer block)
            {
                foreach (var inner in field.Fields.Where(inner => tests.Contains(inner.Id)))
                {
                    foreach (var other in SampleAnswers.Alternatives(inner, [.. tests[inner.Id]], context))
                    {
                        yield return (field.Id, new BlockAnswer([.. block.Items.Select(item => other is null ? item.Without(inner.Id) : item.With(inner.Id, other))]));
                    }
                }
            }
        }
    }

    private static IEnumerable<string> Shown(FormFlow flow)
    {
        foreach (var page in flow.Pages)
        {
            yield return page.Id;
            foreach (var field in flow.VisibleFields(page))
            {
                yield return field.Id;
                foreach (var option in flow.VisibleOptions(field).Where(_ => field.Options.Any(option => option.When is not null)))
                {
                    yield return $"{field.Id}={option.Value}";
                }

                if (flow.Answers[field.Id] is BlockAnswer block)
                {
                    foreach (var asked in block.Items.Take(1).SelectMany(item => flow.ItemFields(field, item)))
                    {
                        yield return $"{field.Id}.{asked.Field.Id}";
                    }
                }
            }
        }
    }

    /// <summary>Every condition of a definition.</summary>
    internal static IEnumerable<Condition> Conditions(DemarcheDefinition demarche) => demarche.Pages
        .SelectMany(page => page.Sections.Select(section => section.When).Prepend(page.When))
        .Concat(demarche.AllFieldsDeep().SelectMany(field => field.Options.Select(option => option.When).Prepend(field.When)))
        .OfType<Condition>();

    private static IEnumerable<Condition> Leaves(Condition condition) => condition.Field is not null
        ? [condition]
        : (condition.All ?? condition.Any ?? (condition.Not is { } not ? [not] : [])).SelectMany(Leaves);
}
