namespace Beffroi.Portal.Delais;

/// <summary>What the silence of the town hall means at the end of the delay.</summary>
public enum SilenceEffect
{
    /// <summary>Nothing: the démarche is not a request for a decision.</summary>
    SansObjet,

    /// <summary>The request is granted (CRPA L231-1).</summary>
    Acceptation,

    /// <summary>The request is refused (CRPA L231-4).</summary>
    Rejet,

    /// <summary>The commune gives up its right, as with an intent to sell (C. urb. L213-2).</summary>
    Renonciation,
}

/// <summary>All that the legal clock of a dossier depends on; instants are UTC.</summary>
public sealed record LegalClockInput
{
    /// <summary>Whether the request came electronically (web, e-mail); the counter, the phone and letters follow the paper regime.</summary>
    public required bool Electronic { get; init; }

    /// <summary>When the first authority received it.</summary>
    public required DateTime ReceivedAt { get; init; }

    /// <summary>When the competent authority received it, if it was forwarded (CRPA L114-2, L114-3).</summary>
    public DateTime? CompetentReceivedAt { get; init; }

    /// <summary>What silence means for this démarche.</summary>
    public required SilenceEffect Silence { get; init; }

    /// <summary>The delay in months, or null when silence has no effect.</summary>
    public int? Months { get; init; }

    /// <summary>The text that sets the meaning of silence, when the démarche names one.</summary>
    public string? SilenceSource { get; init; }

    /// <summary>Whether the démarche only hands over a service or a document that a text provides (no paper receipt is due, CRPA R112-5).</summary>
    public bool PureDelivery { get; init; }

    /// <summary>When the accusé d’enregistrement left.</summary>
    public DateTime? AccuseEnregistrementAt { get; init; }

    /// <summary>When an accusé de réception with all its mentions left.</summary>
    public DateTime? AccuseReceptionAt { get; init; }

    /// <summary>The day on which silence became a decision, once that is recorded: nothing moves it any more.</summary>
    public DateOnly? ImpliedOn { get; init; }

    /// <summary>When the decision was taken.</summary>
    public DateTime? DecidedAt { get; init; }

    /// <summary>When the decision was notified, with proof.</summary>
    public DateTime? NotifiedAt { get; init; }

    /// <summary>The requests for missing pieces.</summary>
    public IReadOnlyList<Suspension> Suspensions { get; init; } = [];

    /// <summary>The holidays that count.</summary>
    public HolidayZone Zone { get; init; }

    /// <summary>The civil date in Paris on which the clock is read.</summary>
    public required DateOnly Today { get; init; }
}
