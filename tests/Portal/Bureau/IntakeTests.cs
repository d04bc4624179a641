using System.Net;
using Beffroi.Portal.Agents;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Mandats;
using Beffroi.TestKit;

namespace Beffroi.Portal.Tests.Bureau;

[Collection(nameof(BureauSuite))]
public sealed class IntakeTests(BureauFixture bureau)
{
    [Fact]
    public async Task Intake_AtTheCounter_FilesOnPaperRulesWithoutReceiptByMail()
    {
        using var browser = await bureau.SignInAsync(Role.Accueil, BureauFixture.SaintLo);
        var page = await browser.GetAsync(bureau.Url("/accueil?canal=Guichet&demarche=contact-mairie"));

        var receipt = await browser.SubmitAsync(page, "accueil", Answers(courriel: "alix@exemple.fr"));

        Assert.Equal("accueil-recu", receipt.Name);
        var dossier = await bureau.DossierAsync(BureauFixture.SaintLo, receipt.TextOf("numero"));
        Assert.Equal(Channel.Guichet, dossier.Channel);
        Assert.Equal(Phase.Qualification, dossier.Phase);
        Assert.Null(dossier.AccuseEnregistrementAt);
        Assert.Equal("Alix Témoin", dossier.UsagerNom);
        Assert.Equal(FollowUpCode.Display(dossier.Code), receipt.TextOf("code-suivi"));
        var (kind, text) = Assert.Single(await bureau.CourrielsAsync(BureauFixture.SaintLo, dossier.Id));
        Assert.Equal("mandat-personne", kind);
        Assert.Contains("Dominique Exemple, mairie de Saint-Lô (agent de la mairie)", text, StringComparison.Ordinal);
        Assert.Equal(MandatQualite.Agent, dossier.Mandat!.Qualite);
        Assert.Contains("confirme à alix@exemple.fr", receipt.TextOf("mandat"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Intake_WithoutTheStatement_FilesNothingAndSaysWhy()
    {
        using var browser = await bureau.SignInAsync(Role.Accueil, BureauFixture.SaintLo);
        var page = await browser.GetAsync(bureau.Url("/accueil?demarche=contact-mairie"));
        var values = Answers();
        values.Remove("Accord");

        var answer = await browser.SubmitAsync(page, "accueil", values);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("Cochez la case", answer.TextOf("erreurs"), StringComparison.Ordinal);
        Assert.Equal("accueil-recu", (await browser.SubmitAsync(answer, "accueil", new() { ["Accord"] = "true" })).Name);
    }

    [Fact]
    public async Task Intake_SentTwice_FilesOneDossier()
    {
        using var browser = await bureau.SignInAsync(Role.Accueil, BureauFixture.SaintLo);
        var page = await browser.GetAsync(bureau.Url("/accueil?demarche=contact-mairie"));

        var first = await browser.SubmitAsync(page, "accueil", Answers());
        var second = await browser.SubmitAsync(page, "accueil", Answers());

        Assert.Equal(first.TextOf("numero"), second.TextOf("numero"));
    }

    [Fact]
    public async Task Intake_AnsweredOnTheSpot_ClosesWithTheAnswer()
    {
        using var browser = await bureau.SignInAsync(Role.Accueil, BureauFixture.SaintLo);
        var page = await browser.GetAsync(bureau.Url("/accueil?canal=Telephone&demarche=contact-mairie"));
        var values = Answers();
        values["geste"] = "sur-place";
        values["Reponse"] = "La mairie ouvre à 9 heures.";

        var receipt = await browser.SubmitAsync(page, "accueil", values);

        var dossier = await bureau.DossierAsync(BureauFixture.SaintLo, receipt.TextOf("numero"));
        Assert.Equal(Channel.Telephone, dossier.Channel);
        Assert.True(dossier.IsClosed);
        Assert.Equal(Outcome.Reponse, dossier.Outcome);
        Assert.Equal("La mairie ouvre à 9 heures.", dossier.Motif);
    }

    [Fact]
    public async Task Intake_NothingTyped_KeepsTheFormAndSaysWhatToMend()
    {
        using var browser = await bureau.SignInAsync(Role.Accueil, BureauFixture.SaintLo);
        var page = await browser.GetAsync(bureau.Url("/accueil?demarche=contact-mairie"));

        var answer = await browser.SubmitAsync(page, "accueil", new() { ["f.objet"] = "Horaires" });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.NotEmpty(answer.TextOf("erreurs"));
        Assert.Equal("Horaires", answer.Form("accueil").QuerySelector("[name='f.objet']")!.GetAttribute("value"));
    }

    [Theory]
    [InlineData("/accueil?commune=50095", HttpStatusCode.NotFound)]
    [InlineData("/accueil?demarche=inconnue", HttpStatusCode.NotFound)]
    [InlineData("/accueil/recu/50502-1999-00001", HttpStatusCode.NotFound)]
    public async Task Get_WhatIsNotTheAgents_ReturnsNotFound(string path, HttpStatusCode expected)
    {
        using var browser = await bureau.SignInAsync(Role.Accueil, BureauFixture.SaintLo);

        Assert.Equal(expected, (await browser.GetAsync(bureau.Url(path))).Status);
    }

    [Fact]
    public async Task Get_AgentOfAService_IsForbidden()
    {
        using var browser = await bureau.SignInAsync(Role.AgentService, BureauFixture.SaintLo);

        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync(bureau.Url("/accueil"))).Status);
    }

    private static Dictionary<string, string> Answers(string courriel = "") => new()
    {
        ["f.objet"] = "Horaires",
        ["f.message"] = "À quelle heure ouvrez-vous ?",
        ["f.demandeur-nom"] = "Témoin",
        ["f.demandeur-prenom"] = "Alix",
        ["f.courriel"] = courriel,
        ["Accord"] = "true",
    };
}
