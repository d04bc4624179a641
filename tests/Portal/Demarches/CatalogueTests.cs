using Beffroi.Portal.Communes.Register;
using Beffroi.Portal.Features.Demarches;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Engine;
using Beffroi.Portal.Features.Demarches.Engine.Fields;
using Beffroi.Portal.Features.Demarches.Engine.Paths;

namespace Beffroi.Portal.Tests.Demarches;

/// <summary>Every démarche of the catalogue, on every branch of its conditions, with whole, least and broken answers.</summary>
public sealed class CatalogueTests
{
    private static readonly DemarcheCatalogue s_catalogue = DemarcheCatalogue.Load();
    private static readonly FormContext s_context = new(new DateOnly(2026, 11, 24), "Le Havre", Liaison.Le);

    public static TheoryData<string> Codes => [.. s_catalogue.All.Select(demarche => demarche.Code).Distinct()];

    [Fact]
    public void Catalogue_CarriesTheUsualProcedures() => Assert.All(
        File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Demarches", "procedures.txt")), code => Assert.NotNull(s_catalogue.Find(code)));

    [Theory]
    [MemberData(nameof(Codes))]
    public void EveryDefinition_CanBePublished(string code) => Assert.Equal([], DefinitionCheck.Check(DefinitionJson.Write(s_catalogue.Find(code)!)));

    [Theory]
    [MemberData(nameof(Codes))]
    public void EveryBranch_IsTaken(string code)
    {
        var demarche = s_catalogue.Find(code)!;
        var paths = FormPaths.Explore(demarche, s_context);

        var pages = demarche.Pages.Where(page => !paths.Any(path => path.Flow.Pages.Contains(page))).Select(page => page.Id);
        var alwaysShown = demarche.Pages.Where(page => page.When is not null && paths.All(path => path.Flow.Pages.Contains(page))).Select(page => page.Id);
        var fields = demarche.AllFields().Where(field => !paths.Any(path => path.Flow.Pages.Any(page => path.Flow.VisibleFields(page).Contains(field)))).Select(field => field.Id);
        var inner = from block in demarche.AllFields().Where(field => field.Kind is FieldKind.Block)
                    from field in block.Fields
                    where !paths.Any(path => path.Flow.Answers[block.Id] is BlockAnswer answer
                        && answer.Items.Any(item => path.Flow.ItemFields(block, item).Any(asked => asked.Field == field)))
                    select field.Id;
        var options = from field in demarche.AllFields()
                      from option in field.Options
                      where !paths.Any(path => path.Flow.Pages.Any(page => path.Flow.VisibleFields(page).Contains(field)) && path.Flow.VisibleOptions(field).Contains(option))
                      select $"{field.Id}={option.Value}";

        string[] faults = [.. pages.Select(id => "page never reached: " + id), .. alwaysShown.Select(id => "condition always true: " + id),
            .. fields.Concat(inner).Select(id => "question never asked: " + id), .. options.Select(id => "choice never offered: " + id)];
        Assert.Equal([], faults);
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void EveryPath_IsTakenPageByPage(string code)
    {
        var demarche = s_catalogue.Find(code)!;
        foreach (var path in FormPaths.Explore(demarche, s_context))
        {
            var answers = FormAnswers.Empty;
            foreach (var page in path.Flow.Pages.Where(page => page.Exit is null))
            {
                var result = Send(demarche, answers, page, path, field => true);
                Assert.True(result.CanContinue, $"{code}, {page.Id}: {string.Join(' ', result.Errors)} {string.Join(' ', result.Revealed)}");
                answers = result.Answers;
            }

            var flow = new FormFlow(demarche, answers, s_context);
            Assert.Equal(path.Flow.Exit, flow.Exit);
            Assert.True(flow.IsComplete || flow.Exit is not null, $"{code}: {flow.ResumeAt?.Id}");
            Assert.Equal(answers, new FormFlow(demarche, FormAnswers.Read(answers.ToJson(), demarche, s_context), s_context).Answers);
            Assert.DoesNotContain('{', FormSummary.PlainText(flow));
        }
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void EveryPath_WithTheLeastAnswers_IsEnough(string code)
    {
        var demarche = s_catalogue.Find(code)!;
        foreach (var path in FormPaths.Explore(demarche, s_context).Where(path => path.Flow.Exit is null))
        {
            var answers = FormAnswers.Empty;
            foreach (var page in path.Flow.Pages)
            {
                if (new FormFlow(demarche, answers, s_context).Find(page.Id) is null)
                {
                    continue;
                }

                var result = Send(demarche, answers, page, path, field => !field.Optional);
                Assert.True(result.Errors.Count == 0, $"{code}, {page.Id}: {string.Join(' ', result.Errors)}");
                answers = result.Answers;
            }
        }
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void EveryCompulsoryQuestion_LeftEmptyOrBroken_SaysHowToMend(string code)
    {
        var demarche = s_catalogue.Find(code)!;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in FormPaths.Explore(demarche, s_context))
        {
            foreach (var page in path.Flow.Pages.Where(page => page.Exit is null))
            {
                foreach (var field in path.Flow.VisibleFields(page).Where(field => field.IsAsked && seen.Add(field.Id)))
                {
                    var empty = Send(demarche, path.Answers, page, path, other => other != field);
                    Assert.Equal(!field.Optional && field.LeastItems > 0, empty.Errors.Any(error => error.FieldId == field.Id || error.FieldId.StartsWith(field.Id + ".", StringComparison.Ordinal)));
                    Assert.All(empty.Errors, error => Assert.Matches(@"\A\p{Lu}.{8,}\z", error.Message));

                    var broken = Send(demarche, path.Answers, page, path, _ => true, field);
                    Assert.True(broken.Errors.Count > 0 || field.Kind is FieldKind.Attachment or FieldKind.Block, $"{code}, {field.Id}: a broken answer is taken");
                    Assert.DoesNotContain('\u0007', broken.Answers.ToJson());
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Usager_IsNamedByTheSameQuestionsEverywhere(string code)
    {
        var demarche = s_catalogue.Find(code)!;
        var ids = demarche.AllFields().Select(field => field.Id).ToList();

        Assert.All((string[])[UsagerFields.Nom, UsagerFields.Prenom, UsagerFields.Courriel], id => Assert.Contains(id, ids));
        Assert.True(!demarche.Presence.Required || demarche.Documents.Any(document => document.Kind is DocumentKind.Preparation), "nothing to bring is listed");
        Assert.All(demarche.Pieces.Where(piece => piece.Indispensable && !demarche.Presence.Required),
            piece => Assert.True(demarche.AllFields().Any(field => field.Piece == piece.Id), "no question asks for the piece " + piece.Id));
    }

    // What a browser would post for a page of a path, of the questions that are filled in; one of them may be broken.
    private static PageResult Send(DemarcheDefinition demarche, FormAnswers before, PageDefinition page, FormPath path, Func<FieldDefinition, bool> filled, FieldDefinition? broken = null)
    {
        var posted = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var files = new Dictionary<string, FilesAnswer>(StringComparer.Ordinal);
        foreach (var field in path.Flow.VisibleFields(page).Where(field => field.Kind is FieldKind.Attachment && !filled(field)))
        {
            files[field.Id] = new FilesAnswer([]);
        }

        foreach (var field in path.Flow.VisibleFields(page).Where(filled))
        {
            switch (path.Answers[field.Id])
            {
                case FilesAnswer sent:
                    files[field.Id] = sent;
                    break;
                case BlockAnswer block:
                    posted[FormValidation.InputName(field.Id)] = [$"{block.Items.Length}"];
                    for (var number = 0; number < block.Items.Length; number++)
                    {
                        foreach (var inner in field.Fields.Where(inner => block.Items[number][inner.Id] is not null && filled(inner)))
                        {
                            Post(inner, FormValidation.ItemPlace(field.Id, number, inner.Id), block.Items[number][inner.Id]!, posted, broken: false);
                        }
                    }

                    break;
                case { } answer:
                    Post(field, field.Id, answer, posted, field == broken);
                    break;
                case null when field == broken:
                    Post(field, field.Id, new TextAnswer(""), posted, broken: true);
                    break;
            }
        }

        return new FormValidation(demarche, before, s_context).ValidatePage(page, posted, files);
    }

    private static void Post(FieldDefinition field, string place, FormAnswer answer, Dictionary<string, string[]> posted, bool broken)
    {
        foreach (var (part, values) in FieldCodec.Of(field).Write(answer).Parts)
        {
            posted[FormValidation.InputName(place, part)] = broken ? ["\u0007 <script>" + new string('x', 20_000)] : values;
        }
    }
}
