using Beffroi.Portal.Communes.Register;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Demarches.Adopt;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Engine;
using Beffroi.Portal.Features.Demarches.Engine.Paths;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Documents;
using Beffroi.Portal.Features.Dossiers.Filing;
using Beffroi.Portal.Tests.Bureau;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Portal.Tests.Documents;

/// <summary>Every paper of every démarche of the catalogue is made from a dossier that was filed for good.</summary>
public sealed class CataloguePapersTests(BureauFixture fixture) : IClassFixture<BureauFixture>
{
    private const string Motifs = "La demande n’est pas complète.\n\nIl manque :\n- la pièce {numero} ;\n- l’accord.";
    private static readonly FormContext s_context = new(new DateOnly(2026, 11, 24), "Saint-Lô", Liaison.De);

    [Fact]
    public async Task EveryTemplate_IsWrittenFromSampleAnswers_WithoutAPlaceLeft()
    {
        var services = fixture.Appliance.Services;
        var write = services.GetRequiredService<WritePaper>();
        var commune = fixture.CommuneId(BureauFixture.SaintLo);
        await using var db = fixture.Appliance.Open(CommuneScope.One(commune));
        var (papers, kinds) = (0, new HashSet<DocumentKind>());
        foreach (var demarche in services.GetRequiredService<DemarcheCatalogue>().Newest.ToList())
        {
            await services.GetRequiredService<AdoptDemarche>().AdoptAsync(commune, demarche.Code, CancellationToken.None);
            var dossier = await FileAsync(db, commune, demarche);
            Assert.Equal(demarche.Documents.Count, write.TemplatesOf(dossier).Count);
            foreach (var template in demarche.Documents)
            {
                var typed = new PaperTyped(
                    Motifs, "Dominique Exemple", "officier d’état civil",
                    write.UnansweredOf(dossier, template).ToDictionary(question => question.FieldId, _ => (string?)"sans objet", StringComparer.Ordinal));
                var content = await write.RunAsync(db, dossier, template, typed, CancellationToken.None);
                CheckText($"{demarche.Code}/{template.Id}", template, content);
                var (bytes, pages) = PaperPdf.Draw(content, null);
                Assert.Empty(PdfStructure.Faults(bytes));
                Assert.InRange(pages, 1, 4);
                kinds.Add(template.Kind);
                papers++;
            }
        }

        Assert.True(papers >= 100, $"{papers} papers");
        Assert.Equal(Enum.GetValues<DocumentKind>().Order(), kinds.Order());
    }

    private static void CheckText(string name, DocumentTemplate template, PaperContent content)
    {
        var text = string.Join('\n', content.Blocks.SelectMany(block => block.Lines));
        // The reasons hold braces of their own: what is typed is never filled in.
        Assert.True(!text.Replace("la pièce {numero}", "", StringComparison.Ordinal).Contains('{', StringComparison.Ordinal), $"{name}: {text}");
        Assert.DoesNotContain(content.Blocks, block => block.Lines.Count == 0 || block.Lines.Any(string.IsNullOrWhiteSpace));
        if (template.Body.Contains("{motifs}", StringComparison.Ordinal))
        {
            Assert.True(content.Blocks.Any(block => block.IsList && block.Lines[0].Contains("{numero}", StringComparison.Ordinal)), $"{name}: {text}");
        }

        if (template.Body.Contains("{recours}", StringComparison.Ordinal))
        {
            Assert.Contains("tribunal", text, StringComparison.Ordinal);
        }
    }

    private async Task<Dossier> FileAsync(PortalDb db, Guid commune, DemarcheDefinition demarche)
    {
        var flow = FormPaths.Explore(demarche, s_context).Where(path => path.Flow.IsComplete).MaxBy(path => path.Flow.Answers.Count)!.Flow;
        var filed = await fixture.Appliance.Services.GetRequiredService<FileDossier>().RunAsync(
            new FileDossierCommand { CommuneId = commune, Demarche = demarche, Answers = flow.Answers, Channel = Channel.Web }, CancellationToken.None);
        return await db.Dossiers.FirstAsync(row => row.Id == filed.Id, CancellationToken.None);
    }
}
