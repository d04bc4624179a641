using System.Reflection;
using Beffroi.Portal.Communes.Register;
using Beffroi.Portal.Features.Demarches.Definition;

namespace Beffroi.Portal.Features.Demarches.Engine.Fields;

/// <summary>A country by its French name, also one that is no more; written with or without accents, capitals and article.</summary>
internal sealed class CountryCodec : FieldCodec
{
    private static readonly Lazy<Countries> s_countries = new(Countries.Load);

    /// <summary>The names proposed while the person types.</summary>
    public static IReadOnlyList<string> Names => s_countries.Value.Names;

    public override FieldReading Read(FieldDefinition field, FieldInput input, FormContext context)
    {
        var typed = input.One();
        return typed.Length == 0 ? new(null)
            : typed.Length <= 80 && s_countries.Value.Find(typed) is { } name ? new(new TextAnswer(name))
            : new(null, "Saisissez un pays, par exemple Belgique ; pour un territoire français, saisissez France");
    }

    public override FieldInput Write(FormAnswer answer) => FieldInput.Of(answer is TextAnswer text ? text.Value : "");

    public override string Describe(FieldDefinition field, FormAnswer answer) => answer is TextAnswer text ? text.Value : "";

    /// <summary>The list of countries (Unicode CLDR 48, French names; Unicode License v3), with the States that people were born in.</summary>
    private sealed record Countries(IReadOnlyList<string> Names, Dictionary<string, string> ByFoldedName)
    {
        private static readonly string[] s_articles = ["la ", "le ", "les ", "l "];

        public string? Find(string typed)
        {
            var folded = FoldedName.Of(typed);
            return ByFoldedName.GetValueOrDefault(folded)
                ?? s_articles.Where(article => folded.StartsWith(article, StringComparison.Ordinal)).Select(article => ByFoldedName.GetValueOrDefault(folded[article.Length..])).FirstOrDefault(name => name is not null);
        }

        public static Countries Load()
        {
            using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("Beffroi.Portal.pays.csv")!);
            var names = new List<string>();
            var byName = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var line in reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1))
            {
                var (name, others) = (line.Split(';')[0], line.Split(';')[1]);
                names.Add(name);
                foreach (var known in others.Split('|', StringSplitOptions.RemoveEmptyEntries).Prepend(name))
                {
                    byName.TryAdd(FoldedName.Of(known), name);
                }
            }

            return new(names, byName);
        }
    }
}
