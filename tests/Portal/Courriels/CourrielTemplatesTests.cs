using Beffroi.Portal.Delais;
using Beffroi.Portal.Features.Courriels;

namespace Beffroi.Portal.Tests.Courriels;

public sealed class CourrielTemplatesTests
{
    private static readonly AgentSignature s_agent = new("Dominique", "Exemple", "Officière d’état civil", "Service état civil");
    private static readonly VoiesRecours s_recours = new(
        "tribunal administratif de Caen", "deux mois", "Recours gracieux auprès du maire, dans le délai de deux mois");

    private static readonly AccuseReception s_ar = new()
    {
        Commune = "Saint-Lô", Destinataire = "Camille Modèle", Code = "K7F4M 2WRTA", Numero = "50502-2026-01482", Demarche = "Réservation d’une salle",
        AdresseSuivi = "https://saint-lo.exemple.fr/suivi", RecuLe = new DateTime(2026, 1, 15, 9, 5, 0, DateTimeKind.Utc),
        Service = new ServiceContact("Service technique", "technique@example.org", null, "02 33 00 00 00"),
        Silence = SilenceEffect.Rejet, DateSilence = new DateOnly(2026, 3, 15), Recours = s_recours,
    };

    private static readonly Decision s_decision = new()
    {
        Commune = s_ar.Commune, Destinataire = s_ar.Destinataire, Code = s_ar.Code, Numero = s_ar.Numero, Demarche = s_ar.Demarche, AdresseSuivi = s_ar.AdresseSuivi,
        Sens = "Votre demande est refusée.", Motifs = "La salle est déjà louée (règlement des salles, article 4).", DecideLe = new DateOnly(2026, 2, 1),
        Agent = s_agent, Recours = s_recours,
    };

    private static readonly DemandeDePieces s_pieces = new()
    {
        Commune = s_ar.Commune, Destinataire = s_ar.Destinataire, Code = s_ar.Code, Numero = s_ar.Numero, Demarche = s_ar.Demarche, AdresseSuivi = s_ar.AdresseSuivi,
        Pieces = ["Attestation d’assurance", "Statuts"], DateLimite = new DateOnly(2026, 2, 10), Silence = SilenceEffect.Rejet, Agent = s_agent,
    };

    public static TheoryData<string, CourrielModel> Whole()
    {
        var one = s_ar;
        return new TheoryData<string, CourrielModel>
        {
            { "accuse-enregistrement", new AccuseEnregistrement { Commune = one.Commune, Destinataire = one.Destinataire, Code = one.Code, Numero = one.Numero, Demarche = one.Demarche, AdresseSuivi = one.AdresseSuivi, RecuLe = one.RecuLe } },
            { "accuse-reception", one },
            { "accuse-reception-papier", Paper() },
            { "demande-de-pieces", s_pieces },
            { "message", new MessageService { Commune = one.Commune, Destinataire = one.Destinataire, Code = one.Code, Numero = one.Numero, Demarche = one.Demarche, AdresseSuivi = one.AdresseSuivi, Message = "Deux lignes\nde réponse.", Agent = s_agent } },
            { "piece-recue", new PieceRecue { Commune = one.Commune, Destinataire = one.Destinataire, Code = one.Code, Numero = one.Numero, Demarche = one.Demarche, AdresseSuivi = one.AdresseSuivi, RecuLe = one.RecuLe, Pieces = ["Statuts"] } },
            { "prise-en-charge", new PriseEnCharge { Commune = one.Commune, Destinataire = one.Destinataire, Code = one.Code, Numero = one.Numero, Demarche = one.Demarche, AdresseSuivi = one.AdresseSuivi, Agent = s_agent } },
            { "decision", s_decision },
            { "delivrance", new Delivrance { Commune = one.Commune, Destinataire = one.Destinataire, Code = one.Code, Numero = one.Numero, Demarche = one.Demarche, AdresseSuivi = one.AdresseSuivi, Document = "Acte de naissance", Remise = "Il part par la poste.", Agent = s_agent } },
            { "cloture", new Cloture { Commune = one.Commune, Destinataire = one.Destinataire, Code = one.Code, Numero = one.Numero, Demarche = one.Demarche, AdresseSuivi = one.AdresseSuivi, Motif = "Le document vous a été remis." } },
            { "confirmation-compte", new ConfirmationCompte { Commune = "Syndicat", Destinataire = "", Lien = "https://sso.exemple.fr/compte/confirmer?jeton=abc", Validite = "24 heures" } },
            { "compte-existant", new CompteExistant { Commune = "Syndicat", Destinataire = "", Lien = "https://sso.exemple.fr/compte/mot-de-passe?jeton=abc", Validite = "1 heure" } },
            { "mot-de-passe", new MotDePasse { Commune = "Syndicat", Destinataire = "", Lien = "https://sso.exemple.fr/compte/mot-de-passe?jeton=abc", Validite = "1 heure" } },
            { "invitation-agent", new InvitationAgent { Commune = "Saint-Lô", Destinataire = "", Lien = "https://sso.exemple.fr/invitation?jeton=abc", Validite = "7 jours", Role = "accueil" } },
            { "test", new EssaiCourriel { Commune = "Syndicat", Destinataire = "", DemandeLe = one.RecuLe } },
        };
    }

    [Theory]
    [MemberData(nameof(Whole))]
    public void Render_WithAllMentions_GivesTextAndHtmlWithoutLeftovers(string kind, CourrielModel model)
    {
        var mail = CourrielTemplates.Render(kind, model);

        Assert.DoesNotContain('\n', mail.Subject);
        Assert.NotEmpty(mail.Subject);
        Assert.DoesNotContain("{{", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("n°\u00a0\n", mail.Text, StringComparison.Ordinal);
        Assert.Contains(model.Commune, mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(" style=", mail.Html, StringComparison.Ordinal);
        Assert.DoesNotContain('\'', mail.Text);
        if (model is DossierCourriel dossier)
        {
            Assert.Contains(dossier.Code, mail.Text, StringComparison.Ordinal);
            Assert.Contains("\nhttps://saint-lo.exemple.fr/suivi\n", mail.Text, StringComparison.Ordinal);
            Assert.Contains("<a href=\"https://saint-lo.exemple.fr/suivi\">", mail.Html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Render_ReceiptOfRejection_HoldsEveryMentionOfTheLaw()
    {
        var text = CourrielTemplates.Render(s_ar).Text;

        Assert.Contains("jeudi 15\u00a0janvier 2026 à 10\u00a0h\u00a005", text, StringComparison.Ordinal);
        Assert.Contains("Service technique", text, StringComparison.Ordinal);
        Assert.Contains("technique@example.org", text, StringComparison.Ordinal);
        Assert.Contains("02 33 00 00 00", text, StringComparison.Ordinal);
        Assert.Contains("15\u00a0mars 2026, votre demande sera refusée", text, StringComparison.Ordinal);
        Assert.Contains("si votre dossier est complet", text, StringComparison.Ordinal);
        Assert.Contains("tribunal administratif de Caen", text, StringComparison.Ordinal);
        Assert.Contains("deux mois", text, StringComparison.Ordinal);
        Assert.Contains("Télérecours citoyens", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_ReceiptOfAcceptance_TellsOfTheAttestation()
    {
        var text = CourrielTemplates.Render(s_ar with { Silence = SilenceEffect.Acceptation, Recours = null }).Text;

        Assert.Contains("sera acceptée", text, StringComparison.Ordinal);
        Assert.Contains("L. 232-3", text, StringComparison.Ordinal);
        Assert.DoesNotContain("refus", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_RequestForPieces_GivesListTermAndEffect()
    {
        var text = CourrielTemplates.Render(s_pieces).Text;

        Assert.Contains("– Attestation d’assurance\n– Statuts\n", text, StringComparison.Ordinal);
        Assert.Contains("10\u00a0février 2026", text, StringComparison.Ordinal);
        Assert.Contains("L. 114-5", text, StringComparison.Ordinal);
        Assert.Contains("Dominique Exemple\nOfficière d’état civil, Service état civil", text, StringComparison.Ordinal);
    }

    public static TheoryData<string, CourrielModel> Lacking() => new()
    {
        { "la date de réception", s_ar with { RecuLe = default } },
        { "le service chargé du dossier", s_ar with { Service = s_ar.Service with { Nom = " " } } },
        { "l’adresse électronique ou postale du service", s_ar with { Service = s_ar.Service with { Courriel = null } } },
        { "le téléphone du service", s_ar with { Service = s_ar.Service with { Telephone = "" } } },
        { "la date à laquelle le silence vaut décision", s_ar with { DateSilence = null } },
        { "le tribunal compétent", s_ar with { Recours = s_recours with { Tribunal = "" } } },
        { "le délai de recours", s_ar with { Recours = s_recours with { DelaiRecours = "" } } },
        { "le recours gracieux", s_ar with { Recours = null } },
        { "le code de suivi", s_ar with { Code = "" } },
        { "le numéro du dossier", s_ar with { Numero = "" } },
        { "l’adresse de la page de suivi", s_ar with { AdresseSuivi = "javascript:alert(1)" } },
        { "le nom du destinataire", s_ar with { Destinataire = "" } },
        { "le nom de la commune", s_ar with { Commune = "" } },
        { "la démarche", s_ar with { Demarche = "" } },
        { "l’adresse postale du service", Paper() with { Service = s_ar.Service } },
        { "la décision", s_decision with { Sens = "" } },
        { "les motifs", s_decision with { Motifs = "" } },
        { "la date de la décision", s_decision with { DecideLe = default } },
        { "le tribunal compétent", s_decision with { Recours = s_recours with { Tribunal = "" } } },
        { "le prénom de l’agent", s_decision with { Agent = s_agent with { Prenom = "" } } },
        { "le nom de l’agent", s_decision with { Agent = s_agent with { Nom = "" } } },
        { "la qualité de l’agent", s_decision with { Agent = s_agent with { Qualite = "" } } },
        { "le service de l’agent", s_decision with { Agent = s_agent with { Service = "" } } },
        { "la liste des pièces", s_pieces with { Pieces = [] } },
        { "la date limite d’envoi", s_pieces with { DateLimite = default } },
    };

    [Theory]
    [MemberData(nameof(Lacking))]
    public void Render_LackingAMention_IsRefusedAndSaysWhich(string mention, CourrielModel model) =>
        Assert.Contains(mention, Assert.Throws<MissingMentionException>(() => CourrielTemplates.Render(model)).Missing);

    [Fact]
    public void Render_HostileValues_AddNoHeaderNoMarkupNoTemplate()
    {
        var mail = CourrielTemplates.Render(s_ar with
        {
            Numero = "1\r\nBcc: autre@example.org",
            Demarche = "<script>alert(1)</script>",
            Destinataire = "{{ code }}\nhttps://faux.example.org",
        });

        Assert.DoesNotContain(mail.Subject, c => char.IsControl(c));
        Assert.DoesNotContain("<script>", mail.Html, StringComparison.Ordinal);
        Assert.Contains("Bonjour {{ code }} https://faux.example.org,", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<a href=\"https://faux.example.org", mail.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_KindOfAnotherModel_Throws() => Assert.Throws<ArgumentException>(() => CourrielTemplates.Render("decision", s_ar));

    private static AccuseReceptionPapier Paper() => new()
    {
        Commune = s_ar.Commune, Destinataire = s_ar.Destinataire, Code = s_ar.Code, Numero = s_ar.Numero, Demarche = s_ar.Demarche, AdresseSuivi = s_ar.AdresseSuivi,
        RecuLe = s_ar.RecuLe, Service = s_ar.Service with { Adresse = "Place du Général-de-Gaulle, 50000 Saint-Lô" },
        Silence = s_ar.Silence, DateSilence = s_ar.DateSilence, Recours = s_ar.Recours,
    };
}
