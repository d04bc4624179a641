using Beffroi.Portal.Features.Administration.Designer.Editing;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Definition;
using CsCheck;

namespace Beffroi.Portal.Tests.Demarches;

/// <summary>The gestures of who writes a form, whatever their order.</summary>
public sealed class DesignerEditorTests
{
    private static readonly DemarcheCatalogue s_catalogue = DemarcheCatalogue.Load();
    private static readonly PageDefinition s_usager = s_catalogue.Find("contact-mairie")!.Pages[^1];
    private static readonly DemarcheDefinition s_new = DefinitionSkeleton.New("marche-50502", "Marché", "Pour le marché.", "accueil", "economie", s_usager, new DateOnly(2026, 11, 27));

    private static readonly Gen<(int What, int Where, int Kind, string Label)> s_gesture =
        Gen.Select(Gen.Int[0, 10], Gen.Int[0, 200], Gen.Int[0, Enum.GetValues<FieldKind>().Length - 1], Gen.OneOf(Gen.Const("Que voulez-vous ?"), Gen.Const("1 + 1"), Gen.Const("Œuvre n° 3"), Gen.String[0, 60]));

    [Fact]
    public void AnyGestures_LeaveADefinitionThatIsReadBackAndWhoseFaultsAreShown() => Gen.Select(Gen.Int[0, 2], s_gesture.Array[0, 25]).Sample(
        (start, gestures) =>
        {
            var demarche = start switch { 0 => s_new, 1 => DefinitionSkeleton.CopyOf(s_catalogue.Find("manifestation")!, "fete-50502", "Fête"), _ => DefinitionSkeleton.CopyOf(s_catalogue.Find("location-salle")!, "halle-50502", "Halle") };
            foreach (var gesture in gestures)
            {
                demarche = Do(demarche, gesture.What, gesture.Where, (FieldKind)gesture.Kind, gesture.Label);
            }

            var json = DefinitionJson.Write(demarche);
            Assert.Equal(json, DefinitionJson.Write(DefinitionJson.Read(json)));
            var hints = Hints.Of(demarche).Where(hint => hint.IsFault).ToList();
            Assert.Equal(DefinitionCheck.Check(demarche).Count, hints.Count);
            Assert.All(hints, hint => Assert.True(hint.Screen switch
            {
                HintScreen.Page => demarche.FindPage(hint.Target!) is not null,
                HintScreen.Question => DefinitionEditor.FindField(demarche, hint.Target) is not null,
                HintScreen.Document => demarche.Documents.Any(document => document.Id == hint.Target),
                _ => hint.Target is null,
            }));
            Assert.Equal(demarche.AllFieldsDeep().Count(), demarche.AllFieldsDeep().DistinctBy(field => field.Id).Count());
            Assert.DoesNotContain(hints, hint => hint.Text.Contains("inconnue", StringComparison.Ordinal) || hint.Text.Contains("nom unique", StringComparison.Ordinal) || hint.Text.Contains("La place", StringComparison.Ordinal));
        }, iter: 300);

    [Fact]
    public void Copy_TellsPagesFromQuestions()
    {
        var copy = DefinitionSkeleton.CopyOf(s_catalogue.Find("manifestation")!, "fete-50502", "Fête");

        Assert.Empty(copy.Pages.Select(page => page.Id).Intersect(copy.AllFieldsDeep().Select(field => field.Id), StringComparer.Ordinal));
        Assert.Empty(DefinitionCheck.Check(copy));
        Assert.Equal(copy.Pages.Count, DefinitionEditor.Remove(copy, "organisateurs").Definition.Pages.Count);
    }

    [Fact]
    public void NewDemarche_CanBePublished() => Assert.Empty(DefinitionCheck.Check(s_new));

    [Theory]
    [InlineData("Demander un emplacement au marché de Noël de la place", "50502")]
    [InlineData("", "2A004")]
    [InlineData("12 œufs", "01001")]
    public void Code_IsShortUniqueAndHoldsTheCommune(string title, string insee)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < 30; i++)
        {
            var code = DefinitionSkeleton.CodeOf(title, insee, taken.Contains);
            Assert.True(taken.Add(code));
            Assert.EndsWith("-" + insee.ToLowerInvariant(), code, StringComparison.Ordinal);
            Assert.Empty(DefinitionCheck.Check(s_new with { Code = code }));
        }
    }

    [Fact]
    public void Duplicate_GivesItsCopyNamesAndConditionsOfItsOwn()
    {
        var (demarche, asked) = DefinitionEditor.AddField(s_new, "demande", FieldKind.Yesno, "Un stand");
        (demarche, var size) = DefinitionEditor.AddField(demarche, "demande", FieldKind.Number, "Taille");
        demarche = DefinitionEditor.SetCondition(demarche, size!, new Condition { Field = asked, EqualTo = "oui" });

        var twice = DefinitionEditor.Duplicate(demarche, "demande");

        var copy = twice.Pages[1].AllFields().ToList();
        Assert.Equal(copy[1].Id, copy[2].When!.Field);
        Assert.NotEqual(asked, copy[1].Id);
        Assert.Empty(DefinitionCheck.Check(twice));
    }

    [Fact]
    public void Remove_DropsWhatNamedTheQuestionAndTellsIt()
    {
        var (demarche, asked) = DefinitionEditor.AddField(s_new, "demande", FieldKind.Yesno, "Un stand");
        (demarche, var size) = DefinitionEditor.AddField(demarche, "demande", FieldKind.Number, "Taille");
        demarche = DefinitionEditor.SetCondition(demarche, size!, new Condition { All = [new() { Field = asked, EqualTo = "oui" }, new() { Field = "precisions", Filled = true }] });

        var edited = DefinitionEditor.Remove(demarche, asked!);

        Assert.Equal(new Condition { Field = "precisions", Filled = true }, DefinitionEditor.FindField(edited.Definition, size)!.When);
        Assert.Contains("Taille", Assert.Single(edited.Told), StringComparison.Ordinal);
        Assert.NotEmpty(DefinitionEditor.Remove(demarche, "vous").Told);
        Assert.Equal(DefinitionJson.Write(demarche), DefinitionJson.Write(DefinitionEditor.Remove(demarche, "demandeur-nom").Definition));
    }

    [Fact]
    public void Move_CrossesPagesAndComesBack()
    {
        var demarche = DefinitionEditor.AddPage(s_new, "Votre stand");
        (demarche, var id) = DefinitionEditor.AddField(demarche, "demande", FieldKind.Text, "Nom du stand");

        var moved = DefinitionEditor.Move(demarche, id!, 1);

        Assert.Contains(moved.FindPage("votre-stand")!.AllFields(), field => field.Id == id);
        Assert.Equal(DefinitionJson.Write(demarche), DefinitionJson.Write(DefinitionEditor.Move(moved, id!, -1)));
    }

    [Fact]
    public void EveryConditionThatTheFormSays_IsReadBack()
    {
        foreach (var demarche in s_catalogue.Newest)
        {
            foreach (var field in demarche.AllFieldsDeep().Where(field => field.When is not null))
            {
                var errors = new List<(string, string)>();
                Assert.True(DefinitionJson.Same(field.When, ConditionForm.From(demarche, field.When).Read(demarche, field.Id, field.When, errors)) || errors.Count > 0, $"{demarche.Code} {field.Id}");
            }
        }
    }

    [Fact]
    public void Settings_AsTheyStand_ChangeNothing()
    {
        foreach (var demarche in s_catalogue.Newest.Where(demarche => demarche.Silence is not null))
        {
            var errors = new List<(string Field, string Message)>();
            var read = SettingsForm.From(demarche).Read(demarche, [demarche.Service], errors);
            Assert.Empty(errors);
            Assert.Empty(DefinitionDiff.Between(demarche, read));
            Assert.Equal(DefinitionJson.Write(demarche), DefinitionJson.Write(read));
        }
    }

    [Fact]
    public void Messages_AsTheyStand_ChangeNothing()
    {
        foreach (var demarche in s_catalogue.Newest)
        {
            var errors = new List<(string Field, string Message)>();
            var read = MessagesForm.From(demarche).Read(demarche, errors);
            Assert.Empty(errors);
            Assert.Equal(DefinitionJson.Write(demarche), DefinitionJson.Write(read));
        }
    }

    [Fact]
    public void Document_AsItStands_ChangesNothing()
    {
        foreach (var demarche in s_catalogue.Newest)
        {
            foreach (var document in demarche.Documents)
            {
                var errors = new List<(string Field, string Message)>();
                Assert.Equal(document, DocumentForm.From(document).Read(demarche, document, errors));
                Assert.Empty(errors);
            }
        }
    }

    [Theory]
    [InlineData(DocumentKind.Decision)]
    [InlineData(DocumentKind.Refus)]
    [InlineData(DocumentKind.Attestation)]
    [InlineData(DocumentKind.Certificat)]
    [InlineData(DocumentKind.Recepisse)]
    [InlineData(DocumentKind.Preparation)]
    public void NewDocument_OfEachKind_CanBePublished(DocumentKind kind)
    {
        var with = DocumentForm.Add(DocumentForm.Add(s_new, kind, "Réponse de la mairie", out var id), kind, "Réponse de la mairie", out var second);

        Assert.Empty(DefinitionCheck.Check(with));
        Assert.NotEqual(id, second);
        Assert.Equal([second, id], DocumentForm.Move(with, second, -1).Documents.Select(document => document.Id));
        Assert.Equal([second], DocumentForm.Remove(with, id).Documents.Select(document => document.Id));
    }

    [Fact]
    public void Part_IsAddedFilledMovedCopiedAndTakenAwayWithItsQuestionsKept()
    {
        var (demarche, vehicle) = DefinitionEditor.AddField(s_new, "demande", FieldKind.Yesno, "Avez-vous un véhicule");
        demarche = SectionEditor.Add(demarche, "demande", "Votre véhicule");
        Assert.Contains(Hints.Of(demarche), hint => hint.IsFault && hint.Text.Contains("n’a pas de question", StringComparison.Ordinal));

        (demarche, var plate) = DefinitionEditor.AddField(demarche, "demande/1", FieldKind.Plate, "Plaque");
        var id = $"demande/{plate}";
        var condition = new Condition { Field = vehicle, EqualTo = "oui" };
        Assert.Equal(["precisions", vehicle], ConditionForm.Before(demarche, id).Select(field => field.Id));
        demarche = DefinitionEditor.SetCondition(demarche, id, condition);
        Assert.Empty(DefinitionCheck.Check(demarche));

        var twice = DefinitionEditor.Duplicate(demarche, id);
        Assert.Equal(["Votre véhicule", "Votre véhicule (copie)"], twice.FindPage("demande")!.Sections.Select(section => section.Title).OfType<string>());
        Assert.Empty(DefinitionCheck.Check(twice));
        Assert.Equal(plate, DefinitionEditor.Move(demarche, id, -1).FindPage("demande")!.AllFields().First().Id);
        Assert.Equal(plate, DefinitionEditor.Move(demarche, id, 1).Pages[1].AllFields().First().Id);

        var edited = DefinitionEditor.Remove(demarche, id);
        Assert.Single(edited.Definition.FindPage("demande")!.Sections);
        Assert.Equal(condition, DefinitionEditor.FindField(edited.Definition, plate)!.When);
        Assert.Contains("restent dans la page", Assert.Single(edited.Told), StringComparison.Ordinal);
        Assert.Contains(DefinitionDiff.Between(demarche, edited.Definition), change => change.Text.Contains("Partie retirée", StringComparison.Ordinal));
        Assert.Equal(DefinitionJson.Write(s_new), DefinitionJson.Write(DefinitionEditor.Remove(s_new, "demande/precisions").Definition));
    }

    [Fact]
    public void Answers_KeepTheirHelpWhenTheyAreRewordedOrMoved()
    {
        var (demarche, id) = DefinitionEditor.AddField(s_new, "demande", FieldKind.Choice, "Taille");
        var form = QuestionForm.From(DefinitionEditor.FindField(demarche, id)!);
        form.Aides[1].Aide = " Jusqu’à six mètres ";
        form.Reponses = "Grand stand\nPremière réponse\nDeuxième réponse";

        var errors = new List<(string Field, string Message)>();
        var read = form.Read(demarche, DefinitionEditor.FindField(demarche, id)!, errors);

        Assert.Empty(errors);
        Assert.Equal([null, null, "Jusqu’à six mètres"], read.Options.Select(option => option.Hint));
        var again = QuestionForm.From(read);
        again.Reponses = "Moyen\nPremière réponse\nDeuxième réponse";
        Assert.Equal(["grand-stand", "reponse-1", "reponse-2"], again.Read(demarche, read, errors).Options.Select(option => option.Value));
        again.Aides[0].Aide = new string('a', 301);
        again.Read(demarche, read, errors);
        Assert.Contains(errors, error => error.Field == "Question.Aides[0].Aide");
    }

    [Fact]
    public void Question_AsItStands_ChangesNothing()
    {
        foreach (var demarche in s_catalogue.Newest)
        {
            foreach (var field in demarche.AllFieldsDeep())
            {
                var errors = new List<(string Field, string Message)>();
                var read = QuestionForm.From(field).Read(demarche, field, errors);
                Assert.Empty(errors);
                Assert.True(DefinitionJson.Same(field, read), $"{demarche.Code} {field.Id}");
            }
        }
    }

    [Theory]
    [InlineData("aujourd'hui", "today", "aujourd’hui")]
    [InlineData("il y a 18 ans", "today-18y", "il y a 18 ans")]
    [InlineData("dans 3 mois", "today+3m", "dans 3 mois")]
    [InlineData("31/12/2026", "2026-12-31", "31/12/2026")]
    [InlineData("yearstart-75y", "yearstart-75y", "yearstart-75y")]
    [InlineData("31/02/2026", null, "")]
    public void Day_IsReadAndSaid(string typed, string? expression, string said)
    {
        Assert.Equal(expression, DayWords.Read(typed));
        Assert.Equal(said, DayWords.Say(expression));
    }

    [Fact]
    public void Hints_SayWhatIsHardToRead()
    {
        var (demarche, id) = DefinitionEditor.AddField(s_new, "demande", FieldKind.Attachment, "Justificatif de domicile, nonobstant la pièce susvisée");
        (demarche, var day) = DefinitionEditor.AddField(demarche, "demande", FieldKind.Date, "Jour");

        var hints = Hints.Of(demarche with { Description = string.Join(' ', Enumerable.Repeat("mot", 26)) });

        Assert.Contains(hints, hint => hint.Target == id && hint.Text.Contains("R113-8", StringComparison.Ordinal));
        Assert.Contains(hints, hint => hint.Target == id && hint.Text.Contains("nonobstant", StringComparison.Ordinal));
        Assert.Contains(hints, hint => hint.Target == day && hint.Text.Contains("aide", StringComparison.Ordinal));
        Assert.Contains(hints, hint => hint.Target is null && hint.Text.Contains("26 mots", StringComparison.Ordinal));
    }

    private static DemarcheDefinition Do(DemarcheDefinition demarche, int what, int where, FieldKind kind, string label)
    {
        var ids = demarche.AllFieldsDeep().Select(field => field.Id).Concat(demarche.Pages.Select(page => page.Id))
            .Concat(demarche.Pages.SelectMany(page => page.Sections.Select((_, place) => SectionEditor.IdOf(page, place)))).Append("inconnu").ToList();
        var id = ids[where % ids.Count];
        return what switch
        {
            0 => DefinitionEditor.AddPage(demarche, label),
            1 => DefinitionEditor.AddField(demarche, id, kind, label).Definition,
            2 => DefinitionEditor.Move(demarche, id, -1),
            3 => DefinitionEditor.Move(demarche, id, 1),
            4 => DefinitionEditor.Duplicate(demarche, id),
            5 => DefinitionEditor.Remove(demarche, id).Definition,
            6 => DefinitionEditor.SetCondition(demarche, id, null),
            7 => ConditionForm.Before(demarche, id) is [.., var last] ? DefinitionEditor.SetCondition(demarche, id, new Condition { Not = new() { Field = last.Id, EqualTo = label } }) : demarche,
            8 => SectionEditor.Add(demarche, id, label.Trim().Length is > 0 and <= 200 ? label.Trim() : "Partie"),
            9 => DocumentForm.Add(demarche, (DocumentKind)(where % 6), label.Trim().Length > 0 ? label.Trim() : "Document", out _),
            _ => DefinitionEditor.UpdateField(demarche, id, field => field with { Options = field.Options.Count == 0 ? field.Options : QuestionForm.OptionsOf(field.Options, label + "\n" + id) }),
        };
    }
}
