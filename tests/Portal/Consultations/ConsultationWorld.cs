using System.Globalization;
using System.Net;
using Beffroi.Portal.Agents;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Consultations;
using Beffroi.Portal.Features.Dossiers.Filing;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Portal.Tests.Bureau;
using Beffroi.Portal.Tests.Documents;
using Beffroi.TestKit;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Portal.Tests.Consultations;

/// <summary>The bureau's appliance, with what the tests of opinions do again and again.</summary>
public sealed class ConsultationWorld : IAsyncLifetime
{
    public const string SaintLo = BureauFixture.SaintLo;
    public const string Question = "La voie est-elle assez large pour les engins de secours ?";

    public PaperWorld Papers { get; } = new();

    public BureauFixture Bureau => Papers.Bureau;

    public ValueTask InitializeAsync() => Papers.InitializeAsync();

    public ValueTask DisposeAsync() => Papers.DisposeAsync();

    public T Get<T>()
        where T : notnull => Bureau.Appliance.Services.GetRequiredService<T>();

    public PortalDb Open() => Bureau.Appliance.Open(CommuneScope.One(Bureau.CommuneId(SaintLo)));

    public DateOnly Today => FrenchDates.DayOf(Bureau.Appliance.Time.GetUtcNow().UtcDateTime);

    /// <summary>A browser of an agent with their own name in the service of Saint-Lô that the code names; of every service without one.</summary>
    public async Task<TestBrowser> MemberAsync(string? service)
    {
        var (courriel, _) = await Bureau.AddPersonAsync(null);
        await Get<InviteAgent>().RunAsync(new InviteAgentCommand(courriel, "Dominique Exemple", Bureau.CommuneId(SaintLo), Role.AgentService, service), CancellationToken.None);
        return await Bureau.SignInAsync(courriel);
    }

    /// <summary>A dossier of Saint-Lô with two files that an agent added.</summary>
    public async Task<(FiledDossier Filed, Piece Plan, Piece Devis)> FileAsync(TestBrowser agent)
    {
        var filed = await Bureau.FileAsync(SaintLo);
        foreach (var name in (string[])["plan.pdf", "devis.pdf"])
        {
            var page = await agent.GetAsync(Bureau.Url("/dossiers/" + filed.Numero));
            await agent.SubmitAsync(page, "message", new() { ["Message"] = "Voici " + name }, new() { ["Fichier"] = (name, SampleFiles.Pdf(name), "application/pdf") });
        }

        await using var db = Open();
        var pieces = await db.Pieces.Where(row => row.DossierId == filed.Id).ToListAsync();
        return (filed, pieces.Single(row => row.FileName == "plan.pdf"), pieces.Single(row => row.FileName == "devis.pdf"));
    }

    public Dictionary<string, string> Outside(int days = 10, Guid? piece = null, string courriel = "sdis@exemple.fr") => With(new()
    {
        ["Cote"] = "Dehors",
        ["Nom"] = "Service d’incendie",
        ["Courriel"] = courriel,
    }, days, piece);

    public Dictionary<string, string> Inside(string pour, int days = 10, Guid? piece = null) => With(new() { ["Cote"] = "Mairie", ["Pour"] = pour }, days, piece);

    /// <summary>What the agent reads before sending.</summary>
    public async Task<TestPage> PreviewAsync(TestBrowser agent, string numero, Dictionary<string, string> typed) =>
        await agent.SubmitAsync(await agent.GetAsync(Bureau.Url(ConsultationLinks.Ask(numero))), "avis", new(typed) { ["Geste"] = "apercu" });

    /// <summary>Asks as an agent does: reads, then sends.</summary>
    public async Task<Consultation> AskAsync(TestBrowser agent, FiledDossier filed, Dictionary<string, string> typed)
    {
        var preview = await PreviewAsync(agent, filed.Numero, typed);
        Assert.True(preview.Status == HttpStatusCode.OK, preview.Find("erreurs")?.TextContent);
        var sent = await agent.SubmitAsync(preview, "avis", new() { ["Geste"] = "envoyer" });
        Assert.EndsWith("?fait=avis", sent.Url, StringComparison.Ordinal);
        return (await ConsultationsAsync(filed.Id))[^1];
    }

    public async Task<List<Consultation>> ConsultationsAsync(Guid dossierId)
    {
        await using var db = Open();
        return await db.Consultations.Where(row => row.DossierId == dossierId).OrderBy(row => row.AskedAt).ToListAsync();
    }

    public async Task<List<(string To, string Kind, string Text)>> MailsAsync(Guid dossierId)
    {
        await using var db = Open();
        var rows = await db.Courriels.Where(row => row.DossierId == dossierId && ConsultationCourriels.Kinds.Contains(row.Kind)).OrderBy(row => row.Id).ToListAsync();
        return rows.ConvertAll(row => (row.Destinataire, row.Kind, row.Texte));
    }

    /// <summary>The links of the mails to who is asked outside, the oldest first.</summary>
    public async Task<List<string>> LinksAsync(Guid dossierId) =>
        [.. (await MailsAsync(dossierId)).SelectMany(mail => mail.Text.Split('\n')).Where(line => line.StartsWith("http", StringComparison.Ordinal) && line.Contains("/avis/", StringComparison.Ordinal) && !line.Contains("/taches/", StringComparison.Ordinal))];

    public async Task<List<DossierEvent>> LogAsync(Guid dossierId)
    {
        await using var db = Open();
        return await db.DossierEvents.Where(row => row.DossierId == dossierId).OrderBy(row => row.Sequence).ToListAsync();
    }

    /// <summary>The dossier counts what is awaited, and the view of the inbox shows it when, and only when, something is.</summary>
    public async Task AssertAwaitedAsync(TestBrowser agent, FiledDossier filed, int awaited)
    {
        Assert.Equal(awaited, (await ConsultationsAsync(filed.Id)).Count(row => row.IsOpen));
        Assert.Equal(awaited, (await Bureau.DossierAsync(SaintLo, filed.Numero)).AvisAttendus);
        var view = await agent.GetAsync(Bureau.Url("/dossiers?vue=attend-avis"));
        Assert.Equal(awaited > 0, view.Html.QuerySelector($"[data-numero='{filed.Numero}']") is not null);
        await using var db = Open();
        var all = await db.Dossiers.CountAsync(row => row.AvisAttendus > 0);
        Assert.Contains(all.ToString(CultureInfo.InvariantCulture), view.TextOf("vue-attend-avis"), StringComparison.Ordinal);
    }

    private Dictionary<string, string> With(Dictionary<string, string> typed, int days, Guid? piece)
    {
        var due = Today.AddDays(days);
        (typed["Question"], typed["AvantLe.Jour"], typed["AvantLe.Mois"], typed["AvantLe.Annee"]) = (Question, $"{due:%d}", $"{due:%M}", $"{due:yyyy}");
        if (piece is { } id)
        {
            typed["Pieces"] = id.ToString();
        }

        return typed;
    }
}

/// <summary>One appliance for the tests of opinions that leave the clock alone.</summary>
[CollectionDefinition(nameof(ConsultationSuite))]
public sealed class ConsultationSuite : ICollectionFixture<ConsultationWorld>;
