using Beffroi.Portal.Communes.Register;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Engine;
using CsCheck;

namespace Beffroi.Portal.Tests.Demarches;

/// <summary>Repeatable blocks, computed values and the kinds made of several boxes.</summary>
public sealed class BlockTests
{
    private static readonly FormContext s_context = new(new DateOnly(2026, 11, 24), "Saint-Lô", Liaison.De);

    private static readonly DemarcheDefinition s_canteen = DefinitionJson.Read("""
        {
          "code": "cantine-essai", "version": "1.0.0", "libelle": "Inscrire à la cantine", "objet": "Cantine", "description": "Essai.", "famille": "enfance",
          "icon": "utensils", "nature": "demande", "service": "periscolaire", "fees": "Le tarif est fixé par la commune.", "duration": "Environ 5 minutes",
          "legal": { "text": "Essai", "source": "Essai", "date": "2026-01-01", "certainty": "M" }, "silence": { "rule": "sans-objet", "ground": "Essai" },
          "retention": { "duaMonths": 12, "fate": "elimination", "ground": "Essai", "certainty": "M" },
          "notice": { "purpose": "Essai.", "basis": "Essai.", "recipients": "Essai.", "retention": "Un an." },
          "promise": { "text": "Réponse sous 5 jours ouvrés", "workingDays": 5 },
          "statuses": { "reception": "a", "qualification": "b", "traitement": "c", "delivrance": "d", "cloture": "e" },
          "pages": [
            { "id": "enfants", "title": "Quels enfants ?", "sections": [ { "fields": [
              { "id": "enfants", "kind": "block", "label": "Les enfants", "itemLabel": "Enfant", "maxItems": 3, "fields": [
                { "id": "prenom", "kind": "text", "label": "Prénom", "maxLength": 50, "missing": "Saisissez le prénom de l’enfant" },
                { "id": "jours", "kind": "number", "label": "Jours par semaine", "min": 1, "max": 5 },
                { "id": "regime", "kind": "yesno", "label": "Un régime particulier ?" },
                { "id": "lequel", "kind": "text", "label": "Lequel ?", "when": { "field": "regime", "equals": "oui" } } ] },
              { "id": "repas", "kind": "computed", "label": "Repas par semaine", "unit": "repas", "compute": { "sumOf": "jours" } } ] } ] },
            { "id": "fratrie", "title": "Une réduction ?", "when": { "field": "enfants", "atLeast": 2 }, "sections": [ { "fields": [
              { "id": "reduction", "kind": "yesno", "label": "Demander la réduction pour fratrie ?" } ] } ] },
            { "id": "vous", "title": "Vous", "sections": [ { "fields": [ { "id": "pays", "kind": "country", "label": "Pays" }, { "id": "lieu", "kind": "point", "label": "Lieu", "optional": true } ] } ] }
          ]
        }
        """);

    [Fact]
    public void Definition_WithABlock_CanBePublished() => Assert.Empty(DefinitionCheck.Check(s_canteen));

    [Fact]
    public void Page_WithTwoItems_KeepsBothAndWorksOutTheTotal()
    {
        var result = Send(Items(("Lou", "4", "non", null), ("Sacha", "2", "oui", "sans gluten")));

        Assert.True(result.CanContinue, string.Join(", ", result.Errors));
        Assert.Equal(6, Assert.IsType<NumberAnswer>(result.Answers["repas"]).Value);
        var flow = new FormFlow(s_canteen, result.Answers, s_context);
        Assert.Equal(["enfants", "fratrie", "vous"], flow.Pages.Select(page => page.Id));
        Assert.Equal(
            ["Enfant 1 : Prénom : Lou ; Jours par semaine : 4 ; Un régime particulier ? Non",
             "Enfant 2 : Prénom : Sacha ; Jours par semaine : 2 ; Un régime particulier ? Oui ; Lequel ? sans gluten"],
            FormSummary.Of(flow)[0].Lines[0].Text.Split('\n'));
        Assert.Equal(result.Answers, FormAnswers.Read(result.Answers.ToJson(), s_canteen, s_context).With("repas", result.Answers["repas"]!));
    }

    [Fact]
    public void Item_WithAnErrorInside_IsNamedByItsPlaceAndTheRestIsKept()
    {
        var result = Send(Items(("Lou", "4", "non", null), ("", "9", "non", null)));

        Assert.Equal(["enfants.1.prenom", "enfants.1.jours"], result.Errors.Select(error => error.FieldId));
        Assert.Equal("f-enfants-1-prenom", result.Errors[0].InputId);
        Assert.Equal("Saisissez le prénom de l’enfant", result.Errors[0].Message);
        var kept = Assert.IsType<BlockAnswer>(result.Answers["enfants"]);
        Assert.Equal(2, kept.Items.Length);
        Assert.False(new FormFlow(s_canteen, result.Answers, s_context).IsAnswered(s_canteen.Pages[0]));
    }

    [Fact]
    public void Answer_HiddenInsideAnItem_IsNotKept()
    {
        var posted = Items(("Lou", "4", "non", "resté d’avant"));

        Assert.DoesNotContain("resté", Send(posted).Answers.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void Question_RevealedInsideAnItem_IsAskedBeforeGoingOn()
    {
        var posted = Items(("Lou", "4", "oui", null));
        posted["vu"] = ["enfants", "enfants.0.prenom", "enfants.0.jours", "enfants.0.regime"];

        var result = Send(posted);

        Assert.Equal(["enfants.0.lequel"], result.Revealed);
        Assert.Empty(result.Errors);
    }

    [Fact]
    public void Block_WithoutItem_SaysToAddOne() =>
        Assert.Equal("enfants", Assert.Single(Send(new(StringComparer.Ordinal) { ["vu"] = ["enfants"], ["f.enfants"] = ["0"] }).Errors).FieldId);

    [Fact]
    public void Add_KeepsWhatWasTypedAndStopsAtTheMost()
    {
        var posted = Items(("Lou", "4", "non", null));
        posted[BlockPost.AddName] = ["enfants"];

        var grown = BlockPost.Of(s_canteen.Pages[0], posted)!;
        Assert.Equal(["2"], grown.Values["f.enfants"]);
        Assert.Equal("f-enfants-1", grown.FocusId);
        Assert.Equal(["Lou"], grown.Values["f.enfants.0.prenom"]);

        posted["f.enfants"] = ["3"];
        Assert.Equal(["3"], BlockPost.Of(s_canteen.Pages[0], posted)!.Values["f.enfants"]);
    }

    [Fact]
    public void Remove_MovesTheItemsAfterIt()
    {
        var posted = Items(("Lou", "4", "non", null), ("Sacha", "2", "oui", "sans gluten"), ("Noa", "1", "non", null));
        posted[BlockPost.RemoveName] = ["enfants.0"];

        var shrunk = BlockPost.Of(s_canteen.Pages[0], posted)!.Values;

        Assert.Equal(["2"], shrunk["f.enfants"]);
        Assert.Equal(["Sacha"], shrunk["f.enfants.0.prenom"]);
        Assert.Equal(["sans gluten"], shrunk["f.enfants.0.lequel"]);
        Assert.Equal(["Noa"], shrunk["f.enfants.1.prenom"]);
        Assert.DoesNotContain("f.enfants.2.prenom", shrunk.Keys);
        Assert.True(Send(new(shrunk, StringComparer.Ordinal)).CanContinue);
    }

    [Theory]
    [InlineData("belgique", "Belgique")]
    [InlineData("Etats unis", "États-Unis")]
    [InlineData("LE PORTUGAL", "Portugal")]
    [InlineData("urss", "Union soviétique")]
    [InlineData("Angleterre", "Royaume-Uni")]
    [InlineData("Atlantide", null)]
    public void Country_AsPeopleWriteIt(string typed, string? kept)
    {
        var result = new FormValidation(s_canteen, FormAnswers.Empty, s_context).ValidatePage(s_canteen.Pages[2], new Dictionary<string, string[]> { ["f.pays"] = [typed] });

        Assert.Equal(kept, (result.Answers["pays"] as TextAnswer)?.Value);
        Assert.Equal(kept is null, result.Errors.Count == 1);
    }

    [Theory]
    [InlineData("devant l’église", "", "", true)]
    [InlineData("", "49,1151", "-1,09", true)]
    [InlineData("", "49,1151", "", false)]
    [InlineData("", "149", "0", false)]
    public void Point_IsWordsOrTheMap(string words, string latitude, string longitude, bool holds)
    {
        var posted = new Dictionary<string, string[]> { ["f.pays"] = ["France"], ["f.lieu.lieu"] = [words], ["f.lieu.latitude"] = [latitude], ["f.lieu.longitude"] = [longitude] };

        Assert.Equal(holds, new FormValidation(s_canteen, FormAnswers.Empty, s_context).ValidatePage(s_canteen.Pages[2], posted).CanContinue);
    }

    [Fact]
    public void Point_IsWrittenBackAsItWasRead()
    {
        var field = new FieldDefinition { Id = "lieu", Kind = FieldKind.Point, Label = "Lieu" };
        var codec = Features.Demarches.Engine.Fields.FieldCodec.Of(field);
        var reading = codec.Read(field, new(new Dictionary<string, string[]> { ["lieu"] = ["Devant le 3"], ["latitude"] = ["49,115104"], ["longitude"] = ["-1.09°"] }), s_context);

        Assert.Equal("Devant le 3\n49.1151, -1.09", codec.Describe(field, reading.Answer!));
        Assert.Equal(reading.Answer, codec.Read(field, codec.Write(reading.Answer!), s_context).Answer);
    }

    [Theory]
    [InlineData("saint lo", "", "Saint-Lô (Manche)")]
    [InlineData("50502", "", "Saint-Lô (Manche)")]
    [InlineData("Poilley (35)", "", "Poilley (Ille-et-Vilaine)")]
    [InlineData("Poilley", "Manche", "Poilley (Manche)")]
    [InlineData("Lambézellec", "", "Lambézellec (aujourd’hui Brest, Finistère)")]
    [InlineData("Exempleville-les-Bains", "", "Exempleville-les-Bains")]
    [InlineData("Poilley", "", null)]
    public void Commune_OfTodayOrYesterday_IsFoundByItsName(string name, string departement, string? shown)
    {
        var field = new FieldDefinition { Id = "ville", Kind = FieldKind.Commune, Label = "Commune de naissance" };
        var codec = Features.Demarches.Engine.Fields.FieldCodec.Of(field);
        var context = s_context with { Register = new(() => CommuneRegister.Load()) };

        var reading = codec.Read(field, new(new Dictionary<string, string[]> { ["nom"] = [name], ["departement"] = [departement] }), context);

        Assert.Equal(shown, reading.Answer is null ? null : codec.Describe(field, reading.Answer));
        if (reading.Answer is { } answer)
        {
            Assert.Equal(answer, codec.Normalise(field, answer, s_context));
        }
        else
        {
            Assert.Equal("departement", reading.Part);
            Assert.Contains("Ille-et-Vilaine", reading.Error);
        }
    }

    [Theory]
    [InlineData("""{ "sum": [ { "field": "a" }, { "value": 2 } ] }""", "12")]
    [InlineData("""{ "product": [ { "field": "a" }, { "value": 2.5 } ] }""", "25")]
    [InlineData("""{ "difference": [ { "field": "a" }, { "field": "absent" } ] }""", null)]
    [InlineData("""{ "days": ["debut", "fin"] }""", "5")]
    [InlineData("""{ "days": ["fin", "debut"] }""", null)]
    [InlineData("""{ "age": "naissance" }""", "15")]
    public void Calculation_SaysWhatItSays(string json, string? value)
    {
        var answers = FormAnswers.Empty.With("a", new NumberAnswer(10)).With("debut", new TextAnswer("2026-12-28")).With("fin", new TextAnswer("2027-01-01"))
            .With("naissance", new TextAnswer("2010-11-25"));
        var calculation = System.Text.Json.JsonSerializer.Deserialize<Calculation>(json, DefinitionJson.Options)!;

        Assert.Equal(value, new FormScope(answers, s_context).Work(calculation)?.Value.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("""{ "id": "b", "kind": "block", "label": "B" }""", "Donnez ses questions à un bloc")]
    [InlineData("""{ "id": "b", "kind": "text", "label": "Votre numéro de sécurité sociale" }""", "décret n° 2019-341")]
    [InlineData("""{ "id": "b", "kind": "text", "label": "Votre NIR" }""", "décret n° 2019-341")]
    [InlineData("""{ "id": "b", "kind": "computed", "label": "B", "compute": { "sumOf": "plus-loin" } }""", "inconnue")]
    [InlineData("""{ "id": "b", "kind": "computed", "label": "B", "compute": { "value": 1, "field": "enfants" } }""", "un seul de value")]
    public void Definition_WithAFaultyQuestion_IsRefused(string field, string message)
    {
        var json = DefinitionJson.Write(s_canteen with { Pages = [s_canteen.Pages[0], s_canteen.Pages[2] with { Sections = [new() { Fields = [Read(field)] }] }] });

        Assert.Contains(DefinitionCheck.Check(json), fault => fault.Message.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void Page_WhateverIsPosted_NeitherFailsNorKeepsWhatTheDefinitionForbids() => Gen.Dictionary(
        Gen.OneOf(OneOf("vu", "f.enfants", "ajouter", "retirer", "f.enfants.0.prenom", "f.enfants.0.jours", "f.enfants.1.regime", "f.enfants.1.lequel", "f.enfants.99.prenom", "f.enfants.-1.jours"), Gen.String),
        Gen.OneOf(OneOf("enfants", "enfants.0", "enfants.1", "enfants.2", "1", "2", "3", "40", "oui", "non", "Lou"), Gen.String).Array[0, 3])[0, 12].Sample(posted =>
    {
        IReadOnlyDictionary<string, string[]> values = BlockPost.Of(s_canteen.Pages[0], posted)?.Values ?? posted;
        var result = new FormValidation(s_canteen, FormAnswers.Empty, s_context).ValidatePage(s_canteen.Pages[0], values);
        var flow = new FormFlow(s_canteen, result.Answers, s_context);
        _ = FormPageView.Of(flow, s_canteen.Pages[0], values, result.Errors);
        _ = FormSummary.PlainText(flow);
        Assert.True((result.Answers["enfants"] as BlockAnswer)?.Items.Length is null or <= 3);
        Assert.All(result.Answers.FieldIds, id => Assert.Contains(id, s_canteen.AllFields().Select(field => field.Id)));
        Assert.Equal(result.Answers, new FormFlow(s_canteen, FormAnswers.Read(result.Answers.ToJson(), s_canteen, s_context), s_context).Answers);
    });

    private static Gen<string> OneOf(params string[] values) => Gen.Int[0, values.Length - 1].Select(at => values[at]);

    private static FieldDefinition Read(string json) => System.Text.Json.JsonSerializer.Deserialize<FieldDefinition>(json, DefinitionJson.Options)!;

    private static PageResult Send(Dictionary<string, string[]> posted) => new FormValidation(s_canteen, FormAnswers.Empty, s_context).ValidatePage(s_canteen.Pages[0], posted);

    private static Dictionary<string, string[]> Items(params (string Prenom, string Jours, string Regime, string? Lequel)[] items)
    {
        var posted = new Dictionary<string, string[]>(StringComparer.Ordinal) { ["f.enfants"] = [$"{items.Length}"] };
        for (var i = 0; i < items.Length; i++)
        {
            (posted[$"f.enfants.{i}.prenom"], posted[$"f.enfants.{i}.jours"], posted[$"f.enfants.{i}.regime"]) = ([items[i].Prenom], [items[i].Jours], [items[i].Regime]);
            if (items[i].Lequel is { } which)
            {
                posted[$"f.enfants.{i}.lequel"] = [which];
            }
        }

        return posted;
    }
}
