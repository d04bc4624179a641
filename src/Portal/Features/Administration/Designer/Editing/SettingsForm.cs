using System.Globalization;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Web.TagHelpers;

namespace Beffroi.Portal.Features.Administration.Designer.Editing;

/// <summary>One supporting document as it is typed.</summary>
public sealed class PieceLine
{
    public string? Id { get; set; }

    public string? Libelle { get; set; }

    public string? Texte { get; set; }

    /// <summary>The administration that can give it instead of the usager.</summary>
    public string? Aupres { get; set; }

    public bool Indispensable { get; set; }
}

/// <summary>What a démarche says of itself, as it is typed.</summary>
public sealed class SettingsForm
{
    public string? Titre { get; set; }
    public string? Objet { get; set; }
    public string? Presentation { get; set; }
    public string? Nature { get; set; }
    public string? Icone { get; set; }
    public bool DesLeDebut { get; set; }
    public string? Famille { get; set; }
    public string? Service { get; set; }
    public string? Prix { get; set; }
    public string? Duree { get; set; }
    public string? Delai { get; set; }
    public string? DelaiJours { get; set; }
    public string? ObjectifQualification { get; set; }
    public string? ObjectifTraitement { get; set; }
    public string? ObjectifDelivrance { get; set; }
    public string? QuiPeut { get; set; }
    public string? Suite { get; set; }
    public string? Fiche { get; set; }
    public string? BaseTexte { get; set; }
    public string? BaseSource { get; set; }
    public DateInput BaseDate { get; set; } = new();
    public string? BaseCertitude { get; set; }
    public string? Silence { get; set; }
    public string? SilenceMois { get; set; }
    public string? SilenceFondement { get; set; }
    public bool Presence { get; set; }
    public string? PresenceFondement { get; set; }
    public string? Recours { get; set; }
    public string? But { get; set; }
    public string? BaseDonnees { get; set; }
    public string? Destinataires { get; set; }
    public string? DureeDonnees { get; set; }
    public string? ConservationMois { get; set; }
    public string? ConservationSort { get; set; }
    public string? ConservationFondement { get; set; }
    public string? ConservationCertitude { get; set; }
    public List<PieceLine> Pieces { get; set; } = [];

    /// <summary>The meanings of silence in words.</summary>
    public static IReadOnlyList<Choice> Silences { get; } =
    [
        new("SansObjet", "Sans objet", "La mairie remet un document, ou il n’y a rien à décider."), new("Rejet", "Vaut rejet"), new("Acceptation", "Vaut acceptation"),
        new("Renonciation", "Vaut renonciation", "La mairie renonce à son droit, par exemple de préemption."),
    ];

    /// <summary>What the usager sends, in words; the law's delays and receipts depend on it.</summary>
    public static IReadOnlyList<Choice> Natures { get; } =
    [
        new("Demande", "Une demande", "La mairie décide."), new("Delivrance", "La remise d’un document", "La mairie n’a rien à décider : acte, copie, attestation."),
        new("Declaration", "Une déclaration"), new("Signalement", "Un signalement"), new("Reclamation", "Une réclamation"), new("Recours", "Un recours"), new("Information", "Une question ou une information"),
    ];

    /// <summary>The drawings that can stand beside the title.</summary>
    public static IReadOnlyList<Choice> Icons { get; } =
    [
        new("file-text", "Document"), new("file-check", "Document validé"), new("scroll-text", "Acte"), new("book-open", "Livret"), new("archive", "Boîte d’archives"), new("id-card", "Carte d’identité"),
        new("mail", "Lettre"), new("message-square", "Message"), new("users", "Personnes"), new("user-plus", "Nouvelle personne"), new("house", "Maison"), new("building-2", "Immeuble"),
        new("landmark", "Monument"), new("store", "Commerce"), new("utensils", "Repas"), new("map", "Plan"), new("map-pin", "Lieu"), new("traffic-cone", "Travaux"), new("wrench", "Outil"),
        new("calendar-check", "Rendez-vous"), new("shield-check", "Sécurité"), new("key-round", "Clé"), new("scale", "Balance"), new("bell", "Cloche"),
    ];

    /// <summary>How sure a text is.</summary>
    public static IReadOnlyList<Choice> Certainties { get; } = [new("V", "Texte lu"), new("S", "Lu dans une autre source"), new("M", "De mémoire, à confirmer")];

    /// <summary>What becomes of the dossier at the end.</summary>
    public static IReadOnlyList<Choice> Fates { get; } = [new("Elimination", "Élimination"), new("Tri", "Tri"), new("Conservation", "Conservation définitive")];

    /// <summary>The settings as they stand, with room for two more pieces.</summary>
    public static SettingsForm From(DemarcheDefinition d) => new()
    {
        Titre = d.Libelle,
        Objet = d.Objet,
        Presentation = d.Description,
        Nature = d.Nature.ToString(),
        Icone = d.Icon,
        DesLeDebut = d.Starter,
        Famille = d.Famille,
        Service = d.Service,
        Prix = d.Fees,
        Duree = d.Duration,
        Delai = d.Promise.Text,
        DelaiJours = d.Promise.WorkingDays.ToString(CultureInfo.InvariantCulture),
        ObjectifQualification = d.Targets?.Qualification?.ToString(CultureInfo.InvariantCulture),
        ObjectifTraitement = d.Targets?.Traitement?.ToString(CultureInfo.InvariantCulture),
        ObjectifDelivrance = d.Targets?.Delivrance?.ToString(CultureInfo.InvariantCulture),
        QuiPeut = string.Join('\n', d.MayAsk),
        Suite = string.Join('\n', d.Next),
        Fiche = d.Fiche?.Url,
        BaseTexte = d.Legal?.Text,
        BaseSource = d.Legal?.Source,
        BaseDate = d.Legal is { } legal ? DateInput.From(legal.Date) : new(),
        BaseCertitude = d.Legal?.Certainty.ToString(),
        Silence = d.Silence?.Rule.ToString(),
        SilenceMois = d.Silence?.Months?.ToString(CultureInfo.InvariantCulture),
        SilenceFondement = d.Silence?.Ground,
        Presence = d.Presence.Required,
        PresenceFondement = d.Presence.Ground,
        Recours = d.Appeal,
        But = d.Notice?.Purpose,
        BaseDonnees = d.Notice?.Basis,
        Destinataires = d.Notice?.Recipients,
        DureeDonnees = d.Notice?.Retention,
        ConservationMois = d.Retention?.DuaMonths.ToString(CultureInfo.InvariantCulture),
        ConservationSort = d.Retention?.Fate.ToString(),
        ConservationFondement = d.Retention?.Ground,
        ConservationCertitude = d.Retention?.Certainty.ToString(),
        Pieces = [.. d.Pieces.Select(piece => new PieceLine { Id = piece.Id, Libelle = piece.Libelle, Texte = piece.Ground, Aupres = piece.ObtainableFrom, Indispensable = piece.Indispensable }), new(), new()],
    };

    /// <summary>The démarche with these settings; what is to be mended goes to <paramref name="errors"/>.</summary>
    /// <param name="d">The démarche.</param>
    /// <param name="services">The services that may answer.</param>
    /// <param name="errors">Field and message.</param>
    /// <param name="ofSyndicat">Whether the syndicate writes it: it alone says which démarches every new commune offers.</param>
    public DemarcheDefinition Read(DemarcheDefinition d, IReadOnlyCollection<string> services, List<(string Field, string Message)> errors, bool ofSyndicat = false)
    {
        void Wrong(string field, string message) => errors.Add(("Saisie." + field, message));
        string Text(string? typed, string field, string ask, int most)
        {
            var clean = (typed ?? "").Trim().ReplaceLineEndings("\n");
            if (clean.Length == 0 || clean.Length > most)
            {
                Wrong(field, clean.Length == 0 ? ask : $"Écrivez {most} caractères au plus.");
            }

            return clean;
        }

        string? Optional(string? typed, string field, int most) => string.IsNullOrWhiteSpace(typed) ? null : Text(typed, field, "", most);

        int? Days(string? typed, string field) => string.IsNullOrWhiteSpace(typed) ? null : Number(typed, field, 0, 365);

        int Number(string? typed, string field, int least, int most)
        {
            if (int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            {
                return number;
            }

            Wrong(field, $"Écrivez un nombre de {least} à {most}.");
            return least;
        }

        T Pick<T>(string? typed, string field) where T : struct, Enum
        {
            if (Enum.TryParse<T>(typed, out var picked) && Enum.IsDefined(picked))
            {
                return picked;
            }

            Wrong(field, "Choisissez dans la liste.");
            return default;
        }

        if (!services.Contains(Service ?? "") && Service != d.Service)
        {
            Wrong(nameof(Service), "Choisissez un service de la liste.");
        }

        if (!BaseDate.TryRead("la date de lecture", out var read, out var error))
        {
            Wrong(nameof(BaseDate), error + ".");
        }

        var rule = Pick<SilenceMeaning>(Silence, nameof(Silence));
        var fiche = (Fiche ?? "").Trim();
        if (fiche.Length > 0 && (fiche.Length > 300 || !Uri.TryCreate(fiche, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps))
        {
            Wrong(nameof(Fiche), "Copiez l’adresse de la fiche, qui commence par https://.");
        }

        if (Icons.All(icon => icon.Value != Icone) && Icone != d.Icon)
        {
            Wrong(nameof(Icone), "Choisissez une image de la liste.");
        }

        PhaseTargets targets = new()
        {
            Qualification = Days(ObjectifQualification, nameof(ObjectifQualification)),
            Traitement = Days(ObjectifTraitement, nameof(ObjectifTraitement)),
            Delivrance = Days(ObjectifDelivrance, nameof(ObjectifDelivrance)),
        };
        return WithPieces(d, errors) with
        {
            Libelle = Text(Titre, nameof(Titre), "Écrivez le titre.", 150),
            Objet = Text(Objet, nameof(Objet), "Dites ce qui est demandé, en quelques mots.", 100),
            Description = Text(Presentation, nameof(Presentation), "Dites à quoi sert la démarche.", 1000),
            Nature = Pick<DemarcheNature>(Nature, nameof(Nature)),
            Icon = string.IsNullOrEmpty(Icone) ? d.Icon : Icone,
            Starter = ofSyndicat ? DesLeDebut : d.Starter,
            Targets = targets == new PhaseTargets() ? null : targets,
            Presence = new() { Required = Presence, Ground = Presence ? Text(PresenceFondement, nameof(PresenceFondement), "Citez le texte qui demande la présence.", 500) : Optional(PresenceFondement, nameof(PresenceFondement), 500) },
            Appeal = Optional(Recours, nameof(Recours), 2000),
            Famille = string.IsNullOrWhiteSpace(Famille) ? d.Famille : Famille.Trim(),
            Service = string.IsNullOrEmpty(Service) ? d.Service : Service,
            Fees = Text(Prix, nameof(Prix), "Dites le prix, ou «\u00a0C’est gratuit.\u00a0».", 300),
            Duration = Text(Duree, nameof(Duree), "Dites combien de temps il faut.", 100),
            Promise = new() { Text = Text(Delai, nameof(Delai), "Dites quand la mairie répond.", 200), WorkingDays = Number(DelaiJours, nameof(DelaiJours), 0, 365) },
            MayAsk = Lines(QuiPeut),
            Next = Lines(Suite),
            Fiche = fiche.Length == 0 ? null : fiche == d.Fiche?.Url ? d.Fiche : new() { Url = fiche, Code = fiche.TrimEnd('/').Split('/')[^1] },
            Legal = new()
            {
                Text = Text(BaseTexte, nameof(BaseTexte), "Citez le texte qui fonde la démarche.", 500),
                Source = Text(BaseSource, nameof(BaseSource), "Dites où vous avez lu ce texte.", 300),
                Date = read,
                Certainty = Pick<Certainty>(BaseCertitude, nameof(BaseCertitude)),
            },
            Silence = new()
            {
                Rule = rule,
                Months = rule is SilenceMeaning.SansObjet ? d.Silence is { Rule: SilenceMeaning.SansObjet } same ? same.Months : null : Number(SilenceMois, nameof(SilenceMois), 1, 24),
                Ground = Text(SilenceFondement, nameof(SilenceFondement), "Citez le texte, par exemple CRPA, article L231-4.", 500),
            },
            Notice = new()
            {
                Purpose = Text(But, nameof(But), "Dites à quoi servent les données.", 500),
                Basis = Text(BaseDonnees, nameof(BaseDonnees), "Dites ce qui permet de les demander.", 500),
                Recipients = Text(Destinataires, nameof(Destinataires), "Dites qui les lit.", 500),
                Retention = Text(DureeDonnees, nameof(DureeDonnees), "Dites combien de temps elles sont gardées.", 500),
            },
            Retention = new()
            {
                DuaMonths = Number(ConservationMois, nameof(ConservationMois), 1, 1200),
                Fate = Pick<FinalFate>(ConservationSort, nameof(ConservationSort)),
                Ground = Text(ConservationFondement, nameof(ConservationFondement), "Citez le texte ou l’accord des archives.", 500),
                Certainty = Pick<Certainty>(ConservationCertitude, nameof(ConservationCertitude)),
            },
        };
    }

    // A piece that goes leaves the files that answered it as plain files.
    private DemarcheDefinition WithPieces(DemarcheDefinition d, List<(string Field, string Message)> errors)
    {
        var pieces = new List<PieceDefinition>();
        for (var i = 0; i < Pieces.Count; i++)
        {
            var (line, at) = (Pieces[i], $"Saisie.Pieces[{i}].");
            if (string.IsNullOrWhiteSpace(line.Libelle))
            {
                continue;
            }

            if (string.IsNullOrWhiteSpace(line.Texte) || line.Libelle.Length > 300 || line.Texte.Length > 500 || line.Aupres?.Length > 200)
            {
                errors.Add((at + nameof(line.Texte), string.IsNullOrWhiteSpace(line.Texte) ? "Citez le texte qui permet de demander cette pièce." : "Écrivez 300 caractères au plus pour la pièce, 500 pour le texte, 200 pour l’administration."));
            }

            var former = d.Pieces.FirstOrDefault(piece => piece.Id == line.Id);
            var id = former?.Id ?? (DefinitionEditor.Slug(line.Libelle, 34) is { Length: > 0 } slug && char.IsAsciiLetter(slug[0]) ? slug : "piece");
            for (var number = 2; pieces.Exists(piece => piece.Id == id); number++)
            {
                id = $"{id}-{number}";
            }

            pieces.Add(new() { Id = id, Libelle = line.Libelle.Trim(), Ground = (line.Texte ?? "").Trim(), Indispensable = line.Indispensable, ObtainableFrom = string.IsNullOrWhiteSpace(line.Aupres) ? null : line.Aupres.Trim() });
        }

        var known = pieces.Select(piece => piece.Id).ToHashSet(StringComparer.Ordinal);
        return DefinitionEditor.ChangeLists(d, fields => [.. fields.Select(field => field.Piece is { } piece && !known.Contains(piece) ? field with { Piece = null } : field)]) with { Pieces = pieces };
    }

    private static IReadOnlyList<string> Lines(string? typed) =>
        [.. (typed ?? "").ReplaceLineEndings("\n").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Take(20)];
}
