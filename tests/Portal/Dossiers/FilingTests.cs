using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Courriels;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Portal.Tests.Dossiers;

public sealed class FilingTests : IAsyncLifetime
{
    private TestAppliance _appliance = null!;

    public async ValueTask InitializeAsync()
    {
        _appliance = await TestAppliance.StartAsync();
        await _appliance.AddCommunesAsync("50502", "50095");
    }

    public ValueTask DisposeAsync() => _appliance.DisposeAsync();

    [Fact]
    public async Task File_OnTheWeb_QueuesTheRegistrationReceiptWithItsMentions()
    {
        var filed = await _appliance.FileAsync("50502");

        await using var db = Open("50502");
        var courriel = await db.Courriels.SingleAsync(row => row.DossierId == filed.Id);
        Assert.Equal(CourrielState.EnAttente, courriel.State);
        Assert.Equal("accuse-enregistrement", courriel.Kind);
        Assert.Contains(FollowUpCode.Display(filed.Code), courriel.Texte, StringComparison.Ordinal);
        Assert.Contains(filed.Numero, courriel.Texte, StringComparison.Ordinal);
        Assert.Contains("mairie de Saint-Lô", courriel.Texte, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Channel.Guichet)]
    [InlineData(Channel.Telephone)]
    [InlineData(Channel.Courrier)]
    public async Task File_OnPaperChannels_SendsNoElectronicReceipt(Channel channel)
    {
        var filed = await _appliance.FileAsync("50502", channel);

        await using var db = Open("50502");
        Assert.Empty(await db.Courriels.Where(row => row.DossierId == filed.Id).ToListAsync());
    }

    [Fact]
    public async Task File_SameDraftManyTimesAtOnce_GivesOneDossier()
    {
        var draft = Guid.CreateVersion7();

        var filed = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _appliance.FileAsync("50502", draftId: draft)));

        Assert.Single(filed.Select(dossier => dossier.Numero).Distinct());
        await using var db = Open("50502");
        Assert.Equal(1, await db.Dossiers.CountAsync());
        Assert.Equal(1, await db.Courriels.CountAsync());
    }

    [Fact]
    public async Task File_ManyAtOnceInTwoCommunes_NumbersEachWithoutGapAndKeepsBothChains()
    {
        var filed = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => _appliance.FileAsync(i % 2 == 0 ? "50502" : "50095")));

        foreach (var insee in (string[])["50502", "50095"])
        {
            var numbers = filed.Where(dossier => dossier.Numero.StartsWith(insee, StringComparison.Ordinal)).Select(dossier => dossier.Numero[^5..]).Order();
            Assert.Equal(Enumerable.Range(1, 100).Select(i => i.ToString("D5", System.Globalization.CultureInfo.InvariantCulture)), numbers);
            var verification = await VerifyAsync(insee);
            Assert.True(verification.Holds, verification.Reason);
            Assert.Equal(200, verification.Lines);
        }
    }

    [Theory]
    [InlineData("UPDATE dossier_events SET actor_name = 'Autre' WHERE sequence = 3", 3)]
    [InlineData("UPDATE dossier_events SET data = 'x' WHERE sequence = 1", 1)]
    [InlineData("DELETE FROM dossier_events WHERE sequence = 2", 2)]
    [InlineData("DELETE FROM dossier_events WHERE sequence = 6", 6)]
    public async Task Verify_AfterTampering_SaysWhere(string tampering, long brokenAt)
    {
        for (var i = 0; i < 3; i++)
        {
            await _appliance.FileAsync("50502");
        }

        await using (var db = _appliance.Open(CommuneScope.Syndicat))
        {
            var sql = TestDatabase.IsPostgreSql ? tampering.Replace("dossier_events", "portal.dossier_events", StringComparison.Ordinal) : tampering;
            await db.Database.ExecuteSqlRawAsync(sql);
        }

        var verification = await VerifyAsync("50502");
        Assert.False(verification.Holds);
        Assert.Equal(brokenAt, verification.BrokenAt);
    }

    [Fact]
    public async Task Read_WithoutACommune_ThrowsInsteadOfShowingAll()
    {
        await _appliance.FileAsync("50502");

        await using var db = _appliance.Services.GetRequiredService<PortalContexts>().Open(null);
        await Assert.ThrowsAsync<NoCommuneException>(() => db.Dossiers.ToListAsync());
    }

    [Fact]
    public async Task Read_InAnotherCommune_SeesNothing()
    {
        var filed = await _appliance.FileAsync("50502");

        await using var db = Open("50095");
        Assert.Null(await db.Dossiers.FirstOrDefaultAsync(row => row.Id == filed.Id));
        Assert.Empty(await db.Courriels.ToListAsync());
        Assert.Empty(await db.DossierEvents.ToListAsync());
    }

    [Fact]
    public async Task Write_RowOfAnotherCommune_Throws()
    {
        var other = _appliance.Commune("50095").Id;
        var writes = _appliance.Services.GetRequiredService<PortalWrites>();

        await Assert.ThrowsAsync<CommuneWallException>(() => writes.RunAsync(CommuneScope.One(_appliance.Commune("50502").Id), async (db, token) =>
        {
            db.Services.Add(new Service { Id = Guid.CreateVersion7(), CommuneId = other, Code = "x", Nom = "X" });
            await db.SaveChangesAsync(token);
        }));
    }

    [Fact]
    public async Task Write_ThatFails_LeavesItsNeighboursOfTheSameCommit()
    {
        var scope = CommuneScope.One(_appliance.Commune("50502").Id);
        var writes = _appliance.Services.GetRequiredService<PortalWrites>();

        var works = Enumerable.Range(0, 40).Select(i => writes.RunAsync(scope, async (db, token) =>
        {
            db.Services.Add(new Service { Id = Guid.CreateVersion7(), CommuneId = scope.Communes[0], Code = "essai-" + i, Nom = "Essai" });
            await db.SaveChangesAsync(token);
            if (i % 4 == 0)
            {
                throw new InvalidOperationException("refused");
            }
        })).ToList();

        var outcomes = await Task.WhenAll(works.Select(async work =>
        {
            try
            {
                await work;
                return true;
            }
            catch (InvalidOperationException)
            {
                return false;
            }
        }));
        Assert.Equal(30, outcomes.Count(kept => kept));
        await using var db = Open("50502");
        Assert.Equal(30, await db.Services.CountAsync(row => row.Code.StartsWith("essai-")));
    }

    private PortalDb Open(string insee) => _appliance.Open(CommuneScope.One(_appliance.Commune(insee).Id));

    private Task<LogVerification> VerifyAsync(string insee) =>
        _appliance.Services.GetRequiredService<VerifyLog>().RunAsync(_appliance.Commune(insee), CancellationToken.None);
}
