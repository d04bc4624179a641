using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Beffroi.Portal.Agents;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Administration.DonneesPersonnelles;
using Beffroi.Portal.Features.Demarches;
using Beffroi.Portal.Features.Demarches.Adopt;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Filing;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Portal.Features.Dossiers.Mandats;
using Beffroi.Portal.Features.Dossiers.Pieces;
using Beffroi.Portal.Features.Dossiers.Treat;
using Beffroi.Portal.Tests.Bureau;
using Beffroi.TestKit;
using CsvHelper;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Portal.Tests.Administration;

// What one person is given of theirs.
public sealed partial class PersonalDataTests
{
    [Fact]
    public async Task Export_HoldsWhatIsThePersonsAndNothingElse()
    {
        const string Courriel = "lou.exemple@exemple.fr";
        var (one, other) = (await FileAsync(BureauFixture.SaintLo, "Exemple", "Lou", Courriel), await FileAsync(BureauFixture.Canisy, "Exemple", "Lou", Courriel));
        var (who, sub) = await fixture.AddPersonAsync(Role.CommuneAdmin, BureauFixture.SaintLo, BureauFixture.Canisy);
        var agent = (await Services.GetRequiredService<AgentDirectory>().FindAsync(sub, CancellationToken.None))!;
        var write = Services.GetRequiredService<WriteToUsager>();
        await write.NoteAsync(one.Numero, "Le voisin se plaint aussi.", agent, CancellationToken.None);
        await write.SendAsync(one.Numero, "Nous passons demain.", null, agent, CancellationToken.None);
        var (draft, file) = await AddDraftAsync(one.Id, Courriel);
        using var browser = await fixture.SignInAsync(who);

        var found = await SearchAsync(browser, BureauFixture.SaintLo, Courriel);
        Assert.Null(found.Html.QuerySelector($"input[value='{other.Numero}']"));
        Assert.Contains("1\u00a0note interne à relire", found.Html.Body!.TextContent);
        var refused = await browser.SubmitAsync(found, "exporter", new() { ["Motif"] = " " });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("Écrivez la raison de l’export", refused.Text);
        Assert.Empty(await ExportLinesAsync(BureauFixture.SaintLo, one.Id));

        // A number of the agent's other commune, slipped into the form of this one.
        Assert.Equal(HttpStatusCode.NotFound, (await browser.SubmitAsync(found, "exporter", new() { ["Dossiers"] = other.Numero, ["Motif"] = "Demande d’accès" })).Status);
        Assert.Empty(await ExportLinesAsync(BureauFixture.Canisy, other.Id));

        using var output = new MemoryStream();
        await using (var db = fixture.Appliance.Open(CommuneScope.Of(agent.Communes)))
        {
            var export = Services.GetRequiredService<ExportPerson>();
            var commune = fixture.Appliance.Commune(BureauFixture.SaintLo);
            Assert.Null(await export.RunAsync(db, new ExportPersonCommand(commune, [one.Numero, other.Numero], [], "Demande d’accès"), agent, CancellationToken.None));
            var selection = await export.RunAsync(db, new ExportPersonCommand(commune, [one.Numero], [draft], "Demande d’accès du 3 mars"), agent, CancellationToken.None);
            await Services.GetRequiredService<PersonArchive>().WriteAsync(db, selection!, new ForwardOnly(output), CancellationToken.None);
        }

        using var zip = new ZipArchive(new MemoryStream(output.ToArray()));
        var text = await ReadAsync(zip, "donnees.json");
        using var json = JsonDocument.Parse(text);
        var dossiers = json.RootElement.GetProperty("dossiers").EnumerateArray().ToList();
        Assert.Equal([one.Numero, draft.ToString()], dossiers.Select(dossier => dossier.GetProperty("numero").GetString()));
        Assert.Equal("Le lampadaire devant l’école est éteint.", dossiers[0].GetProperty("reponsesBrutes").GetProperty("message").GetString());
        Assert.Contains(dossiers[0].GetProperty("reponses").EnumerateArray().SelectMany(group => group.GetProperty("lignes").EnumerateArray()), line => line.GetProperty("reponse").GetString() == Courriel);
        Assert.Contains("Nous passons demain.", text);
        Assert.True(dossiers[0].GetProperty("evenements").GetArrayLength() > 0);
        Assert.DoesNotContain("Le voisin se plaint", text);
        Assert.DoesNotContain("3 mars", text);
        Assert.DoesNotContain(other.Numero, text);
        var page = await ReadAsync(zip, "resume.html");
        Assert.Contains(one.Numero, page);
        Assert.DoesNotContain("<script>", page);
        var piece = dossiers[0].GetProperty("pieces").EnumerateArray().Single();
        Assert.Equal(file, await ReadAsync(zip, piece.GetProperty("fichier").GetString()!));

        var line = Assert.Single(await ExportLinesAsync(BureauFixture.SaintLo, one.Id));
        Assert.Equal(sub, line.ActorId);
        Assert.Single(await ExportLinesAsync(BureauFixture.SaintLo, draft));
        Assert.True((await Services.GetRequiredService<VerifyLog>().RunAsync(fixture.Appliance.Commune(BureauFixture.SaintLo), CancellationToken.None)).Holds);
        Assert.Contains("Demande d’accès du 3 mars", (await browser.GetAsync(fixture.Url("/dossiers/" + one.Numero))).Text);
    }

    [Fact]
    public async Task Export_IsSentAsAnArchive()
    {
        var filed = await FileAsync(BureauFixture.SaintLo, "Archive", "Sacha", "sacha.archive@exemple.fr");
        using var browser = await fixture.SignInAsync(Role.CommuneAdmin, BureauFixture.SaintLo);
        var sent = await browser.SubmitAsync(await SearchAsync(browser, BureauFixture.SaintLo, "sacha.archive@exemple.fr"), "exporter", new() { ["Motif"] = "Demande d’accès" });

        Assert.Equal((HttpStatusCode.OK, "application/zip"), (sent.Status, sent.MediaType));
        Assert.StartsWith("PK", sent.Text);
        Assert.Contains("donnees.json", sent.Text);
        Assert.Single(await ExportLinesAsync(BureauFixture.SaintLo, filed.Id));
    }

    [Fact]
    public async Task Export_OfWhoActsForOthers_HoldsTheirMandateAndNothingOfThePerson()
    {
        const string Courriel = "nadia.aidante@exemple.fr";
        var filed = await FileAsync(BureauFixture.SaintLo, "Aidée", "Camille", "camille.aidee@exemple.fr", mandat: new Mandat
        {
            Qualite = MandatQualite.Aidant,
            Nom = "Nadia Aidante",
            Structure = "France Services",
            Courriel = Courriel,
            Telephone = "0611223344",
            Date = new DateOnly(2026, 1, 5),
            DeclaredAt = DateTime.UnixEpoch,
        });
        var other = await FileAsync(BureauFixture.SaintLo, "Autre", "Sacha", "sacha.autre@exemple.fr");
        var (_, sub) = await fixture.AddPersonAsync(Role.CommuneAdmin, BureauFixture.SaintLo);
        var agent = (await Services.GetRequiredService<AgentDirectory>().FindAsync(sub, CancellationToken.None))!;
        using var browser = await fixture.SignInAsync(Role.CommuneAdmin, BureauFixture.SaintLo);
        foreach (var typed in (string[])[Courriel, "06 11 22 33 44", "nadia aidante"])
        {
            var found = await SearchAsync(browser, BureauFixture.SaintLo, typed);
            Assert.NotNull(found.Html.QuerySelector($"input[name=Mandats][value='{filed.Numero}']"));
            Assert.Null(found.Html.QuerySelector($"input[name=Dossiers][value='{filed.Numero}']"));
            Assert.DoesNotContain("Aidée", found.Html.Body!.TextContent);
        }

        var commune = fixture.Appliance.Commune(BureauFixture.SaintLo);
        await using var db = fixture.Appliance.Open(CommuneScope.Of(agent.Communes));
        var export = Services.GetRequiredService<ExportPerson>();
        // A request that nobody made for another has no mandate to give.
        Assert.Null(await export.RunAsync(db, new ExportPersonCommand(commune, [], [], "Accès") { Mandats = [other.Numero] }, agent, CancellationToken.None));
        var selection = await export.RunAsync(db, new ExportPersonCommand(commune, [], [], "Accès") { Mandats = [filed.Numero] }, agent, CancellationToken.None);
        using var zip = await WriteAsync(db, selection!);
        var json = await ReadAsync(zip, "donnees.json");
        var page = await ReadAsync(zip, "resume.html");
        foreach (var text in (string[])[json, page])
        {
            Assert.Contains("Nadia Aidante", WebUtility.HtmlDecode(text));
            Assert.Contains(filed.Numero, text);
            Assert.DoesNotContain("camille", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("lampadaire", text);
        }

        using var read = JsonDocument.Parse(json);
        Assert.Equal(0, read.RootElement.GetProperty("dossiers").GetArrayLength());
        Assert.False(read.RootElement.TryGetProperty("compte", out _));
        Assert.Contains("mandataire", Assert.Single(await ExportLinesAsync(BureauFixture.SaintLo, filed.Id)).Data);
    }

    [Fact]
    public async Task Export_HoldsTheAccountOfThePerson_WhenItIsTheirsForCertain()
    {
        const string Courriel = "lea.compte@exemple.fr";
        var account = await fixture.Appliance.AddAccountAsync(Courriel, "Léa Compte", "girafe-lampion-huitre-quai");
        var joined = await FileAsync(BureauFixture.SaintLo, "Compte", "Léa", Courriel, sub: account.Id);
        var alone = await FileAsync(BureauFixture.SaintLo, "Compte", "Léa", Courriel);
        // Filed from Léa's account for somebody else: her account is not that person's.
        var helped = await FileAsync(BureauFixture.SaintLo, "Voisin", "Alix", "alix.voisin@exemple.fr", sub: account.Id);
        var (who, sub) = await fixture.AddPersonAsync(Role.CommuneAdmin, BureauFixture.SaintLo, BureauFixture.Canisy);
        var agent = (await Services.GetRequiredService<AgentDirectory>().FindAsync(sub, CancellationToken.None))!;
        var work = await FileAsync(BureauFixture.SaintLo, "Exemple", "Dominique", who);

        var kept = await AccountAsync(agent, joined.Numero);
        Assert.Equal(("Léa Compte", Courriel), (kept!.Value.GetProperty("nom").GetString(), kept.Value.GetProperty("courriel").GetString()));
        Assert.Equal("mot de passe", kept.Value.GetProperty("moyens").EnumerateArray().Single().GetString());
        Assert.Equal(0, kept.Value.GetProperty("roles").GetArrayLength());
        Assert.DoesNotContain("girafe", kept.Value.GetRawText());
        Assert.DoesNotContain("hash", kept.Value.GetRawText(), StringComparison.OrdinalIgnoreCase);
        Assert.Null(await AccountAsync(agent, alone.Numero));
        Assert.Null(await AccountAsync(agent, helped.Numero));
        // An agent of two communes learns from one what they do in that one.
        Assert.Single((await AccountAsync(agent, work.Numero))!.Value.GetProperty("roles").EnumerateArray());

        using var browser = await fixture.SignInAsync(who);
        await browser.GetAsync(fixture.Url("/dossiers"));
        Assert.NotEqual(JsonValueKind.Null, (await AccountAsync(agent, work.Numero))!.Value.GetProperty("derniereConnexion").ValueKind);
    }

    private async Task<JsonElement?> AccountAsync(AgentAccess agent, string numero)
    {
        await using var db = fixture.Appliance.Open(CommuneScope.Of(agent.Communes));
        var selection = await Services.GetRequiredService<ExportPerson>().RunAsync(
            db, new ExportPersonCommand(fixture.Appliance.Commune(BureauFixture.SaintLo), [numero], [], "Accès"), agent, CancellationToken.None);
        using var zip = await WriteAsync(db, selection!);
        using var json = JsonDocument.Parse(await ReadAsync(zip, "donnees.json"));
        Assert.Equal(json.RootElement.TryGetProperty("compte", out _), (await ReadAsync(zip, "resume.html")).Contains("Votre compte", StringComparison.Ordinal));
        return json.RootElement.TryGetProperty("compte", out var account) ? account.Clone() : null;
    }

    private async Task<ZipArchive> WriteAsync(PortalDb db, PersonSelection selection)
    {
        var output = new MemoryStream();
        await Services.GetRequiredService<PersonArchive>().WriteAsync(db, selection, output, CancellationToken.None);
        return new ZipArchive(new MemoryStream(output.ToArray()));
    }
}
