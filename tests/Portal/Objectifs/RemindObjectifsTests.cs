using Beffroi.Portal.Agents;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Filing;
using Beffroi.Portal.Features.Dossiers.Treat;
using Beffroi.Portal.Features.Objectifs;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Tests.Objectifs;

/// <summary>Who is told that a target comes near or is missed: once, whatever stops the job.</summary>
public sealed class RemindObjectifsTests(ObjectifWorld world) : IClassFixture<ObjectifWorld>
{
    private static CancellationToken Token => ObjectifWorld.Token;

    [Fact]
    public async Task TheAgentInCharge_IsToldBefore_AndTheHeadOnceItIsMissed()
    {
        var (head, owner, other) = (await world.AgentAsync(Role.AgentService), await world.AgentAsync(Role.AgentService), await world.AgentAsync(Role.AgentService));
        var neighbour = await world.AgentAsync(Role.CommuneAdmin, ObjectifWorld.Canisy);
        await world.AimAsync(new ObjectifForm { Phase = Phase.Qualification, Duree = "3", Avant = "1", Escalade = head.Sub });
        var (filed, row) = await TakenAsync(owner);

        await RunAtAsync(row.NearAt!.Value.AddMinutes(-1));
        Assert.Empty(await world.MailsAsync(owner));
        await RunAtAsync(row.NearAt.Value);
        await RunAtAsync(row.NearAt.Value.AddMinutes(15));
        Assert.Contains(filed.Numero, Assert.Single(await world.MailsAsync(owner)), StringComparison.Ordinal);
        Assert.Empty(await world.MailsAsync(head));

        await RunAtAsync(row.DueAt);
        await RunAtAsync(row.DueAt.AddDays(2));
        var text = Assert.Single(await world.MailsAsync(head));
        Assert.Contains(filed.Numero, text, StringComparison.Ordinal);
        Assert.Contains("objectif dépassé", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Modèle", text, StringComparison.Ordinal);
        Assert.Single(await world.MailsAsync(owner));
        Assert.Empty(await world.MailsAsync(other));
        Assert.Empty(await world.MailsAsync(neighbour));
        Assert.Empty(await world.MailsAsync(neighbour, ObjectifWorld.Canisy));
    }

    [Fact]
    public async Task WithoutHead_TheAdministratorsAreTold()
    {
        var (admin, owner) = (await world.AgentAsync(Role.CommuneAdmin), await world.AgentAsync(Role.AgentService));
        await world.AimAsync(Phase.Qualification, 1);
        var (filed, row) = await TakenAsync(owner);

        await RunAtAsync(row.DueAt.AddMinutes(1));

        Assert.Contains(await world.MailsAsync(admin), mail => mail.Contains(filed.Numero, StringComparison.Ordinal));
        Assert.Empty(await world.MailsAsync(owner));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ARunThatIsCutOff_BeforeOrAfterItsCommit_TellsOnce(bool committed)
    {
        var (head, owner) = (await world.AgentAsync(Role.AgentService), await world.AgentAsync(Role.AgentService));
        await world.AimAsync(new ObjectifForm { Phase = Phase.Qualification, Duree = "1", Escalade = head.Sub });
        var (filed, row) = await TakenAsync(owner);
        world.MoveTo(row.DueAt.AddMinutes(1));

        await Assert.ThrowsAnyAsync<Exception>(() => world.Job(new CutOffWrites(world.Get<PortalWrites>(), committed)).RunAsync(Token));
        Assert.Equal(committed ? 1 : 0, (await world.MailsAsync(head)).Count(mail => mail.Contains(filed.Numero, StringComparison.Ordinal)));
        Assert.Equal(committed, (await world.FollowedAsync(filed.Id))[0].MissedToldAt is not null);

        await world.Job().RunAsync(Token);
        await world.Job().RunAsync(Token);
        Assert.Single(await world.MailsAsync(head), mail => mail.Contains(filed.Numero, StringComparison.Ordinal));
    }

    [Fact]
    public async Task TwoRunsAtOnce_TellOnce()
    {
        var (head, owner) = (await world.AgentAsync(Role.AgentService), await world.AgentAsync(Role.AgentService));
        await world.AimAsync(new ObjectifForm { Phase = Phase.Qualification, Duree = "1", Escalade = head.Sub });
        var (_, row) = await TakenAsync(owner);
        world.MoveTo(row.DueAt.AddMinutes(1));

        await Task.WhenAll(world.Job().RunAsync(Token), world.Job().RunAsync(Token));

        Assert.Single(await world.MailsAsync(head));
    }

    [Fact]
    public async Task WhatStandsStill_OrIsEnded_IsNotTold()
    {
        var (head, owner) = (await world.AgentAsync(Role.AgentService), await world.AgentAsync(Role.CommuneAdmin));
        await world.AimAsync(new ObjectifForm { Phase = Phase.Qualification, Duree = "1", Escalade = head.Sub });
        var (paused, row) = await TakenAsync(owner);
        Assert.True(await world.Get<SuspendObjectif>().PauseAsync(paused.Numero, 2, PauseReason.AttenteTiers, owner, Token));
        var (ended, _) = await TakenAsync(owner);
        await world.QualifyAsync(ended, owner);

        await RunAtAsync(row.DueAt.AddDays(3));

        Assert.Empty(await world.MailsAsync(head));
        Assert.True(await world.Get<SuspendObjectif>().ResumeAsync(paused.Numero, 3, owner, Token));
        await RunAtAsync((await world.FollowedAsync(paused.Id))[0].DueAt);
        Assert.Single(await world.MailsAsync(head));
    }

    private async Task<(FiledDossier Filed, SuiviObjectif Row)> TakenAsync(AgentAccess owner)
    {
        var filed = await world.Bureau.FileAsync(ObjectifWorld.SaintLo);
        Assert.True(await world.Get<AssignDossier>().TakeAsync(filed.Numero, 1, owner, Token));
        return (filed, Assert.Single(await world.FollowedAsync(filed.Id)));
    }

    private Task<int> RunAtAsync(DateTime utc)
    {
        world.MoveTo(utc);
        return world.Job().RunAsync(Token);
    }

    /// <summary>Writes that end as a process that is killed: just before the commit, or just after it.</summary>
    private sealed class CutOffWrites(PortalWrites inner, bool committed) : PortalWrites
    {
        public override async Task<T> RunAsync<T>(CommuneScope scope, Func<PortalDb, CancellationToken, Task<T>> work, CancellationToken cancellationToken = default)
        {
            await inner.RunAsync(scope, async (db, token) =>
            {
                var done = await work(db, token);
                return committed ? done : throw new IOException("Killed before the commit.");
            }, cancellationToken);
            throw new IOException("Killed after the commit.");
        }
    }
}
