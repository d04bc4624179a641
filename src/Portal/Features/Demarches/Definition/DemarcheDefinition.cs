namespace Beffroi.Portal.Features.Demarches.Definition;

/// <summary>One démarche as the syndicate writes it: what it is, what the law says of it, and the questions it asks; the format is docs/demarche-format.md.</summary>
public sealed record DemarcheDefinition
{
    /// <summary>Stable short name, used in addresses: lower-case letters, digits and hyphens.</summary>
    public required string Code { get; init; }
    /// <summary>Semantic version, such as 1.2.0; a dossier stays on the version it was filed with.</summary>
    public required string Version { get; init; }
    public required string Libelle { get; init; }
    /// <summary>The thing asked for, in a few words, for agents' lists and mails: « Acte de naissance ».</summary>
    public required string Objet { get; init; }
    public required string Description { get; init; }
    public required string Famille { get; init; }
    public required string Icon { get; init; }
    public required DemarcheNature Nature { get; init; }
    public LegalBase? Legal { get; init; }
    public SilenceRule? Silence { get; init; }
    public PresenceRule Presence { get; init; } = new();
    /// <summary>Code of the town hall's service that treats the dossier when the commune says nothing else.</summary>
    public required string Service { get; init; }
    public required string Fees { get; init; }
    public required string Duration { get; init; }
    public required Promise Promise { get; init; }
    public IReadOnlyList<PieceDefinition> Pieces { get; init; } = [];
    public RetentionRule? Retention { get; init; }
    public PersonalDataNotice? Notice { get; init; }
    /// <summary>Who may ask, one sentence each.</summary>
    public IReadOnlyList<string> MayAsk { get; init; } = [];
    public required PhaseWords Statuses { get; init; }
    /// <summary>« Et maintenant » : what happens after sending, one step each.</summary>
    public IReadOnlyList<string> Next { get; init; } = [];
    public ServicePublicSheet? Fiche { get; init; }
    /// <summary>Whether every commune offers it from its first day; the others adopt it.</summary>
    public bool Starter { get; init; }
    /// <summary>How long each phase should take, in working days.</summary>
    public PhaseTargets? Targets { get; init; }
    /// <summary>What mails and SMS say of this démarche beside what they always say.</summary>
    public DemarcheMessages? Messages { get; init; }
    /// <summary>How a decision is contested, where it is not before the administrative court (état civil, elections, urbanisme); one way a line.</summary>
    public string? Appeal { get; init; }
    /// <summary>The papers that the town hall makes at the end, from their templates.</summary>
    public IReadOnlyList<DocumentTemplate> Documents { get; init; } = [];
    public required IReadOnlyList<PageDefinition> Pages { get; init; }

    /// <summary>Every field of every page, in the order in which they are asked; those of a block's items are inside it.</summary>
    public IEnumerable<FieldDefinition> AllFields() => Pages.SelectMany(p => p.AllFields());

    /// <summary>Every field, those of a block's items after the block.</summary>
    public IEnumerable<FieldDefinition> AllFieldsDeep() => AllFields().SelectMany(field => field.Fields.Prepend(field));

    public PageDefinition? FindPage(string pageId) => Pages.FirstOrDefault(p => p.Id == pageId);
}

/// <summary>What the usager sends, in the sense of the code of relations between the public and the administration.</summary>
public enum DemarcheNature
{
    Demande,
    Declaration,
    Reclamation,
    Recours,
    Signalement,
    Information,
    Delivrance
}

/// <summary>How sure a legal statement is: V the text was read, S read in a second-hand source, M from memory, to be confirmed by a jurist.</summary>
public enum Certainty
{
    V,
    S,
    M
}

/// <summary>The text that founds the démarche, where it was read and when.</summary>
public sealed record LegalBase
{
    public required string Text { get; init; }
    public required string Source { get; init; }
    public required DateOnly Date { get; init; }
    public required Certainty Certainty { get; init; }
}

/// <summary>What the town hall's silence means: nothing (the démarche hands over a document), acceptance, rejection, or that it gives up a right of its own (droit de préemption).</summary>
public enum SilenceMeaning
{
    SansObjet,
    Acceptation,
    Rejet,
    Renonciation
}

/// <summary>The silence rule: its meaning, its delay in months (CRPA L231-1 and following) and the text that says so.</summary>
public sealed record SilenceRule
{
    public required SilenceMeaning Rule { get; init; }
    public int? Months { get; init; }
    public required string Ground { get; init; }
}

/// <summary>Whether the law wants the person present; then the form only prepares the visit.</summary>
public sealed record PresenceRule
{
    public bool Required { get; init; }
    public string? Ground { get; init; }
}

/// <summary>The target that the commune gives itself, in words and in working days (jours ouvrés).</summary>
public sealed record Promise
{
    public required string Text { get; init; }
    public required int WorkingDays { get; init; }
}

/// <summary>A supporting document, the text that asks for it, and the administration that could give it instead of the usager (CRPA L114-8).</summary>
public sealed record PieceDefinition
{
    public required string Id { get; init; }
    public required string Libelle { get; init; }
    public required string Ground { get; init; }
    public string? ObtainableFrom { get; init; }
    /// <summary>Without it the request cannot be studied at all (CRPA L114-5-1).</summary>
    public bool Indispensable { get; init; }
}

/// <summary>How long the dossier is useful to the administration, in months after its closing, and what becomes of it then.</summary>
public sealed record RetentionRule
{
    public required int DuaMonths { get; init; }
    public required FinalFate Fate { get; init; }
    public required string Ground { get; init; }
    public required Certainty Certainty { get; init; }
}

/// <summary>Final fate of an archive at the end of its administrative use.</summary>
public enum FinalFate
{
    Elimination,
    Tri,
    Conservation
}

/// <summary>What the person is told when the data are collected (RGPD article 13).</summary>
public sealed record PersonalDataNotice
{
    public required string Purpose { get; init; }
    public required string Basis { get; init; }
    public required string Recipients { get; init; }
    public required string Retention { get; init; }
}

/// <summary>The state of the dossier in the usager's words, one sentence for each phase.</summary>
public sealed record PhaseWords
{
    public required string Reception { get; init; }
    public required string Qualification { get; init; }
    public required string Traitement { get; init; }
    public required string Delivrance { get; init; }
    public required string Cloture { get; init; }
}

/// <summary>The sheet of service-public.gouv.fr that explains the procedure.</summary>
public sealed record ServicePublicSheet
{
    public required string Code { get; init; }
    public required string Url { get; init; }
}

/// <summary>Target of each phase, in working days from its start; a phase without target is null.</summary>
public sealed record PhaseTargets
{
    public int? Qualification { get; init; }
    public int? Traitement { get; init; }
    public int? Delivrance { get; init; }
}

/// <summary>What is said to the usager at each step, beside the text of the law.</summary>
public sealed record DemarcheMessages
{
    /// <summary>When the request has arrived.</summary>
    public MessageText? Recu { get; init; }
    public MessageText? Accepte { get; init; }
    public MessageText? Refuse { get; init; }
    /// <summary>When the document or the answer is ready.</summary>
    public MessageText? Remis { get; init; }
}

/// <summary>One paragraph of a mail, and the same in at most 160 characters for an SMS.</summary>
public sealed record MessageText
{
    public string? Courriel { get; init; }
    public string? Sms { get; init; }
}

/// <summary>What a paper is: it says which mentions the law wants on it.</summary>
public enum DocumentKind
{
    /// <summary>A favourable decision.</summary>
    Decision,
    /// <summary>A refusal: reasons of law and fact, and how to appeal (CRPA L211-2, L211-5; CJA R421-5).</summary>
    Refus,
    Attestation,
    Certificat,
    Recepisse,
    /// <summary>A paper that the usager brings to the town hall, prepared from the answers.</summary>
    Preparation
}

/// <summary>
/// A paper made from a dossier. Its text holds {demandeur}, {objet}, {numero}, {date}, {commune} and the like, {reponse.ID} for an answer
/// in words, {motifs} typed by the agent, {auteur} (first name, name, quality and service of who signs, CRPA L212-1) and {recours} (CJA R421-5).
/// </summary>
public sealed record DocumentTemplate
{
    public required string Id { get; init; }
    public required DocumentKind Kind { get; init; }
    public required string Title { get; init; }
    /// <summary>The paragraphs, apart by an empty line; one that begins with « - » is a list.</summary>
    public required string Body { get; init; }
}
