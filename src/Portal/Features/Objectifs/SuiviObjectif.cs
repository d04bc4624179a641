using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers;

namespace Beffroi.Portal.Features.Objectifs;

/// <summary>Why a target stands still.</summary>
public enum PauseReason
{
    /// <summary>The usager has to answer; set by itself when pieces are asked, and ended by itself when they come.</summary>
    AttenteUsager,

    /// <summary>The opinion of another administration or of a commission is awaited.</summary>
    AttenteAvis,

    /// <summary>Somebody else has to do something: a company, an expert, a neighbour.</summary>
    AttenteTiers,

    /// <summary>The weather does not let the work be done.</summary>
    Intemperies,

    /// <summary>Works are planned, or under way.</summary>
    Travaux,
}

/// <summary>One phase of a dossier against its target: the target as it was when the phase began, pauses left out.</summary>
public sealed class SuiviObjectif : ICommuneOwned
{
    /// <summary>The dossier.</summary>
    public required Guid DossierId { get; init; }

    /// <inheritdoc />
    public required Guid CommuneId { get; init; }

    /// <summary>The phase, as targets count them.</summary>
    public required Phase Phase { get; init; }

    /// <summary>When it began, UTC.</summary>
    public required DateTime BegunAt { get; init; }

    /// <summary>The target that held when it began, or when the dossier went to another service.</summary>
    public Guid ObjectifId { get; private set; }

    /// <summary>Its hours or days.</summary>
    public int Amount { get; private set; }

    /// <summary>What they are.</summary>
    public ObjectifUnit Unit { get; private set; }

    /// <summary>How many of them before the end the agent in charge is told.</summary>
    public int Before { get; private set; }

    /// <summary>When it is to be reached, UTC; while it stands still, without the pause that is under way.</summary>
    public DateTime DueAt { get; private set; }

    /// <summary>When the agent in charge is told, UTC; null for never.</summary>
    public DateTime? NearAt { get; private set; }

    /// <summary>Since when it stands still, UTC.</summary>
    public DateTime? PausedAt { get; private set; }

    /// <summary>Why it stands still.</summary>
    public PauseReason? PauseReason { get; private set; }

    /// <summary>The minutes of opening during pauses that are over.</summary>
    public int PausedMinutes { get; private set; }

    /// <summary>The days of opening during pauses that are over.</summary>
    public int PausedDays { get; private set; }

    /// <summary>When the phase ended, UTC.</summary>
    public DateTime? EndedAt { get; private set; }

    /// <summary>When the agent in charge was told, UTC.</summary>
    public DateTime? NearToldAt { get; private set; }

    /// <summary>When it was told that it is missed, UTC.</summary>
    public DateTime? MissedToldAt { get; private set; }

    /// <summary>When somebody is next to be told, UTC; null when nobody is. The job looks for those that have come.</summary>
    public DateTime? PrevenirAt { get; private set; }

    /// <summary>Takes a target, from the beginning of the phase on.</summary>
    public void Aim(Objectif target, OpeningCalendar calendar)
    {
        (ObjectifId, Amount, Unit, Before) = (target.Id, target.Amount, target.Unit, target.Before);
        // Another target may have another service's head to tell.
        (NearToldAt, MissedToldAt) = (null, null);
        Reckon(calendar);
    }

    /// <summary>It stands still from now on; one pause at a time, the first reason stands.</summary>
    public void Pause(PauseReason reason, DateTime now)
    {
        if (EndedAt is null && PausedAt is null)
        {
            (PausedAt, PauseReason, PrevenirAt) = (now, reason, null);
        }
    }

    /// <summary>It runs again: what it lost is added to its end. A pause that begins once it is missed changes nothing to that.</summary>
    public void Resume(DateTime now, OpeningCalendar calendar)
    {
        if (PausedAt is not { } since)
        {
            return;
        }

        if (since < DueAt)
        {
            PausedMinutes += (int)Math.Ceiling(calendar.OpenTime(since, now).TotalMinutes);
            PausedDays += calendar.OpenDays(since, now);
        }

        (PausedAt, PauseReason) = (null, null);
        Reckon(calendar);
    }

    /// <summary>The phase is over.</summary>
    public void End(DateTime now, OpeningCalendar calendar)
    {
        Resume(now, calendar);
        (EndedAt, PrevenirAt) = (now, null);
    }

    /// <summary>Whoever is to be told is told now, once.</summary>
    /// <returns>True when it is told that the target is missed, false when it is told that it is near.</returns>
    public bool Tell(DateTime now)
    {
        var missed = DueAt <= now;
        // What is missed is near no more: after hours without a run, one word stands for both.
        NearToldAt ??= now;
        MissedToldAt ??= missed ? (DateTime?)now : null;
        Wait();
        return missed;
    }

    /// <summary>Whether it was missed, or is by now.</summary>
    public bool IsMissed(DateTime now) => (EndedAt ?? PausedAt ?? now) > DueAt;

    /// <summary>Whether it runs and comes near, and is not missed.</summary>
    public bool IsNear(DateTime now) => EndedAt is null && PausedAt is null && NearAt <= now && !IsMissed(now);

    private void Reckon(OpeningCalendar calendar)
    {
        DueAt = At(Amount, calendar);
        NearAt = Before > 0 ? At(Amount - Before, calendar) : null;
        Wait();
    }

    private DateTime At(int amount, OpeningCalendar calendar) => Unit == ObjectifUnit.Heures
        ? calendar.Add(BegunAt, TimeSpan.FromMinutes((amount * 60) + PausedMinutes))
        : calendar.AddDays(BegunAt, amount + PausedDays);

    private void Wait() => PrevenirAt = EndedAt is not null || PausedAt is not null ? null
        : NearToldAt is null && NearAt is not null ? NearAt
        : MissedToldAt is null ? (DateTime?)DueAt : null;
}
