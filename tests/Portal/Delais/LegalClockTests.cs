using Beffroi.Portal.Delais;

namespace Beffroi.Portal.Tests.Delais;

public sealed class LegalClockTests
{
    // Thursday 15 January 2026, ten in the morning in Paris.
    private static readonly DateTime s_received = new(2026, 1, 15, 9, 0, 0, DateTimeKind.Utc);

    private static readonly LegalClockInput s_web = new()
    {
        Electronic = true,
        ReceivedAt = s_received,
        Silence = SilenceEffect.Rejet,
        Months = 2,
        Today = new DateOnly(2026, 1, 15),
    };

    [Fact]
    public void Read_FreshWebRequest_AsksForTheReceiptFirst()
    {
        var clock = LegalClock.Read(s_web);

        Assert.Equal(new LegalClockNext(new DateOnly(2026, 1, 16), "accuse-enregistrement"), clock.NextDate);
        Assert.Equal(new DateOnly(2026, 1, 29), Line(clock, "accuse-reception").Due);
        Assert.Equal(new DateOnly(2026, 3, 15), clock.SilenceDate);
        Assert.False(clock.DelaisOpposables);
        Assert.Equal("Délais de recours non opposables", Line(clock, "opposabilite").Label);
    }

    [Fact]
    public void Read_ReceiptsSent_LeavesTheSilenceDate()
    {
        var clock = LegalClock.Read(s_web with { AccuseEnregistrementAt = s_received, AccuseReceptionAt = s_received.AddDays(1) });

        Assert.True(clock.DelaisOpposables);
        Assert.DoesNotContain(clock.Lines, line => line.Kind == "opposabilite");
        Assert.Equal(new LegalClockNext(new DateOnly(2026, 3, 15), "silence"), clock.NextDate);
    }

    [Fact]
    public void Read_ReceiptForgotten_IsLateAndStillFirst()
    {
        var clock = LegalClock.Read(s_web with { AccuseEnregistrementAt = s_received, Today = new DateOnly(2026, 2, 1) });

        Assert.Equal(LegalClockState.Late, Line(clock, "accuse-reception").State);
        Assert.Equal("accuse-reception", clock.NextDate!.Kind);
    }

    [Fact]
    public void Read_SansObjet_HasNoSilenceDate()
    {
        var clock = LegalClock.Read(s_web with { Silence = SilenceEffect.SansObjet, Months = null, AccuseReceptionAt = s_received });

        Assert.Null(clock.SilenceDate);
        Assert.Null(clock.NextDate);
        Assert.Equal(LegalClockState.WithoutEffect, Line(clock, "silence").State);
    }

    [Fact]
    public void Read_PiecesAwaited_SuspendsARejectionUntilTheTerm()
    {
        var clock = LegalClock.Read(s_web with
        {
            AccuseReceptionAt = s_received,
            Suspensions = [new Suspension(new DateOnly(2026, 1, 20), new DateOnly(2026, 2, 10), null)],
            Today = new DateOnly(2026, 1, 25),
        });

        Assert.Equal(new DateOnly(2026, 4, 5), clock.SilenceDate);
        Assert.Equal(LegalClockState.Suspended, Line(clock, "silence").State);
        Assert.Equal(new LegalClockNext(new DateOnly(2026, 2, 10), "pieces"), clock.NextDate);
    }

    [Fact]
    public void Read_AcceptanceWithPieces_StartsWhenTheyAreIn()
    {
        var waiting = s_web with
        {
            Silence = SilenceEffect.Acceptation,
            Suspensions = [new Suspension(new DateOnly(2026, 1, 20), new DateOnly(2026, 2, 10), null)],
            Today = new DateOnly(2026, 1, 25),
        };

        Assert.Null(LegalClock.Read(waiting).SilenceDate);
        Assert.Equal(
            new DateOnly(2026, 4, 1),
            LegalClock.Read(waiting with { Suspensions = [waiting.Suspensions[0] with { ProducedOn = new DateOnly(2026, 2, 1) }] }).SilenceDate);
    }

    [Fact]
    public void Read_ForwardedRequest_CountsRejectionFromTheFirstAuthorityAndAcceptanceFromTheCompetentOne()
    {
        var forwarded = s_web with { CompetentReceivedAt = s_received.AddDays(10) };

        Assert.Equal(new DateOnly(2026, 3, 15), LegalClock.Read(forwarded).SilenceDate);
        Assert.Equal(new DateOnly(2026, 3, 25), LegalClock.Read(forwarded with { Silence = SilenceEffect.Acceptation }).SilenceDate);
    }

    [Fact]
    public void Read_CounterWithPureDelivery_AsksForNoReceipt()
    {
        var clock = LegalClock.Read(s_web with { Electronic = false, PureDelivery = true });

        Assert.Equal(LegalClockState.WithoutEffect, Line(clock, "accuse-reception").State);
        Assert.DoesNotContain(clock.Lines, line => line.Kind is "accuse-enregistrement" or "opposabilite");
    }

    [Theory]
    [InlineData(15, LegalClockState.WithoutEffect)]
    [InlineData(16, LegalClockState.Late)]
    public void Read_CounterDecidedAfterDays_AsksForAReceiptPastFifteen(int days, LegalClockState state) => Assert.Equal(
        state,
        Line(LegalClock.Read(s_web with { Electronic = false, DecidedAt = s_received.AddDays(days), Today = new DateOnly(2026, 2, 15) }), "accuse-reception").State);

    [Fact]
    public void Read_ImpliedRejection_GivesTheAppealDateOnlyWhenItCanBeOpposed()
    {
        var past = s_web with { Today = new DateOnly(2026, 3, 20) };

        Assert.Equal(LegalClockState.WithoutEffect, Line(LegalClock.Read(past), "recours").State);
        Assert.Equal(new DateOnly(2026, 5, 18), Line(LegalClock.Read(past with { AccuseReceptionAt = s_received }), "recours").Due);
    }

    private static LegalClockLine Line(LegalClock clock, string kind) => Assert.Single(clock.Lines, line => line.Kind == kind);
}
