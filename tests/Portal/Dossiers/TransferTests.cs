using System.Net;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Taches;
using Beffroi.Portal.Tests.Bureau;
using Beffroi.Portal.Tests.Documents;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Tests.Dossiers;

/// <summary>Requests that are for another administration.</summary>
public sealed class TransferTests(PaperWorld world) : IClassFixture<PaperWorld>
{
    private const string SaintLo = BureauFixture.SaintLo;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private BureauFixture Bureau => world.Bureau;

    [Fact]
    public async Task Transfer_TellsTheUsager_KeepsTheReceiver_AndEndsOurClock()
    {
        var filed = await Bureau.FileAsync(SaintLo);

        await TransferAsync(world, filed.Numero);

        var dossier = await Bureau.DossierAsync(SaintLo, filed.Numero);
        Assert.Equal((Phase.Cloture, Outcome.Transmise, DateOnly.MaxValue), (dossier.Phase, dossier.Outcome!.Value, dossier.SilenceOn));
        var (_, text) = Assert.Single(await Bureau.CourrielsAsync(SaintLo, filed.Id), mail => mail.Kind == "transfert");
        foreach (var mention in (string[])["Saint-Lô Agglo", "101 rue Exemple", "comme refusée", "L. 114-3", "vous en accuse réception", "Dominique Exemple"])
        {
            Assert.Contains(mention, text, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("RAR 1A 234", text, StringComparison.Ordinal);
        await using (var db = Bureau.Appliance.Open(CommuneScope.One(dossier.CommuneId)))
        {
            Assert.Equal("RAR 1A 234", (await db.Transferts.SingleAsync(row => row.DossierId == dossier.Id, Token)).Preuve);
        }

        await using (var db = Bureau.Appliance.Open(CommuneScope.One(Bureau.CommuneId(BureauFixture.Canisy))))
        {
            Assert.False(await db.Transferts.AnyAsync(row => row.DossierId == dossier.Id, Token));
        }

        using var usager = Bureau.Appliance.Browse();
        var follow = await world.FollowAsync(usager, filed.Numero);
        Assert.Contains("transmise à l’administration compétente", follow.TextOf("etat"), StringComparison.Ordinal);
        Assert.Contains("Saint-Lô Agglo", follow.TextOf("transfert"), StringComparison.Ordinal);
        Assert.DoesNotContain("RAR 1A 234", follow.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Transfer_WithoutProofOrWithADayToCome_IsRefused_AndWhatWasTypedStays()
    {
        var filed = await Bureau.FileAtCounterAsync(SaintLo);
        using var agent = await world.AgentAsync();
        var page = await agent.GetAsync(Bureau.Url("/dossiers/" + filed.Numero));
        var typed = Typed();
        typed["Transfert.Preuve"] = " ";

        var refused = await agent.SubmitAsync(page, "transmettre", typed);
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("ce qui prouve l’envoi", refused.TextOf("erreurs"), StringComparison.Ordinal);
        Assert.Equal("Saint-Lô Agglo", refused.Form("transmettre").QuerySelector("[name='Transfert.Destinataire']")!.GetAttribute("value"));

        typed = Typed();
        typed["Transfert.EnvoyeLe.Annee"] = "2100";
        Assert.Contains("à venir", (await agent.SubmitAsync(page, "transmettre", typed)).TextOf("erreurs"), StringComparison.Ordinal);
        Assert.False((await Bureau.DossierAsync(SaintLo, filed.Numero)).IsClosed);

        // Without an address, someone has to tell the usager.
        await agent.SubmitAsync(page, "transmettre", Typed());
        Assert.Equal(TacheKind.PrevenirTransmission, Assert.Single(await TasksAsync(filed.Id)).Kind);
    }

    internal static async Task TransferAsync(PaperWorld world, string numero)
    {
        using var agent = await world.AgentAsync();
        var page = await agent.SubmitAsync(await agent.GetAsync(world.Bureau.Url("/dossiers/" + numero)), "transmettre", Typed());
        Assert.True(page.Status == HttpStatusCode.OK, page.Find("erreurs")?.TextContent);
    }

    private static Dictionary<string, string> Typed() => new()
    {
        ["Transfert.Genre"] = "Epci",
        ["Transfert.Destinataire"] = "Saint-Lô Agglo",
        ["Transfert.Coordonnees"] = "101 rue Exemple, 50000 Saint-Lô",
        ["Transfert.Voie"] = "Courrier",
        ["Transfert.Preuve"] = "RAR 1A 234",
    };

    private async Task<List<Tache>> TasksAsync(Guid dossierId)
    {
        await using var db = Bureau.Appliance.Open(CommuneScope.One(Bureau.CommuneId(SaintLo)));
        return await db.Taches.Where(row => row.DossierId == dossierId).ToListAsync(Token);
    }
}
