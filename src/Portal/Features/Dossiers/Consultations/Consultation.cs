using Beffroi.Portal.Data;

namespace Beffroi.Portal.Features.Dossiers.Consultations;

/// <summary>What the person or the service that was asked thinks.</summary>
public enum Opinion
{
    /// <summary>For it.</summary>
    Favorable,

    /// <summary>For it, under conditions that the text says.</summary>
    Reserves,

    /// <summary>Against it, for reasons that the text says.</summary>
    Defavorable,

    /// <summary>Nothing to say about it.</summary>
    SansAvis,
}

/// <summary>
/// An opinion that the town hall asks for about a dossier: of an agent or a service of its own, or of a person or a body outside that opens
/// it by a secret link. Answered once; what is shown is the question and the pieces that were chosen, nothing else of the dossier.
/// </summary>
public sealed class Consultation : ICommuneOwned
{
    /// <summary>The longest question and the longest answer, in characters.</summary>
    public const int MaxText = 4_000;

    /// <summary>The longest name, in characters.</summary>
    public const int MaxName = 120;

    /// <summary>How many days after the awaited day a link still opens.</summary>
    public const int DaysAfterDue = 15;

    /// <summary>The key.</summary>
    public required Guid Id { get; init; }

    /// <inheritdoc />
    public required Guid CommuneId { get; init; }

    /// <summary>The dossier.</summary>
    public required Guid DossierId { get; init; }

    /// <summary>The agent who asks.</summary>
    public required Guid AskedById { get; init; }

    /// <summary>The name and quality of the agent who asks, as shown.</summary>
    public required string AskedByNom { get; init; }

    /// <summary>When it was asked, UTC.</summary>
    public required DateTime AskedAt { get; init; }

    /// <summary>Who is asked, as shown: an agent, a service, or a person or body outside.</summary>
    public required string Nom { get; init; }

    /// <summary>The agent of the commune who is asked.</summary>
    public Guid? AgentId { get; init; }

    /// <summary>The service of the commune that is asked.</summary>
    public Guid? ServiceId { get; init; }

    /// <summary>The address of who is asked outside; null inside.</summary>
    public string? Courriel { get; init; }

    /// <summary>The question.</summary>
    public required string Question { get; init; }

    /// <summary>The keys of the pieces that are shown, one after the other, separated by spaces; empty for none.</summary>
    public required string Montrees { get; init; }

    /// <summary>The day for which it is awaited, in legal time.</summary>
    public required DateOnly Due { get; init; }

    /// <summary>The day on which the reminder before the awaited day was queued.</summary>
    public DateOnly? RemindedOn { get; private set; }

    /// <summary>The day on which the reminder of the awaited day was queued.</summary>
    public DateOnly? DueToldOn { get; private set; }

    /// <summary>When it was answered or given up, UTC; null while it is awaited.</summary>
    public DateTime? EndedAt { get; private set; }

    /// <summary>The opinion; null while it is awaited, and when it was given up.</summary>
    public Opinion? Sens { get; private set; }

    /// <summary>Who signed the answer, or gave the question up.</summary>
    public string? EndedByNom { get; private set; }

    /// <summary>The internal message that holds the answer and its file.</summary>
    public Guid? MessageId { get; private set; }

    /// <summary>Whether it is asked of somebody outside the town hall.</summary>
    public bool IsOutside => Courriel is not null;

    /// <summary>Whether it is still awaited.</summary>
    public bool IsOpen => EndedAt is null;

    /// <summary>The last day on which the link opens, in legal time.</summary>
    public DateOnly LastDay => Due.AddDays(DaysAfterDue);

    /// <summary>The pieces that are shown.</summary>
    public IReadOnlyList<Guid> Pieces => [.. Montrees.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Guid.Parse)];

    /// <summary>Whether somebody outside may still answer on this day.</summary>
    public bool OpensOn(DateOnly today) => IsOpen && IsOutside && today <= LastDay;

    /// <summary>It is answered, once.</summary>
    /// <exception cref="DossierRuleException">It was answered before, or given up.</exception>
    public void Answer(Opinion opinion, string by, Guid messageId, DateTime now)
    {
        RequireOpen();
        (Sens, EndedByNom, MessageId, EndedAt) = (opinion, by, messageId, now);
    }

    /// <summary>It is no longer awaited.</summary>
    /// <exception cref="DossierRuleException">It was answered before, or given up.</exception>
    public void GiveUp(string by, DateTime now)
    {
        RequireOpen();
        (EndedByNom, EndedAt) = (by, now);
    }

    /// <summary>The reminder that is to leave on this day; null for none. Each leaves once, and the one before the day not on the heels of the question.</summary>
    public ConsultationReminder? ReminderOn(DateOnly today, DateOnly asked)
    {
        if (!IsOpen || today > LastDay)
        {
            return null;
        }

        if (today >= Due)
        {
            return DueToldOn is null ? ConsultationReminder.Jour : null;
        }

        return RemindedOn is null && today >= Due.AddDays(-DaysBefore) && asked < Due.AddDays(-DaysBefore) ? ConsultationReminder.Avant : null;
    }

    /// <summary>A reminder was queued.</summary>
    public void Remind(ConsultationReminder reminder, DateOnly today)
    {
        RequireOpen();
        if (reminder is ConsultationReminder.Avant)
        {
            RemindedOn = today;
        }
        else
        {
            DueToldOn = today;
        }
    }

    /// <summary>How many days before the awaited day the first reminder leaves.</summary>
    public const int DaysBefore = 3;

    private void RequireOpen()
    {
        if (!IsOpen)
        {
            throw new DossierRuleException(Sens is null
                ? "La mairie n’attend plus cet avis\u00a0: il n’a pas été enregistré."
                : "Un avis a déjà été donné, et il ne se donne qu’une fois. Pour le compléter, écrivez à la mairie.");
        }
    }
}

/// <summary>The reminders of an opinion that is awaited.</summary>
public enum ConsultationReminder
{
    /// <summary>Some days before.</summary>
    Avant,

    /// <summary>On the day itself, or after days on which nothing ran.</summary>
    Jour,
}

/// <summary>A secret link of an opinion that is asked outside: only the hash of its token is kept. Each mail has a link of its own.</summary>
public sealed class ConsultationLien : ICommuneOwned
{
    /// <summary>SHA-256 of the token, in lower-case hexadecimal: the key.</summary>
    public required string Hash { get; init; }

    /// <inheritdoc />
    public required Guid CommuneId { get; init; }

    /// <summary>The opinion that it opens.</summary>
    public required Guid ConsultationId { get; init; }
}
