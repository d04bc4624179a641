using Beffroi.Web.Text;
namespace Beffroi.Portal.Delais;

/// <summary>Where one line of the legal clock stands.</summary>
public enum LegalClockState
{
    /// <summary>Done, or the date has had its effect.</summary>
    Done,

    /// <summary>The date is past and nothing was done.</summary>
    Late,

    /// <summary>The date is ahead.</summary>
    Pending,

    /// <summary>The delay is stopped until pieces come.</summary>
    Suspended,

    /// <summary>No date follows from the law here.</summary>
    WithoutEffect,
}

/// <summary>One line of the legal clock, as the bureau shows it.</summary>
/// <param name="Kind">A stable code: accuse-enregistrement, accuse-reception, opposabilite, pieces, silence, recours.</param>
/// <param name="Label">The line in words.</param>
/// <param name="Due">The last day, when there is one.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Source">The text that asks for it.</param>
/// <param name="Note">What more there is to say, in French, or null.</param>
public sealed record LegalClockLine(string Kind, string Label, DateOnly? Due, LegalClockState State, string Source, string? Note = null);

/// <summary>The date that the town hall must hold next.</summary>
public sealed record LegalClockNext(DateOnly Date, string Kind);

/// <summary>The dates that the law sets on a dossier, from its reception to the end of the appeal delay; an aid, never a decision.</summary>
public sealed record LegalClock
{
    /// <summary>The kind of the line on silence.</summary>
    public const string Silence = "silence";

    private LegalClock(IReadOnlyList<LegalClockLine> lines, bool opposable, DateOnly? silenceDate)
    {
        Lines = lines;
        DelaisOpposables = opposable;
        SilenceDate = silenceDate;
        NextDate = lines
            .Where(line => line is { Due: not null, Kind: not "recours", State: LegalClockState.Late or LegalClockState.Pending or LegalClockState.Suspended })
            .OrderBy(line => line.Due)
            .Select(line => new LegalClockNext(line.Due!.Value, line.Kind))
            .FirstOrDefault();
    }

    /// <summary>The lines, in the order of the dossier's life.</summary>
    public IReadOnlyList<LegalClockLine> Lines { get; }

    /// <summary>What orders the inbox, or null when nothing is awaited.</summary>
    public LegalClockNext? NextDate { get; }

    /// <summary>False while no compliant accusé de réception was sent: appeal limits do not bind the usager (CRPA L112-12).</summary>
    public bool DelaisOpposables { get; }

    /// <summary>The day on which silence becomes a decision, or null when it does not or not yet.</summary>
    public DateOnly? SilenceDate { get; }

    /// <summary>Reads the clock of a dossier.</summary>
    public static LegalClock Read(LegalClockInput input)
    {
        var calendar = LegalCalendar.Of(input.Zone);
        var received = FrenchDates.DayOf(input.ReceivedAt);
        var competent = input.CompetentReceivedAt is { } forwarded ? FrenchDates.DayOf(forwarded) : received;
        var silence = SilenceLine(input, received, competent);
        var lines = new List<LegalClockLine>();
        if (input.Electronic)
        {
            lines.Add(AccuseEnregistrement(input, calendar.AddJoursOuvres(received, Number("accuse-enregistrement-limite"))));
            lines.Add(AccuseReception(input, calendar.AddJoursOuvres(competent, Number("accuse-reception-limite")), "CRPA R. 112-11-2"));
        }
        else
        {
            lines.Add(PaperAccuse(input, competent));
        }

        var opposable = input.AccuseReceptionAt is not null || lines[^1].State == LegalClockState.WithoutEffect;
        if (!opposable)
        {
            lines.Add(new LegalClockLine(
                "opposabilite", "Délais de recours non opposables", null, lines[^1].State, "CRPA L. 112-12, L. 112-6 ; CJA R. 421-5",
                "tant qu’un accusé de réception avec toutes ses mentions n’est pas envoyé"));
        }

        lines.AddRange(input.Suspensions.OrderBy(row => row.AskedOn).Select(row => Pieces(row, input.Today)));
        lines.Add(silence);
        if (Recours(input, calendar, silence, opposable) is { } recours)
        {
            lines.Add(recours);
        }

        return new LegalClock(lines, opposable, silence.Due);
    }

    private static LegalClockLine AccuseEnregistrement(LegalClockInput input, DateOnly due)
    {
        // An accusé de réception that leaves first makes the other needless (CRPA L112-11).
        var sent = Earliest(input.AccuseEnregistrementAt, input.AccuseReceptionAt);
        return Sent("accuse-enregistrement", "Accusé d’enregistrement", due, sent, input.Today, "CRPA R. 112-11-2");
    }

    private static LegalClockLine AccuseReception(LegalClockInput input, DateOnly due, string source) =>
        Sent("accuse-reception", "Accusé de réception", due, input.AccuseReceptionAt, input.Today, source);

    private static LegalClockLine PaperAccuse(LegalClockInput input, DateOnly received)
    {
        const string source = "CRPA L. 112-3, R. 112-5";
        var days = DelaiTable.Current.Constantes["dispense_accuse_papier_jours"].Valeur;
        var due = received.AddDays(days);
        if (input.AccuseReceptionAt is null && input.PureDelivery)
        {
            return new LegalClockLine(
                "accuse-reception", "Accusé de réception", null, LegalClockState.WithoutEffect, source, "pas d’accusé pour la simple délivrance d’un document");
        }

        if (input.AccuseReceptionAt is null && input.DecidedAt is { } decided && FrenchDates.DayOf(decided) <= due)
        {
            return new LegalClockLine(
                "accuse-reception", "Accusé de réception", null, LegalClockState.WithoutEffect, source, $"pas d’accusé quand la décision vient en {days}\u00a0jours");
        }

        return AccuseReception(input, due, source);
    }

    private static LegalClockLine Pieces(Suspension row, DateOnly today)
    {
        const string source = "CRPA L. 114-5, R. 112-11-4";
        if (row.ProducedOn is not null)
        {
            return new LegalClockLine("pieces", "Pièces demandées, puis reçues", row.Term, LegalClockState.Done, source);
        }

        return today <= row.Term
            ? new LegalClockLine("pieces", "Pièces attendues de l’usager", row.Term, LegalClockState.Suspended, source)
            : new LegalClockLine("pieces", "Pièces non reçues", row.Term, LegalClockState.Late, source, "le délai donné à l’usager est passé");
    }

    private static LegalClockLine SilenceLine(LegalClockInput input, DateOnly received, DateOnly competent)
    {
        var (source, label) = input.Silence switch
        {
            SilenceEffect.Acceptation => ("CRPA L. 231-1, L. 114-3", "Le silence vaut acceptation"),
            SilenceEffect.Rejet => ("CRPA L. 231-4, L. 114-3", "Le silence vaut rejet"),
            SilenceEffect.Renonciation => ("C. urb. L. 213-2", "Le silence vaut renonciation"),
            _ => ("", "Silence sans effet"),
        };
        source = input.SilenceSource is { Length: > 0 } named ? named : source;
        if (input.ImpliedOn is { } born)
        {
            return input.DecidedAt is null
                ? new LegalClockLine(Silence, label, born, LegalClockState.Late, source, Born(input.Silence) + ", enregistrée au journal")
                : new LegalClockLine(Silence, label, born, LegalClockState.Done, source, Born(input.Silence) + ", puis une décision a été prise");
        }

        if (input.Silence == SilenceEffect.SansObjet || input.Months is not { } months)
        {
            return new LegalClockLine(Silence, "Silence sans effet", null, LegalClockState.WithoutEffect, source, "aucune décision ne naît du silence");
        }

        var due = input.Silence switch
        {
            SilenceEffect.Acceptation => AcceptanceEnd(input, competent, months),
            SilenceEffect.Rejet => Suspension.Delay(LegalCalendar.AddMonths(received, months), input.Suspensions),
            _ => Suspension.Delay(LegalCalendar.AddMonths(competent, months), input.Suspensions),
        };
        if (input.DecidedAt is not null)
        {
            return new LegalClockLine(Silence, label, due, LegalClockState.Done, source, "une décision a été prise");
        }

        if (due is null)
        {
            return new LegalClockLine(Silence, label, null, LegalClockState.Suspended, source, "le délai ne court qu’à partir de l’arrivée des pièces demandées");
        }

        if (input.Today > due)
        {
            return new LegalClockLine(Silence, label, due, LegalClockState.Late, source, Born(input.Silence));
        }

        return input.Suspensions.Any(row => row.AskedOn <= input.Today && input.Today < row.EndsOn)
            ? new LegalClockLine(Silence, label, due, LegalClockState.Suspended, source, "date reportée si les pièces n’arrivent qu’au terme fixé")
            : new LegalClockLine(Silence, label, due, LegalClockState.Pending, source);
    }

    // Acceptance runs from a complete file before the competent authority (CRPA L114-5); a request made once it is born stops nothing.
    private static DateOnly? AcceptanceEnd(LegalClockInput input, DateOnly competent, int months)
    {
        var end = LegalCalendar.AddMonths(competent, months);
        foreach (var row in input.Suspensions.OrderBy(row => row.AskedOn))
        {
            if (row.AskedOn > end)
            {
                break;
            }

            if (row.ProducedOn is not { } produced)
            {
                return null;
            }

            var complete = LegalCalendar.AddMonths(produced > competent ? produced : competent, months);
            end = complete > end ? complete : end;
        }

        return end;
    }

    private static string Born(SilenceEffect silence) => silence switch
    {
        SilenceEffect.Acceptation => "la décision implicite d’acceptation est née",
        SilenceEffect.Rejet => "la décision implicite de rejet est née",
        _ => "la renonciation est née",
    };

    private static LegalClockLine? Recours(LegalClockInput input, LegalCalendar calendar, LegalClockLine silence, bool opposable)
    {
        if (input.NotifiedAt is { } notified)
        {
            var end = calendar.FrancMonths(FrenchDates.DayOf(notified), Number("recours-contentieux-limite"));
            return Appeal("Recours contre la décision", end, input.Today, "CJA R. 421-1", "si la notification porte les voies et délais de recours");
        }

        if (input.Silence != SilenceEffect.Rejet || silence is not { State: LegalClockState.Late, Due: { } born })
        {
            return null;
        }

        var last = calendar.FrancMonths(born, Number("recours-contre-rejet-implicite-limite"));
        return opposable
            ? Appeal("Recours contre le rejet implicite", last, input.Today, "CJA R. 421-2", null)
            : new LegalClockLine("recours", "Recours contre le rejet implicite", null, LegalClockState.WithoutEffect, "CJA R. 421-2, R. 421-5", "délais non opposables");
    }

    private static LegalClockLine Appeal(string label, DateOnly end, DateOnly today, string source, string? note) =>
        new("recours", label, end, today > end ? LegalClockState.Done : LegalClockState.Pending, source, note);

    private static LegalClockLine Sent(string kind, string label, DateOnly due, DateTime? sentAt, DateOnly today, string source)
    {
        if (sentAt is { } sent)
        {
            var late = FrenchDates.DayOf(sent) > due;
            return new LegalClockLine(kind, label, due, LegalClockState.Done, source, late ? "envoyé après le terme" : null);
        }

        return new LegalClockLine(kind, label, due, today > due ? LegalClockState.Late : LegalClockState.Pending, source);
    }

    private static DateTime? Earliest(DateTime? one, DateTime? other) => one is null || other < one ? other ?? one : one;

    private static int Number(string regle) => DelaiRules.Find(regle)!.Nombre!.Value;
}
