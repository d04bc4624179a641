using System.Net;
using Beffroi.Portal.Agents;
using Beffroi.Portal.Communes.Register;
using Beffroi.Portal.Features.Demarches.Adopt;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Engine;
using Beffroi.Portal.Features.Demarches.Engine.Paths;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Filing;
using Beffroi.Portal.Tests.Bureau;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Portal.Tests.Demarches;

/// <summary>Every démarche of the catalogue is filed for good: usagers find it, agents read it, its acknowledgement has every mention.</summary>
public sealed class CatalogueFilingTests(BureauFixture fixture) : IClassFixture<BureauFixture>
{
    private static readonly FormContext s_context = new(new DateOnly(2026, 11, 24), "Saint-Lô", Liaison.De);

    [Fact]
    public async Task EveryDemarche_IsFiledReadAndAcknowledged()
    {
        var services = fixture.Appliance.Services;
        var commune = fixture.CommuneId(BureauFixture.SaintLo);
        using var agent = await fixture.SignInAsync(Role.CommuneAdmin, BureauFixture.SaintLo);
        using var usager = fixture.Appliance.Browse();
        foreach (var demarche in services.GetRequiredService<DemarcheCatalogue>().Newest.ToList())
        {
            await services.GetRequiredService<AdoptDemarche>().AdoptAsync(commune, demarche.Code, CancellationToken.None);
            Assert.Equal(HttpStatusCode.OK, (await usager.GetAsync(fixture.Appliance.Url("saint-lo", "/demarches/" + demarche.Code))).Status);
            var complete = FormPaths.Explore(demarche, s_context).Where(path => path.Flow.IsComplete).ToList();
            var filed = await FileAsync(commune, demarche, complete.MaxBy(path => path.Flow.Answers.Count)!.Flow);

            if (demarche.Messages?.Recu?.Courriel is { } said)
            {
                Assert.Contains(s_context.Fill(said), (await fixture.CourrielsAsync(BureauFixture.SaintLo, filed.Id)).Single(mail => mail.Kind == "accuse-enregistrement").Text);
            }

            var page = await agent.GetAsync(fixture.Url("/dossiers/" + filed.Numero));
            Assert.True(page.Status == HttpStatusCode.OK, $"{demarche.Code}: {page.Status}");
            Assert.Contains(demarche.Objet, page.Html.QuerySelector("main")!.TextContent.Replace('\u00A0', ' ').Replace('\u202F', ' '));
            if (demarche.Nature is not DemarcheNature.Delivrance)
            {
                var acknowledgement = await agent.GetAsync(fixture.Url($"/dossiers/{filed.Numero}/apercu"));
                Assert.True(acknowledgement.Status == HttpStatusCode.OK, $"{demarche.Code}: {acknowledgement.Status}");
            }
        }
    }

    private Task<FiledDossier> FileAsync(Guid commune, DemarcheDefinition demarche, FormFlow flow) =>
        fixture.Appliance.Services.GetRequiredService<FileDossier>().RunAsync(
            new FileDossierCommand { CommuneId = commune, Demarche = demarche, Answers = flow.Answers, Channel = Channel.Web }, CancellationToken.None);
}
