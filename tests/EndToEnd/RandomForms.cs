using Beffroi.Portal.Features.Demarches.Definition;
using CsCheck;

namespace Beffroi.EndToEnd.Tests;

/// <summary>A page of a form drawn at random, and what somebody typed into it.</summary>
internal sealed record RandomForm(IReadOnlyList<PageDefinition> Pages, IReadOnlyDictionary<string, string[]> Typed);

/// <summary>Draws forms whose questions hang on those before them, with answers right, wrong and odd.</summary>
internal static class RandomForms
{
    private static readonly FieldKind[] s_kinds =
        [FieldKind.Yesno, FieldKind.Choice, FieldKind.Choices, FieldKind.Number, FieldKind.Amount, FieldKind.Date, FieldKind.PartialDate, FieldKind.Text, FieldKind.Address, FieldKind.Person, FieldKind.Email, FieldKind.Honour, FieldKind.Block];

    private static readonly string[] s_texts = ["", " ", "a", "abc", " oui ", "a\u0007", "\u200b", "1985-03-14", new('x', 250), "é’œ", "\u202eabc"];
    private static readonly string[] s_numbers = ["", "0", "1", "2", " 3 ", "2,0", "2.00", "2,50", "-1", "+2", "007", "1 000", "deux", "1e3", ".5", "5 €", "-0", "123456789012", "12345678901234567890", "1,2,3"];

    private static readonly (string Day, string Month, string Year)[] s_dates =
    [
        ("", "", ""), ("14", "3", "1985"), ("1er", "mars", "2026"), ("31", "2", "2000"), ("29", "02", "2024"), ("14/3/1985", "", ""), ("2026-11-27", "", ""), ("14 mars 1985", "", ""),
        ("", "3", "1985"), ("", "", "1985"), ("14", "Mars", "1985"), ("14", "août", "2030"), ("14", "ju", "1990"), ("14", "juil.", "1990"), ("14", "3", "85"), ("99", "99", "9999"), ("bof", "", ""), ("0", "1", "2000"), ("1985", "", ""), ("1", "13", "1990"),
    ];

    private static readonly (string Line, string Code, string Town, string Country)[] s_places =
        [("", "", "", ""), ("1 rue A", "50 000", "Saint-Lô", ""), ("1 rue A", "5000", "Saint-Lô", ""), ("1 rue A", "L-123", "Esch", "Luxembourg"), ("1 rue A", "", "Saint-Lô", ""), (" ", "50000", "Agneaux", "")];

    /// <summary>Forms of two pages, of which the first is answered.</summary>
    public static Gen<RandomForm> All { get; } =
        from seed in Gen.UInt
        select Draw(new Random((int)seed));

    private static RandomForm Draw(Random random)
    {
        var typed = new Dictionary<string, string[]>(StringComparer.Ordinal) { ["f.avant"] = [random.Next(2) == 0 ? "oui" : "non"] };
        var first = new PageDefinition { Id = "une", Title = "Une", Sections = [new() { Fields = [Field("avant", FieldKind.Yesno)] }] };
        var sections = new List<SectionDefinition>();
        var known = new List<FieldDefinition> { Field("avant", FieldKind.Yesno) };
        for (var section = 0; section < random.Next(1, 4); section++)
        {
            var when = Maybe(random, known);
            var fields = new List<FieldDefinition>();
            for (var at = 0; at < random.Next(1, 5); at++)
            {
                var field = Draw(random, $"q{section}{at}", s_kinds[random.Next(s_kinds.Length)], known);
                fields.Add(field);
                known.Add(field);
                Type(random, field, field.Id, typed);
            }

            sections.Add(new SectionDefinition { When = when, Fields = fields });
        }

        return new([first, new PageDefinition { Id = "deux", Title = "Deux", Sections = sections }], typed);
    }

    private static FieldDefinition Draw(Random random, string id, FieldKind kind, List<FieldDefinition> known)
    {
        var field = Field(id, kind) with
        {
            When = Maybe(random, known),
            Options = kind is FieldKind.Choice or FieldKind.Choices ? [.. new[] { "a", "b", "c" }.Select(value => new ChoiceOption { Value = value, Label = value, When = random.Next(3) == 0 ? Maybe(random, known) : null })] : [],
            Min = random.Next(4) == 0 ? -5 : null,
            Max = random.Next(4) == 0 ? 100 : null,
            MinLength = kind is FieldKind.Text && random.Next(4) == 0 ? 2 : null,
            Earliest = random.Next(4) == 0 ? "today-18y" : null,
            Latest = random.Next(4) == 0 ? "today" : null,
            Optional = random.Next(2) == 0,
        };
        if (kind is not FieldKind.Block)
        {
            return field;
        }

        var inside = new List<FieldDefinition>();
        for (var at = 0; at < random.Next(1, 4); at++)
        {
            inside.Add(Draw(random, $"{id}i{at}", s_kinds[random.Next(s_kinds.Length - 1)], [.. known, .. inside]));
        }

        return field with { Fields = inside, MaxItems = 3 };
    }

    private static FieldDefinition Field(string id, FieldKind kind) => new() { Id = id, Kind = kind, Label = id };

    private static Condition? Maybe(Random random, List<FieldDefinition> known) => random.Next(3) == 0 ? null : Draw(random, known, 0);

    private static Condition Draw(Random random, List<FieldDefinition> known, int depth) => (depth > 2 ? 9 : random.Next(8)) switch
    {
        0 => new() { All = [Draw(random, known, depth + 1), Draw(random, known, depth + 1)] },
        1 => new() { Any = [Draw(random, known, depth + 1), Draw(random, known, depth + 1)] },
        2 => new() { Not = Draw(random, known, depth + 1) },
        _ => Leaf(random, known[random.Next(known.Count)]),
    };

    private static Condition Leaf(Random random, FieldDefinition field)
    {
        var part = field.Kind is FieldKind.Address or FieldKind.Person && random.Next(2) == 0 ? random.Next(2) == 0 ? "ville" : "nom" : null;
        string[] values = ["oui", "non", "a", "b", "2", "2.00", "Saint-Lô", "abc", "1985", "1985-03-14"];
        string[] dates = ["today", "today-18y", "1990-01-01", "yearstart-1y"];
        var leaf = new Condition { Field = field.Id, Part = part };
        return random.Next(7) switch
        {
            0 => leaf with { EqualTo = values[random.Next(values.Length)] },
            1 => leaf with { In = [values[random.Next(values.Length)], values[random.Next(values.Length)]] },
            2 => leaf with { Filled = random.Next(2) == 0 },
            3 => leaf with { Before = dates[random.Next(dates.Length)] },
            4 => leaf with { After = dates[random.Next(dates.Length)] },
            5 => leaf with { AtLeast = random.Next(4) },
            _ => leaf with { AtMost = random.Next(4) },
        };
    }

    private static void Type(Random random, FieldDefinition field, string place, Dictionary<string, string[]> typed)
    {
        var name = "f." + place;
        switch (field.Kind)
        {
            case FieldKind.Yesno or FieldKind.Honour:
                typed[name] = random.Next(4) switch { 0 => [], 1 => ["non"], _ => ["oui"] };
                break;
            case FieldKind.Choice:
                typed[name] = random.Next(4) switch { 0 => [], 1 => ["a"], 2 => ["b"], _ => ["c"] };
                break;
            case FieldKind.Choices:
                typed[name] = [.. new[] { "a", "b", "c" }.Where(_ => random.Next(2) == 0)];
                break;
            case FieldKind.Number or FieldKind.Amount:
                typed[name] = [s_numbers[random.Next(s_numbers.Length)]];
                break;
            case FieldKind.Date or FieldKind.PartialDate:
                var (day, month, year) = s_dates[random.Next(s_dates.Length)];
                (typed[name + ".jour"], typed[name + ".mois"], typed[name + ".annee"]) = ([day], [month], [year]);
                break;
            case FieldKind.Address:
                var (line, code, town, country) = s_places[random.Next(s_places.Length)];
                (typed[name + ".ligne1"], typed[name + ".codepostal"], typed[name + ".ville"], typed[name + ".pays"]) = ([line], [code], [town], [country]);
                break;
            case FieldKind.Person:
                (typed[name + ".nom"], typed[name + ".prenoms"]) = ([s_texts[random.Next(s_texts.Length)]], [s_texts[random.Next(s_texts.Length)]]);
                break;
            case FieldKind.Email:
                typed[name] = [random.Next(3) switch { 0 => "", 1 => "a@exemple.fr", _ => "nul" }];
                break;
            case FieldKind.Block:
                var count = random.Next(4);
                typed[name] = [count == 3 ? "" : count.ToString(System.Globalization.CultureInfo.InvariantCulture)];
                for (var number = 0; number < count; number++)
                {
                    field.Fields.ToList().ForEach(inside => Type(random, inside, $"{place}.{number}.{inside.Id}", typed));
                }

                break;
            default:
                typed[name] = [s_texts[random.Next(s_texts.Length)]];
                break;
        }
    }
}
