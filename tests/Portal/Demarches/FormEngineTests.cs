using Beffroi.Portal.Communes.Register;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Engine;
using CsCheck;

namespace Beffroi.Portal.Tests.Demarches;

public sealed class FormEngineTests
{
    private static readonly DemarcheCatalogue Catalogue = DemarcheCatalogue.Load();
    private static readonly FormContext Context = new(new DateOnly(2026, 11, 24), "Le Havre", Liaison.Le);

    private static DemarcheDefinition Acte => Catalogue.Find("acte-naissance")!;

    public static TheoryData<string, string, string> Paths()
    {
        var data = new TheoryData<string, string, string>();
        foreach (var who in new[] { "moi", "descendant", "ascendant", "conjoint", "representant", "autre" })
        {
            foreach (var document in new[] { "copie", "avec-filiation", "sans-filiation" })
            {
                data.Add(who, document, "1985");
                data.Add(who, document, "1949");
            }
        }

        return data;
    }

    [Theory]
    [InlineData("Le Havre", Liaison.Le, "au Havre, la mairie du Havre")]
    [InlineData("Hyères", Liaison.D, "à Hyères, la mairie d’Hyères")]
    [InlineData("Les Moitiers-d’Allonne", Liaison.Les, "aux Moitiers-d’Allonne, la mairie des Moitiers-d’Allonne")]
    public void Fill_CommuneInASentence_FollowsTheLiaisonOfTheRegister(string name, Liaison liaison, string expected) =>
        Assert.Equal(expected, (Context with { CommuneName = name, Liaison = liaison }).Fill("{à commune}, la mairie {de commune}"));

    [Theory]
    [MemberData(nameof(Paths))]
    public void Acte_EveryPath_IsCompletedUnlessTheLawForbidsIt(string who, string document, string year)
    {
        var answers = Complete(who, document, year, "ici");
        var flow = new FormFlow(Acte, answers, Context);
        var forbidden = who == "autre" && document != "sans-filiation" && year == "1985";

        Assert.Equal(!forbidden, flow.IsComplete);
        Assert.Equal(forbidden ? "document" : null, flow.ResumeAt?.Id);
        Assert.Equal(document != "sans-filiation" && year == "1985" && !forbidden, flow.Find("justificatifs") is not null);
        Assert.Equal(answers, FormAnswers.Read(answers.ToJson(), Acte, Context));
    }

    [Theory]
    [InlineData("ailleurs", "nee-ailleurs")]
    [InlineData("etranger", "nee-a-l-etranger")]
    public void Acte_BornElsewhere_EndsOnAPageThatSaysWhereToGo(string lieu, string page)
    {
        var flow = new FormFlow(Acte, Complete("moi", "copie", "1985", lieu), Context);

        Assert.Equal(page, flow.Exit?.Id);
        Assert.False(flow.IsComplete);
        Assert.Null(flow.Answers["document"]);
    }

    [Theory]
    [InlineData("14/3/1985")]
    [InlineData("14 mars 1985")]
    [InlineData(" \uFEFF1985-03-14")]
    public void Date_TypedInOneBox_IsRead(string typed)
    {
        var result = Post(FormAnswers.Empty, "acte", new() { ["f.naissance.jour"] = [typed] });

        Assert.Equal("1985-03-14", result.Answers.Text("naissance"));
    }

    [Fact]
    public void Date_ThatDoesNotExist_FocusesTheDayAndSaysHowToMend()
    {
        var result = Post(FormAnswers.Empty, "acte", new() { ["f.naissance.jour"] = ["31"], ["f.naissance.mois"] = ["2"], ["f.naissance.annee"] = ["1985"] });

        var error = Assert.Single(result.Errors, e => e.FieldId == "naissance");
        Assert.Equal(("f-naissance-jour", "Saisissez la date de naissance, par exemple 14 3 1985"), (error.InputId, error.Message));
    }

    [Fact]
    public void Definitions_WithoutLawOrWithUnknownWords_AreRefusedWithTheirPlace()
    {
        var json = DefinitionJson.Write(Acte);

        Assert.Contains(DefinitionCheck.Check(DefinitionJson.Write(Acte with { Silence = null })), f => f.Path == "$.silence");
        Assert.Contains(DefinitionCheck.Check(json.Replace("\"field\": \"lieu\"", "\"field\": \"adresse\"", StringComparison.Ordinal)), f => f.Message.Contains("posée plus loin", StringComparison.Ordinal));
        Assert.Contains(DefinitionCheck.Check(json.Replace("\"field\": \"lieu\"", "\"field\": \"rien\"", StringComparison.Ordinal)), f => f.Message.Contains("inconnue", StringComparison.Ordinal));
        Assert.NotNull(Assert.Single(DefinitionCheck.Check(json.Replace("\"kind\": \"email\"", "\"kind\": \"nir\"", StringComparison.Ordinal))).Line);
        Assert.Empty(DefinitionCheck.Check(json));
    }

    [Fact]
    public void ValidatePage_AnyInput_NeverCrashesAndKeepsOnlyWhatTheFormAsks()
    {
        var field = OneOf(Acte.AllFields().Select(f => f.Id).ToArray());
        var part = OneOf("", ".jour", ".mois", ".annee", ".ligne1", ".codepostal", ".ville", ".nom", ".prenoms");
        var value = Gen.OneOf(Gen.String, OneOf("moi", "autre", "copie", "ici", "etranger", "oui", "14", "1985", "3", "\0", "\uD800", new string('a', 30_000), "0612345678"));
        var post = Gen.Select(Gen.Select(field, part, value).Array[0, 40], Gen.Int[0, Acte.Pages.Count - 1]);

        post.Sample((inputs, page) =>
        {
            var posted = inputs.GroupBy(i => $"f.{i.Item1}{i.Item2}").ToDictionary(g => g.Key, g => g.Select(i => i.Item3).ToArray(), StringComparer.Ordinal);
            var result = new FormValidation(Acte, Complete("moi", "copie", "1985", "ici"), Context).ValidatePage(Acte.Pages[page], posted);
            var flow = new FormFlow(Acte, result.Answers, Context);
            var asked = flow.Pages.SelectMany(flow.VisibleFields).Select(f => f.Id).ToHashSet(StringComparer.Ordinal);
            _ = FormSummary.PlainText(flow);
            _ = FormPageView.Of(flow, Acte.Pages[page], posted, result.Errors);
            return result.Answers.FieldIds.All(asked.Contains) && result.Answers.ToJson().Length < 20_000
                && FormAnswers.Read(result.Answers.ToJson(), Acte, Context) == result.Answers;
        }, iter: 2000);
    }

    private static Gen<string> OneOf(params string[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static PageResult Post(FormAnswers answers, string page, Dictionary<string, string[]> posted, Dictionary<string, FilesAnswer>? files = null) =>
        new FormValidation(Acte, answers, Context).ValidatePage(Acte.FindPage(page)!, posted, files);

    private static FormAnswers Complete(string who, string document, string year, string lieu)
    {
        var posted = new Dictionary<string, string[]>(StringComparer.Ordinal)
        {
            ["f.qualite"] = [who],
            ["f.nom"] = ["Modèle"],
            ["f.prenoms"] = ["Camille Dominique"],
            ["f.lieu"] = [lieu],
            ["f.naissance.jour"] = ["14"],
            ["f.naissance.mois"] = ["mars"],
            ["f.naissance.annee"] = [year],
            ["f.document"] = [document],
            ["f.exemplaires"] = ["1"],
            ["f.parent-1.nom"] = ["Fictif"],
            ["f.parent-1.prenoms"] = ["Alix"],
            ["f.honneur"] = ["oui"],
            ["f.demandeur-nom"] = ["Modèle"],
            ["f.demandeur-prenom"] = ["Camille"],
            ["f.courriel"] = ["camille.modele@example.org"],
            ["f.remise"] = ["poste"],
            ["f.adresse.ligne1"] = ["12 rue de l’Exemple"],
            ["f.adresse.codepostal"] = ["50 000"],
            ["f.adresse.ville"] = ["Saint-Lô"]
        };
        var files = new Dictionary<string, FilesAnswer>(StringComparer.Ordinal) { ["identite"] = new([new FileAnswer(new Guid(1, 2, 3, new byte[8]), "carte.pdf", "application/pdf", 312 * 1024)]) };
        return Acte.Pages.Aggregate(FormAnswers.Empty, (answers, page) => Post(answers, page.Id, posted, files).Answers);
    }
}
