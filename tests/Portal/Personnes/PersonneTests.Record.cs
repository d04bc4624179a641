using System.Net;
using Beffroi.Portal.Agents;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Engine;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Filing;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Portal.Features.Personnes;
using Beffroi.Portal.Features.Personnes.Purge;
using Beffroi.Portal.Tests.Bureau;
using Beffroi.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Portal.Tests.Personnes;

public sealed partial class PersonneTests
{
    [Fact]
    public async Task SensitiveRecord_AsksWhy_ShowsNothingBefore_AndKeepsTheReason()
    {
        var nom = NewName();
        var filed = await FileAsync(BureauFixture.SaintLo, nom, "Élodie", nom + "@exemple.fr");
        using var admin = await bureau.SignInAsync(Role.CommuneAdmin, BureauFixture.SaintLo);
        var address = bureau.Url($"/personnes/{filed.PersonneId}");
        await admin.SubmitAsync(await admin.GetAsync(address + "/modifier"), "personne-modifier", new() { ["Saisie.Sensible"] = "true" });

        using var browser = await bureau.SignInAsync(Role.Accueil, BureauFixture.SaintLo);
        var asked = await browser.GetAsync(address);
        Assert.Equal("personne-raison", asked.Name);
        Assert.DoesNotContain(nom + "@exemple.fr", asked.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(nom + "@exemple.fr", (await SearchAsync(browser, nom)).TextOf("personnes"), StringComparison.Ordinal);
        Assert.Equal("personne-raison", (await browser.GetAsync(address + "/modifier")).Name);

        var refused = await browser.SubmitAsync(asked, "raison", new() { ["Saisie.Motif"] = " " });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        var opened = await browser.SubmitAsync(asked, "raison", new() { ["Saisie.Motif"] = "Elle appelle pour la cantine" });
        Assert.Equal("personne", opened.Name);
        Assert.Contains(nom + "@exemple.fr", opened.Text, StringComparison.Ordinal);

        await using var db = bureau.Appliance.Open(CommuneScope.One(filed.CommuneId));
        Assert.Contains(await db.PersonneAcces.Where(row => row.PersonneId == filed.PersonneId).ToListAsync(), row => row.Motif == "Elle appelle pour la cantine");
    }

    [Fact]
    public async Task RequestAboutHealth_MakesTheRecordSensitive()
    {
        var nom = NewName();
        var filed = await FileAsync(BureauFixture.SaintLo, nom, "Élodie", nom + "@exemple.fr", demarche: "cantine-periscolaire");
        using var browser = await bureau.SignInAsync(Role.Accueil, BureauFixture.SaintLo);

        Assert.Equal("personne-raison", (await browser.GetAsync(bureau.Url($"/personnes/{filed.PersonneId}"))).Name);
    }

    [Fact]
    public async Task Merge_ShowsBothAsOne_AndUndoingItGivesBackWhatWas()
    {
        var nom = NewName();
        var one = await FileAsync(BureauFixture.SaintLo, nom, "Élodie", nom + "@exemple.fr");
        var namesake = await FileAsync(BureauFixture.SaintLo, nom, "Élodie", "pro." + nom + "@exemple.fr");
        using var browser = await bureau.SignInAsync(Role.Accueil, BureauFixture.SaintLo);
        await browser.SubmitAsync(await browser.GetAsync(bureau.Url($"/dossiers/{namesake.Numero}/personne")), "nouvelle", new() { ["geste"] = "nouvelle" });
        var other = (await bureau.DossierAsync(BureauFixture.SaintLo, namesake.Numero)).PersonneId!.Value;
        var before = (await ReadAsync(one.PersonneId!.Value), await ReadAsync(other));

        var page = await browser.GetAsync(bureau.Url($"/personnes/{one.PersonneId}"));
        var merged = await browser.SubmitAsync(page, "fusionner");
        Assert.Contains("2", merged.TextOf("total"), StringComparison.Ordinal);
        Assert.Contains("pro." + nom, merged.Text, StringComparison.Ordinal);
        Assert.EndsWith($"/personnes/{one.PersonneId}", (await browser.GetAsync(bureau.Url($"/personnes/{other}"))).Url, StringComparison.Ordinal);
        Assert.Single((await SearchAsync(browser, "pro." + nom + "@")).Html.QuerySelectorAll($"[data-personne='{one.PersonneId}']"));
        var third = await FileAsync(BureauFixture.SaintLo, nom, "Élodie", "pro." + nom + "@exemple.fr");
        Assert.Equal(other, third.PersonneId);

        var parted = await browser.SubmitAsync(merged, "separer");
        Assert.Contains("1", parted.TextOf("total"), StringComparison.Ordinal);
        Assert.DoesNotContain("pro." + nom, parted.Html.QuerySelector(".facts")!.TextContent, StringComparison.Ordinal);
        var after = (await ReadAsync(one.PersonneId!.Value), await ReadAsync(other));
        Assert.Equal(Said(before.Item1), Said(after.Item1));
        Assert.Equal(Said(before.Item2), Said(after.Item2));
    }

    [Fact]
    public async Task Consent_IsDated_AndWithdrawnAsEasily()
    {
        var filed = await FileAsync(BureauFixture.SaintLo, NewName(), "Alix", NewName() + "@exemple.fr");
        using var browser = await bureau.SignInAsync(Role.Accueil, BureauFixture.SaintLo);
        var page = await browser.GetAsync(bureau.Url($"/personnes/{filed.PersonneId}"));

        var refused = await browser.SubmitAsync(page, "consentir", new() { ["Saisie.Finalite"] = "Alertes" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        var given = await browser.SubmitAsync(page, "consentir", new() { ["Saisie.Finalite"] = "Alertes", ["Saisie.Preuve"] = "au guichet" });
        Assert.Contains("au guichet", given.TextOf("accords"), StringComparison.Ordinal);
        var withdrawn = await browser.SubmitAsync(given, "retirer");

        Assert.Contains("retiré le", withdrawn.TextOf("accords"), StringComparison.Ordinal);
        Assert.Empty(withdrawn.Html.QuerySelectorAll("form[data-form=retirer]"));
    }
}
