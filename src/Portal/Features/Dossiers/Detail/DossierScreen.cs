using Beffroi.Portal.Communes;
using Beffroi.Portal.Delais;
using Beffroi.Portal.Features.Absences;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.Features.Connaissances;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Engine;
using Beffroi.Portal.Features.Dossiers.Consultations;
using Beffroi.Portal.Features.Dossiers.Remontees;
using Beffroi.Portal.Features.Dossiers.Satisfactions;
using Beffroi.Portal.Features.Dossiers.Taches;
using Beffroi.Portal.Features.Objectifs;
using Beffroi.Web.Text;

namespace Beffroi.Portal.Features.Dossiers.Detail;

/// <summary>One entry of the thread: an event, a message or a note, the newest first.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Icon">Its drawing.</param>
/// <param name="Who">Who did it.</param>
/// <param name="What">What happened, in words that follow the name; null for a message.</param>
/// <param name="Body">The text of a message or of a note.</param>
/// <param name="Internal">Whether only agents see it.</param>
/// <param name="Pieces">The files that came with it.</param>
public sealed record ThreadEntry(DateTime At, string Icon, string Who, string? What, string? Body, bool Internal, IReadOnlyList<Piece> Pieces);

/// <summary>Another dossier of the same person in the same commune.</summary>
public sealed record OtherDossier(string Numero, string Objet, Phase Phase, DateTime ReceivedAt);

/// <summary>A colleague who may be given the dossier.</summary>
public sealed record Colleague(Guid Id, string Nom);

/// <summary>Everything that the screens of one dossier show.</summary>
public sealed record DossierScreen
{
    /// <summary>The dossier.</summary>
    public required Dossier Dossier { get; init; }

    /// <summary>Its commune with its colour.</summary>
    public required RailCommune Commune { get; init; }

    /// <summary>The démarche in the version that was filled in; null when the catalogue has lost it.</summary>
    public required DemarcheDefinition? Demarche { get; init; }

    /// <summary>The answers in words.</summary>
    public required IReadOnlyList<SummaryGroup> Answers { get; init; }

    /// <summary>The thread.</summary>
    public required IReadOnlyList<ThreadEntry> Thread { get; init; }

    /// <summary>The templates of answers and the notes for its démarche.</summary>
    public required ConnaissanceOffer Connaissances { get; init; }

    /// <summary>The files.</summary>
    public required IReadOnlyList<Piece> Pieces { get; init; }

    /// <summary>The request of pieces that the usager has not answered.</summary>
    public required PieceRequest? Awaited { get; init; }

    /// <summary>The legal clock.</summary>
    public required IReadOnlyList<LegalClockLine> Clock { get; init; }

    /// <summary>What the usager thinks of it, once ended.</summary>
    public required Satisfaction? Satisfaction { get; init; }

    /// <summary>The tasks about it, done or not.</summary>
    public required IReadOnlyList<Tache> Taches { get; init; }

    /// <summary>The opinions asked for about it, the newest first.</summary>
    public required IReadOnlyList<Consultation> Consultations { get; init; }

    /// <summary>Its being handed up, while it is.</summary>
    public required Remontee? Remontee { get; init; }

    /// <summary>Those to whom it may be handed up.</summary>
    public required IReadOnlyList<Colleague> Superiors { get; init; }

    /// <summary>The services of the commune.</summary>
    public required IReadOnlyList<Service> Services { get; init; }

    /// <summary>Who may be given the dossier.</summary>
    public required IReadOnlyList<Colleague> Colleagues { get; init; }

    /// <summary>The phases that have a target of the commune, in their order.</summary>
    public required IReadOnlyList<SuiviObjectif> Objectifs { get; init; }

    /// <summary>Who of the commune is away today.</summary>
    public required AbsentAgents Absents { get; init; }

    /// <summary>Other dossiers of the person.</summary>
    public required IReadOnlyList<OtherDossier> Others { get; init; }

    /// <summary>Lines of the log.</summary>
    public required int LogLines { get; init; }

    /// <summary>Whether each line of the log is the one that was written and follows the one before it in the commune.</summary>
    public required bool ChainHolds { get; init; }

    /// <summary>Who qualified and when.</summary>
    public required string? Qualified { get; init; }

    /// <summary>May qualify.</summary>
    public required bool MayQualify { get; init; }

    /// <summary>May decide and deliver.</summary>
    public required bool MayTreat { get; init; }

    /// <summary>May write, ask for pieces, assign.</summary>
    public required bool MayWork { get; init; }

    /// <summary>May change the commune's settings.</summary>
    public required bool MayAdminister { get; init; }

    /// <summary>Whether the law asks for an acknowledgement that this agent may print and give on paper.</summary>
    public required bool AwaitsPaperAcknowledgement { get; init; }

    /// <summary>The opinions that are awaited.</summary>
    public IEnumerable<Consultation> AvisAttendus => Consultations.Where(row => row.IsOpen);

    /// <summary>The sub-tasks that are still to be done.</summary>
    public IEnumerable<Tache> SousTaches => Taches.Where(task => task is { Kind: TacheKind.SousTache, DoneAt: null });

    /// <summary>The service in charge.</summary>
    public Service? Service => Services.FirstOrDefault(service => service.Id == Dossier.ServiceId);

    /// <summary>The legal line that is late, the first one when several are.</summary>
    public LegalClockLine? Late => Dossier.IsClosed ? null : Clock.FirstOrDefault(line => line is { State: LegalClockState.Late, Due: not null });

    /// <summary>A line of the clock in words: when, what more there is to say, and the text that asks for it; one a line.</summary>
    public static string ClockWords(LegalClockLine line, DateOnly today)
    {
        var when = line switch
        {
            { Due: { } due, State: LegalClockState.Done } => "date limite le " + FrenchDates.ShortDate(due, today),
            { Due: { } due } => $"au plus tard le {FrenchDates.Date(due)} ({FrenchDates.Due(due, today)})",
            _ => null,
        };
        return string.Join('\n', ((string?[])[when, line.Note, line.Source]).Where(part => !string.IsNullOrEmpty(part)));
    }

    /// <summary>« Terminée le 10 novembre par C. Essai ».</summary>
    public string QualificationDetail => Qualified ?? "À faire par l’accueil";

    /// <summary>« État civil · Dominique Exemple ».</summary>
    public string TreatmentDetail => string.Join(" · ", ((string?[])[Service?.Nom, Dossier.AgentNom ?? (Dossier.IsClosed ? null : "personne en charge")])
        .Where(part => part is not null));
}
