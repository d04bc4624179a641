using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers.Mandats;
using Beffroi.Web.Text;

namespace Beffroi.Portal.Features.Dossiers;

/// <summary>One filed request, whatever the channel, from its arrival to its end.</summary>
public sealed partial class Dossier : ICommuneOwned
{
    /// <summary>The key.</summary>
    public required Guid Id { get; init; }

    /// <inheritdoc />
    public required Guid CommuneId { get; init; }

    /// <summary>The number that agents use, such as <c>50502-2026-00012</c>.</summary>
    public required string Numero { get; init; }

    /// <summary>The code by which the usager follows it, ten symbols without space.</summary>
    public required string Code { get; set; }

    /// <summary>The code that it had before the usager contested the mandate: it opens nothing, and says so.</summary>
    public string? AncienCode { get; private set; }

    /// <summary>The draft that it was filed from: a form sent twice gives one dossier.</summary>
    public Guid? DraftId { get; init; }

    /// <summary>The démarche.</summary>
    public required string DemarcheCode { get; init; }

    /// <summary>The exact version of the démarche that the usager saw.</summary>
    public required string DemarcheVersion { get; init; }

    /// <summary>What is asked, in a few words.</summary>
    public required string Objet { get; init; }

    /// <summary>How it came.</summary>
    public required Channel Channel { get; init; }

    /// <summary>When it was received, UTC; never changes (CRPA L112-13).</summary>
    public required DateTime ReceivedAt { get; init; }

    /// <summary>The answers, as JSON.</summary>
    public required string Answers { get; init; }

    /// <summary>The usager's name.</summary>
    public required string UsagerNom { get; init; }

    /// <summary>The address that receipts and answers go to, when one was given.</summary>
    public string? UsagerCourriel { get; init; }

    /// <summary>The usager's phone, when one was given.</summary>
    public string? UsagerTelephone { get; init; }

    /// <summary>The account that the dossier is joined to.</summary>
    public Guid? UsagerSub { get; private set; }

    /// <summary>The record of the person in the commune; null while nobody is sure who it is.</summary>
    public Guid? PersonneId { get; set; }

    /// <summary>The agent who filed it for the usager at the counter or on the phone.</summary>
    public Guid? FiledByAgentId { get; init; }

    /// <summary>The mandate of who made the request for the usager; null when the usager made it.</summary>
    public Mandat? Mandat { get; init; }

    /// <summary>When an agent noted that the usager contests the mandate, UTC.</summary>
    public DateTime? MandatContesteAt { get; private set; }

    /// <summary>Where it stands.</summary>
    public Phase Phase { get; private set; }

    /// <summary>The service that treats it.</summary>
    public Guid? ServiceId { get; private set; }

    /// <summary>How urgent it is judged.</summary>
    public Priority Priority { get; private set; }

    /// <summary>The agent in charge.</summary>
    public Guid? AgentId { get; private set; }

    /// <summary>The agent's name as shown.</summary>
    public string? AgentNom { get; private set; }

    /// <summary>Whether pieces are awaited from the usager.</summary>
    public bool AttendUsager { get; private set; }

    /// <summary>Whether the usager wrote something that no agent has answered or read.</summary>
    public bool Nouveau { get; private set; }

    /// <summary>When the registration receipt was prepared, UTC.</summary>
    public DateTime? AccuseEnregistrementAt { get; set; }

    /// <summary>When the acknowledgement with every mention was prepared, or given on paper, UTC.</summary>
    public DateTime? AccuseReceptionAt { get; set; }

    /// <summary>The next legal date, which orders the inbox; the far future when there is none.</summary>
    public DateOnly NextDate { get; set; } = DateOnly.MaxValue;

    /// <summary>What the next date is about.</summary>
    public string? NextDateKind { get; set; }

    /// <summary>What was decided.</summary>
    public Outcome? Outcome { get; private set; }

    /// <summary>The reasons or the text of the answer.</summary>
    public string? Motif { get; private set; }

    /// <summary>When it was decided, UTC.</summary>
    public DateTime? DecidedAt { get; private set; }

    /// <summary>When it ended, UTC.</summary>
    public DateTime? ClosedAt { get; private set; }

    /// <summary>When something last happened, UTC.</summary>
    public DateTime UpdatedAt { get; private set; }

    /// <summary>Counts the changes: a form built on an older version is refused and nothing is lost.</summary>
    public int Version { get; private set; } = 1;

    /// <summary>The number without the commune, for screens that show the commune beside it.</summary>
    public string NumeroCourt => Numero[(Numero.IndexOf('-', StringComparison.Ordinal) + 1)..];

    /// <summary>The addresses that mails go to, as they are said; null when nobody gave one.</summary>
    public string? Destinataires => Recipients.Of(this) is { Count: > 0 } some ? French.List(some.Select(one => one.Address)) : null;

    /// <summary>Whether the dossier is ended.</summary>
    public bool IsClosed => Phase == Phase.Cloture;

    /// <summary>Sets where a new dossier starts.</summary>
    public void Start(Phase phase, Guid? serviceId, Guid? usagerSub)
    {
        Phase = phase;
        ServiceId = serviceId;
        UsagerSub = usagerSub;
        UpdatedAt = ReceivedAt;
    }

    /// <summary>Ends the qualification: whose it is and how urgent.</summary>
    public void Qualify(Guid serviceId, Priority priority, DateTime now)
    {
        RequirePhase(Phase.Reception, Phase.Qualification);
        ServiceId = serviceId;
        Priority = priority;
        Phase = Phase.Traitement;
        Touch(now);
    }

    /// <summary>An agent takes charge.</summary>
    public void Assign(Guid agentId, string agentNom, DateTime now)
    {
        RequireOpen();
        AgentId = agentId;
        AgentNom = agentNom;
        if (Phase == Phase.Reception)
        {
            Phase = Phase.Qualification;
        }

        Touch(now);
    }

    /// <summary>Whose it is and how urgent changes from the list: it stays in its phase.</summary>
    public void Rearrange(Guid? agentId, string? agentNom, Priority priority, Guid? serviceId, DateTime now)
    {
        RequireOpen();
        (AgentId, AgentNom, Priority, ServiceId) = (agentId, agentNom, priority, serviceId);
        Touch(now);
    }

    /// <summary>Pieces are asked of the usager.</summary>
    public void AskPieces(DateTime now)
    {
        RequirePhase(Phase.Reception, Phase.Qualification, Phase.Traitement);
        AttendUsager = true;
        if (Phase == Phase.Reception)
        {
            Phase = Phase.Qualification;
        }

        Touch(now);
    }

    /// <summary>Pieces that were asked for were brought to the town hall.</summary>
    public void ReceivePieces(DateTime now)
    {
        RequireOpen();
        AttendUsager = false;
        Touch(now);
    }

    /// <summary>A paper was established from it.</summary>
    public void AddPaper(DateTime now)
    {
        RequireOpen();
        Touch(now);
    }

    /// <summary>The acknowledgement was given on paper.</summary>
    public void AcknowledgeOnPaper(DateTime at, DateTime now)
    {
        RequireOpen();
        AccuseReceptionAt = at;
        Touch(now);
    }

    /// <summary>The usager wrote or sent something.</summary>
    public void HearUsager(bool producedPieces, DateTime now)
    {
        RequireOpen();
        Nouveau = true;
        if (producedPieces)
        {
            AttendUsager = false;
        }

        Touch(now);
    }

    /// <summary>An agent answered: nothing new is left unread.</summary>
    public void Answer(DateTime now)
    {
        Nouveau = false;
        Touch(now);
    }

    /// <summary>A decision is taken, with its reasons.</summary>
    public void Decide(Outcome outcome, string motif, DateTime now)
    {
        RequirePhase(Phase.Traitement);
        Outcome = outcome;
        Motif = motif;
        DecidedAt = now;
        AttendUsager = false;
        Nouveau = false;
        Phase = Phase.Delivrance;
        Touch(now);
    }

    /// <summary>The answer or the document is handed over: the dossier ends.</summary>
    public void Deliver(DateTime now)
    {
        RequirePhase(Phase.Delivrance);
        Close(now);
    }

    /// <summary>The request was answered on the spot, at the counter or on the phone.</summary>
    public void AnswerOnTheSpot(string motif, DateTime now)
    {
        RequirePhase(Phase.Reception, Phase.Qualification);
        Outcome = Dossiers.Outcome.Reponse;
        Motif = motif;
        DecidedAt = now;
        Close(now);
    }

    /// <summary>The usager says that they did not ask for it: from now on it opens by another code, and by no account that joined it before.</summary>
    public void ContestMandat(string newCode, DateTime now)
    {
        if (Mandat is null || MandatContesteAt is not null)
        {
            throw new DossierRuleException(Mandat is null
                ? "Cette demande a été faite par l’usager lui-même\u00a0: il n’y a pas de mandat à contester."
                : "Ce mandat est déjà noté comme contesté.");
        }

        MandatContesteAt = now;
        AncienCode = Code;
        Code = newCode;
        UsagerSub = null;
        Touch(now);
    }

    /// <summary>Joins the dossier to the account of its usager.</summary>
    public void Attach(Guid usagerSub, DateTime now)
    {
        UsagerSub = usagerSub;
        Touch(now);
    }

    /// <summary>Records that something happened, for the order of lists and for stale forms.</summary>
    public void Touch(DateTime now)
    {
        UpdatedAt = now;
        Version++;
    }

    private void Close(DateTime now)
    {
        Phase = Phase.Cloture;
        ClosedAt = now;
        AttendUsager = false;
        Nouveau = false;
        NextDate = DateOnly.MaxValue;
        NextDateKind = null;
        SilenceOn = DateOnly.MaxValue;
        Touch(now);
    }

    private void RequireOpen()
    {
        if (IsClosed)
        {
            throw new DossierRuleException("Ce dossier est terminé : il ne peut plus être modifié.");
        }
    }

    private void RequirePhase(params ReadOnlySpan<Phase> phases)
    {
        if (!phases.Contains(Phase))
        {
            throw new DossierRuleException(
                "Le dossier a changé de phase entre-temps : cette action n’est plus possible. Rechargez la page pour voir où il en est.");
        }
    }
}
