using Beffroi.Portal.Delais;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Objectifs;
using CsCheck;

namespace Beffroi.Portal.Tests.Objectifs;

/// <summary>Which target holds, and what pauses do to it.</summary>
public sealed class SuiviObjectifTests
{
    private static readonly OpeningCalendar s_usual = new([], LegalCalendar.Of(HolidayZone.Metropole));

    // Tuesday 1 December 2026, ten in the morning in Paris.
    private static readonly DateTime s_begun = new(2026, 12, 1, 9, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Best_IsTheMostSpecific()
    {
        var service = Guid.CreateVersion7();
        var (all, ofService, ofDemarche, ofBoth) = (Target(), Target(service: service), Target("acte-naissance"), Target("acte-naissance", service));
        List<Objectif> every = [all, ofService, ofDemarche, ofBoth, Target(phase: Phase.Delivrance)];

        Assert.Same(ofBoth, Objectif.Best(every, Phase.Traitement, "acte-naissance", service));
        Assert.Same(ofDemarche, Objectif.Best(every, Phase.Traitement, "acte-naissance", Guid.CreateVersion7()));
        Assert.Same(ofDemarche, Objectif.Best(every.Except([ofBoth]), Phase.Traitement, "acte-naissance", service));
        Assert.Same(ofService, Objectif.Best(every, Phase.Traitement, "pacs", service));
        Assert.Same(all, Objectif.Best(every, Phase.Traitement, "pacs", null));
        Assert.Null(Objectif.Best(every, Phase.Qualification, "pacs", service));
        Assert.Null(Objectif.Best([ofBoth], Phase.Traitement, "acte-naissance", null));
    }

    [Fact]
    public void Hours_StandStillDuringAPause_AndTheReasonGoesWithIt()
    {
        var row = Begun(Target(amount: 4, unit: ObjectifUnit.Heures, before: 1));
        Assert.Equal(s_begun.AddHours(6), row.DueAt);
        Assert.Equal(s_begun.AddHours(5), row.NearAt);

        row.Pause(PauseReason.AttenteAvis, s_begun.AddHours(1));
        row.Pause(PauseReason.Travaux, s_begun.AddHours(1.5));
        Assert.Equal((PauseReason.AttenteAvis, (DateTime?)null), (row.PauseReason, row.PrevenirAt));
        Assert.False(row.IsMissed(s_begun.AddDays(9)));

        // From eleven until three: two hours of opening, the pause of noon left out.
        row.Resume(s_begun.AddHours(5), s_usual);
        Assert.Null(row.PauseReason);
        Assert.Equal(120, row.PausedMinutes);
        Assert.Equal(s_begun.AddDays(1), row.DueAt);
        Assert.Equal(row.NearAt, row.PrevenirAt);
    }

    [Fact]
    public void Days_AreLostByThePausesThatHoldThem()
    {
        var row = Begun(Target(amount: 2));
        Assert.Equal(new DateTime(2026, 12, 3, 16, 0, 0, DateTimeKind.Utc), row.DueAt);

        row.Pause(PauseReason.Intemperies, s_begun.AddHours(1));
        row.Resume(s_begun.AddDays(2), s_usual);

        // Two days of opening lost, then a week-end in between.
        Assert.Equal(new DateTime(2026, 12, 7, 16, 0, 0, DateTimeKind.Utc), row.DueAt);
    }

    [Fact]
    public void PauseAfterTheEnd_DoesNotMakeItReached() =>
        Gen.Select(Gen.Int[1, 30], Gen.Enum<ObjectifUnit>(), Gen.Int[1, 20_000], Gen.Int[0, 20_000]).Sample((amount, unit, late, length) =>
        {
            var row = Begun(Target(amount: amount, unit: unit));
            var paused = row.DueAt.AddMinutes(late);
            row.Pause(PauseReason.AttenteTiers, paused);
            Assert.True(row.IsMissed(paused.AddMinutes(length)));
            row.Resume(paused.AddMinutes(length), s_usual);

            Assert.True(row.IsMissed(paused.AddMinutes(length)));
        });

    [Fact]
    public void Told_IsTold_OnceForEach_AndOnceForBothAfterALongStop()
    {
        var row = Begun(Target(amount: 4, unit: ObjectifUnit.Heures, before: 1));
        Assert.False(row.Tell(row.NearAt!.Value));
        Assert.Equal(row.DueAt, row.PrevenirAt);
        Assert.True(row.Tell(row.DueAt));
        Assert.Null(row.PrevenirAt);

        var late = Begun(Target(amount: 4, unit: ObjectifUnit.Heures, before: 1));
        Assert.True(late.Tell(late.DueAt.AddDays(3)));
        Assert.Null(late.PrevenirAt);

        // Neither a pause nor its end says it again.
        late.Pause(PauseReason.AttenteAvis, late.DueAt.AddDays(4));
        late.Resume(late.DueAt.AddDays(5), s_usual);
        Assert.Null(late.PrevenirAt);
    }

    [Fact]
    public void EndedDuringAPause_CountsUpToThePause()
    {
        var row = Begun(Target(amount: 1));
        row.Pause(PauseReason.AttenteAvis, s_begun.AddHours(1));
        row.End(s_begun.AddDays(20), s_usual);

        Assert.False(row.IsMissed(s_begun.AddDays(30)));
        Assert.Null(row.PausedAt);
        Assert.Null(row.PrevenirAt);
    }

    private static SuiviObjectif Begun(Objectif target)
    {
        var row = new SuiviObjectif { DossierId = Guid.CreateVersion7(), CommuneId = target.CommuneId, Phase = target.Phase, BegunAt = s_begun };
        row.Aim(target, s_usual);
        return row;
    }

    private static Objectif Target(string? demarche = null, Guid? service = null, Phase phase = Phase.Traitement, int amount = 2, ObjectifUnit unit = ObjectifUnit.Jours, int before = 0) => new()
    {
        Id = Guid.CreateVersion7(),
        CommuneId = Guid.CreateVersion7(),
        Phase = phase,
        DemarcheCode = demarche,
        ServiceId = service,
        Portee = Objectif.PorteeOf(phase, demarche, service),
        Amount = amount,
        Unit = unit,
        Before = before,
    };
}
