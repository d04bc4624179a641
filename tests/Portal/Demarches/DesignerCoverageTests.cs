using System.Reflection;
using System.Text.Json.Serialization;
using Beffroi.Portal.Agents;
using Beffroi.Portal.Features.Administration.Designer.Editing;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Publication;
using Beffroi.Portal.Tests.Bureau;
using Beffroi.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Portal.Tests.Demarches;

/// <summary>Every property of the format is edited on a named screen of the designer, or left out on purpose: a new one cannot be forgotten.</summary>
public sealed class DesignerCoverageTests(BureauFixture fixture) : IClassFixture<BureauFixture>
{
    private const string Question = "question?id=";

    // Edited: the screen and the name of a box on it. Left out: null and the reason.
    private static readonly Dictionary<string, (string? Screen, string Box)> s_properties = new(StringComparer.Ordinal)
    {
        ["DemarcheDefinition.Code"] = (null, "It is the address of the démarche and names it over all communes: it is drawn once, from the title."),
        ["DemarcheDefinition.Version"] = ("publier", "Version"),
        ["DemarcheDefinition.Libelle"] = ("reglages", "Saisie.Titre"),
        ["DemarcheDefinition.Objet"] = ("reglages", "Saisie.Objet"),
        ["DemarcheDefinition.Description"] = ("reglages", "Saisie.Presentation"),
        ["DemarcheDefinition.Famille"] = ("reglages", "Saisie.Famille"),
        ["DemarcheDefinition.Icon"] = ("reglages", "Saisie.Icone"),
        ["DemarcheDefinition.Nature"] = ("reglages", "Saisie.Nature"),
        ["DemarcheDefinition.Legal"] = ("reglages", "Saisie.BaseTexte"),
        ["DemarcheDefinition.Silence"] = ("reglages", "Saisie.Silence"),
        ["DemarcheDefinition.Presence"] = ("reglages", "Saisie.Presence"),
        ["DemarcheDefinition.Service"] = ("reglages", "Saisie.Service"),
        ["DemarcheDefinition.Fees"] = ("reglages", "Saisie.Prix"),
        ["DemarcheDefinition.Duration"] = ("reglages", "Saisie.Duree"),
        ["DemarcheDefinition.Promise"] = ("reglages", "Saisie.Delai"),
        ["DemarcheDefinition.Pieces"] = ("reglages", "Saisie.Pieces[0].Libelle"),
        ["DemarcheDefinition.Retention"] = ("reglages", "Saisie.ConservationMois"),
        ["DemarcheDefinition.Notice"] = ("reglages", "Saisie.But"),
        ["DemarcheDefinition.MayAsk"] = ("reglages", "Saisie.QuiPeut"),
        ["DemarcheDefinition.Statuses"] = ("messages", "Saisie.Reception"),
        ["DemarcheDefinition.Next"] = ("reglages", "Saisie.Suite"),
        ["DemarcheDefinition.Fiche"] = ("reglages", "Saisie.Fiche"),
        ["DemarcheDefinition.Starter"] = ("syndicat:reglages", "Saisie.DesLeDebut"),
        ["DemarcheDefinition.Targets"] = ("reglages", "Saisie.ObjectifQualification"),
        ["DemarcheDefinition.Messages"] = ("messages", "Saisie.Recu.Courriel"),
        ["DemarcheDefinition.Appeal"] = ("reglages", "Saisie.Recours"),
        ["DemarcheDefinition.Documents"] = ("documents", "Titre"),
        ["DemarcheDefinition.Pages"] = ("demarche", "Titre"),
        ["LegalBase.Text"] = ("reglages", "Saisie.BaseTexte"),
        ["LegalBase.Source"] = ("reglages", "Saisie.BaseSource"),
        ["LegalBase.Date"] = ("reglages", "Saisie.BaseDate.Jour"),
        ["LegalBase.Certainty"] = ("reglages", "Saisie.BaseCertitude"),
        ["SilenceRule.Rule"] = ("reglages", "Saisie.Silence"),
        ["SilenceRule.Months"] = ("reglages", "Saisie.SilenceMois"),
        ["SilenceRule.Ground"] = ("reglages", "Saisie.SilenceFondement"),
        ["PresenceRule.Required"] = ("reglages", "Saisie.Presence"),
        ["PresenceRule.Ground"] = ("reglages", "Saisie.PresenceFondement"),
        ["Promise.Text"] = ("reglages", "Saisie.Delai"),
        ["Promise.WorkingDays"] = ("reglages", "Saisie.DelaiJours"),
        ["PieceDefinition.Id"] = (null, "Questions name the piece by it: it is drawn once, from its name."),
        ["PieceDefinition.Libelle"] = ("reglages", "Saisie.Pieces[0].Libelle"),
        ["PieceDefinition.Ground"] = ("reglages", "Saisie.Pieces[0].Texte"),
        ["PieceDefinition.ObtainableFrom"] = ("reglages", "Saisie.Pieces[0].Aupres"),
        ["PieceDefinition.Indispensable"] = ("reglages", "Saisie.Pieces[0].Indispensable"),
        ["RetentionRule.DuaMonths"] = ("reglages", "Saisie.ConservationMois"),
        ["RetentionRule.Fate"] = ("reglages", "Saisie.ConservationSort"),
        ["RetentionRule.Ground"] = ("reglages", "Saisie.ConservationFondement"),
        ["RetentionRule.Certainty"] = ("reglages", "Saisie.ConservationCertitude"),
        ["PersonalDataNotice.Purpose"] = ("reglages", "Saisie.But"),
        ["PersonalDataNotice.Basis"] = ("reglages", "Saisie.BaseDonnees"),
        ["PersonalDataNotice.Recipients"] = ("reglages", "Saisie.Destinataires"),
        ["PersonalDataNotice.Retention"] = ("reglages", "Saisie.DureeDonnees"),
        ["PhaseWords.Reception"] = ("messages", "Saisie.Reception"),
        ["PhaseWords.Qualification"] = ("messages", "Saisie.Qualification"),
        ["PhaseWords.Traitement"] = ("messages", "Saisie.Traitement"),
        ["PhaseWords.Delivrance"] = ("messages", "Saisie.Delivrance"),
        ["PhaseWords.Cloture"] = ("messages", "Saisie.Cloture"),
        ["ServicePublicSheet.Code"] = (null, "It is the end of the address, and is read from it."),
        ["ServicePublicSheet.Url"] = ("reglages", "Saisie.Fiche"),
        ["PhaseTargets.Qualification"] = ("reglages", "Saisie.ObjectifQualification"),
        ["PhaseTargets.Traitement"] = ("reglages", "Saisie.ObjectifTraitement"),
        ["PhaseTargets.Delivrance"] = ("reglages", "Saisie.ObjectifDelivrance"),
        ["DemarcheMessages.Recu"] = ("messages", "Saisie.Recu.Courriel"),
        ["DemarcheMessages.Accepte"] = ("messages", "Saisie.Accepte.Courriel"),
        ["DemarcheMessages.Refuse"] = ("messages", "Saisie.Refuse.Courriel"),
        ["DemarcheMessages.Remis"] = ("messages", "Saisie.Remis.Courriel"),
        ["MessageText.Courriel"] = ("messages", "Saisie.Remis.Courriel"),
        ["MessageText.Sms"] = ("messages", "Saisie.Remis.Sms"),
        ["DocumentTemplate.Id"] = (null, "Papers that were established name their template by it: it is drawn once, from the title."),
        ["DocumentTemplate.Kind"] = ("documents/modele?id=refus", "Saisie.Nature"),
        ["DocumentTemplate.Title"] = ("documents/modele?id=refus", "Saisie.Titre"),
        ["DocumentTemplate.Body"] = ("documents/modele?id=refus", "Saisie.Texte"),
        ["PageDefinition.Id"] = (null, "It is the address of the page: it is drawn once, from the title."),
        ["PageDefinition.Title"] = ("page?id=demande", "Saisie.Titre"),
        ["PageDefinition.Heading"] = ("page?id=demande", "Saisie.Resume"),
        ["PageDefinition.Intro"] = ("page?id=demande", "Saisie.Introduction"),
        ["PageDefinition.When"] = ("page?id=demande", "Condition.Quand"),
        ["PageDefinition.Sections"] = ("demarche", "Partie"),
        ["PageDefinition.Exit"] = ("page?id=sortie", "Saisie.Sortie"),
        ["PageExit.Text"] = ("page?id=sortie", "Saisie.Sortie"),
        ["PageExit.LinkText"] = ("page?id=sortie", "Saisie.LienTexte"),
        ["PageExit.Href"] = ("page?id=sortie", "Saisie.LienAdresse"),
        ["SectionDefinition.Title"] = ("partie?id=demande/precisions", "Titre"),
        ["SectionDefinition.When"] = ("partie?id=demande/precisions", "Condition.Quand"),
        ["SectionDefinition.Fields"] = ("demarche", "Intitule"),
        ["FieldDefinition.Id"] = (null, "Conditions, papers and answers name the question by it: it is drawn once, from its words."),
        ["FieldDefinition.Kind"] = (null, "An answer of one kind cannot be read as another: one adds another question and removes the first, as the screen says."),
        ["FieldDefinition.Label"] = (Question + "text", "Question.Intitule"),
        ["FieldDefinition.Hint"] = (Question + "text", "Question.Aide"),
        ["FieldDefinition.Optional"] = (Question + "text", "Question.Facultatif"),
        ["FieldDefinition.Missing"] = (Question + "text", "Question.Manque"),
        ["FieldDefinition.When"] = (Question + "text", "Condition.Quand"),
        ["FieldDefinition.Summary"] = (Question + "text", "Question.Resume"),
        ["FieldDefinition.MinLength"] = (Question + "text", "Question.LongueurMin"),
        ["FieldDefinition.MaxLength"] = (Question + "text", "Question.Longueur"),
        ["FieldDefinition.Min"] = (Question + "number", "Question.Minimum"),
        ["FieldDefinition.Max"] = (Question + "number", "Question.Maximum"),
        ["FieldDefinition.Earliest"] = (Question + "date", "Question.Depuis"),
        ["FieldDefinition.Latest"] = (Question + "date", "Question.Jusqua"),
        ["FieldDefinition.Options"] = (Question + "choice", "Question.Reponses"),
        ["FieldDefinition.Accept"] = (Question + "attachment", "Question.Formats"),
        ["FieldDefinition.MaxFiles"] = (Question + "attachment", "Question.Fichiers"),
        ["FieldDefinition.MaxMegabytes"] = (Question + "attachment", "Question.Megaoctets"),
        ["FieldDefinition.Piece"] = (Question + "attachment", "Question.Piece"),
        ["FieldDefinition.Autocomplete"] = (Question + "text", "Question.Navigateur"),
        ["FieldDefinition.Prefill"] = (Question + "text", "Question.Compte"),
        ["FieldDefinition.As"] = (Question + "person", "Question.Personne"),
        ["FieldDefinition.Fields"] = ("demarche", "Intitule"),
        ["FieldDefinition.ItemLabel"] = (Question + "block", "Question.Element"),
        ["FieldDefinition.MinItems"] = (Question + "block", "Question.ElementsMin"),
        ["FieldDefinition.MaxItems"] = (Question + "block", "Question.ElementsMax"),
        ["FieldDefinition.Compute"] = (Question + "computed", "Question.Calcul"),
        ["FieldDefinition.Unit"] = (Question + "number", "Question.Unite"),
        ["ChoiceOption.Value"] = (null, "Answers and conditions hold it: it is drawn once, and stays when the words change."),
        ["ChoiceOption.Label"] = (Question + "choice", "Question.Reponses"),
        ["ChoiceOption.Hint"] = (Question + "choice", "Question.Aides[0].Aide"),
        ["ChoiceOption.When"] = ("reponse?id=choice&valeur=reponse-1", "Condition.Quand"),
        ["Condition.All"] = (Question + "number", "Condition.Lien"),
        ["Condition.Any"] = (Question + "number", "Condition.Lien"),
        ["Condition.Not"] = (Question + "number", "Condition.Lignes[0].Test"),
        ["Condition.Field"] = (Question + "number", "Condition.Lignes[0].Question"),
        ["Condition.Part"] = (null, "Only the catalogue compares a part of a composed answer: such a condition is said in words and kept as it stands."),
        ["Condition.EqualTo"] = (Question + "number", "Condition.Lignes[0].Valeur"),
        ["Condition.In"] = (null, "Several lines of which one suffices say the same; one that stands is said in words and kept."),
        ["Condition.Filled"] = (Question + "number", "Condition.Lignes[0].Test"),
        ["Condition.Before"] = (Question + "number", "Condition.Lignes[0].Valeur"),
        ["Condition.After"] = (Question + "number", "Condition.Lignes[0].Valeur"),
        ["Condition.AtLeast"] = (Question + "number", "Condition.Lignes[0].Valeur"),
        ["Condition.AtMost"] = (Question + "number", "Condition.Lignes[0].Valeur"),
        ["Calculation.Value"] = (Question + "computed", "Question.Constante"),
        ["Calculation.Field"] = (Question + "computed", "Question.Termes"),
        ["Calculation.Sum"] = (Question + "computed", "Question.Calcul"),
        ["Calculation.Product"] = (Question + "computed", "Question.Calcul"),
        ["Calculation.Difference"] = (Question + "computed", "Question.Calcul"),
        ["Calculation.SumOf"] = (Question + "computed", "Question.Calcul"),
        ["Calculation.Days"] = (Question + "computed", "Question.Calcul"),
        ["Calculation.Age"] = (Question + "computed", "Question.Calcul"),
    };

    [Fact]
    public void EveryProperty_IsEditedOrLeftOutOnPurpose()
    {
        var types = new HashSet<Type>();
        Walk(typeof(DemarcheDefinition), types);
        var written = types.SelectMany(type => type.GetProperties().Where(property => property.GetCustomAttribute<JsonIgnoreAttribute>() is null).Select(property => $"{type.Name}.{property.Name}")).ToList();

        Assert.Empty(written.Except(s_properties.Keys, StringComparer.Ordinal));
        Assert.Empty(s_properties.Keys.Except(written, StringComparer.Ordinal));
    }

    [Fact]
    public async Task EveryNamedBox_StandsOnItsScreen()
    {
        var demarche = Everything();
        Assert.Empty(DefinitionCheck.Check(demarche));
        var publish = fixture.Appliance.Services.GetRequiredService<PublishDemarche>();
        await publish.RecordAsync(fixture.CommuneId(BureauFixture.SaintLo), demarche, "Essai", null, CancellationToken.None);
        await publish.RecordAsync(Guid.Empty, demarche with { Code = "tout-du-syndicat" }, "Essai", null, CancellationToken.None);
        using var secretary = await fixture.SignInAsync(Role.CommuneAdmin, BureauFixture.SaintLo);
        using var operateur = await fixture.SignInAsync(Role.SyndicatOperateur);
        foreach (var screen in s_properties.Values.Where(property => property.Screen is not null).GroupBy(property => property.Screen!, property => property.Box, StringComparer.Ordinal))
        {
            var ofSyndicat = screen.Key.StartsWith("syndicat:", StringComparison.Ordinal);
            var (path, query) = screen.Key[(ofSyndicat ? "syndicat:".Length : 0)..].Split('?') is [var before, var after] ? (before, "&" + after) : (screen.Key.Split(':')[^1], "");
            var page = await (ofSyndicat ? operateur : secretary).GetAsync(fixture.Url(
                $"/administration/concevoir/{path}?commune={(ofSyndicat ? "syndicat" : BureauFixture.SaintLo)}&code={(ofSyndicat ? "tout-du-syndicat" : demarche.Code)}{query}"));
            Assert.All(screen, box => Assert.True(page.Html.QuerySelector($"[name='{box}']") is not null, $"{screen.Key} has no {box} ({page.Status})"));
        }
    }

    private static void Walk(Type type, HashSet<Type> seen)
    {
        if (type.Namespace != typeof(DemarcheDefinition).Namespace || !type.IsClass || !seen.Add(type))
        {
            return;
        }

        foreach (var property in type.GetProperties().Where(property => property.GetCustomAttribute<JsonIgnoreAttribute>() is null))
        {
            Walk(property.PropertyType.IsGenericType ? property.PropertyType.GetGenericArguments()[0] : property.PropertyType, seen);
        }
    }

    // A démarche with a question of each kind, a paper and a page that ends the form.
    private static DemarcheDefinition Everything()
    {
        var usager = DemarcheCatalogue.Load().Find("contact-mairie")!.Pages[^1];
        var demarche = DefinitionSkeleton.New("tout-50502", "Tout demander", "Pour tout.", "accueil", "economie", usager, new DateOnly(2026, 11, 27));
        foreach (var kind in Enum.GetValues<FieldKind>())
        {
            demarche = DefinitionEditor.AddField(demarche, "demande", kind, kind.ToString()).Definition;
        }

        demarche = DocumentForm.Add(demarche, DocumentKind.Refus, "Refus", out _);
        var pages = demarche.Pages.ToList();
        pages.Insert(1, new() { Id = "sortie", Title = "Sortie", When = new() { Field = "yesno", EqualTo = "non" }, Exit = new() { Text = "Adressez-vous ailleurs." } });
        return demarche with { Pages = pages };
    }
}
