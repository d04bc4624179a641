using System.Text;
using Beffroi.Portal.Agents;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Filing;
using Beffroi.Portal.Features.Dossiers.Follow;
using Beffroi.Portal.Features.Dossiers.Fusions;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Portal.Features.Dossiers.Pieces;
using Beffroi.Portal.Features.Dossiers.Qualify;
using Beffroi.Portal.Tests.Bureau;
using Beffroi.Portal.Tests.Documents;
using Beffroi.TestKit;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Portal.Tests.Fusions;

/// <summary>The bureau's appliance, with what the tests of joined and split requests do again and again.</summary>
public sealed class FusionWorld : IAsyncLifetime
{
    public const string SaintLo = BureauFixture.SaintLo;

    public PaperWorld Papers { get; } = new();

    public BureauFixture Bureau => Papers.Bureau;

    public ValueTask InitializeAsync() => Papers.InitializeAsync();

    public ValueTask DisposeAsync() => Papers.DisposeAsync();

    public T Get<T>()
        where T : notnull => Bureau.Appliance.Services.GetRequiredService<T>();

    public async Task<AgentAccess> AgentAsync(Role role = Role.CommuneAdmin, params string[] communes)
    {
        var (_, sub) = await Bureau.AddPersonAsync(role, communes.Length == 0 ? [SaintLo] : communes);
        return (await Get<AgentDirectory>().FindAsync(sub, CancellationToken.None))!;
    }

    public async Task<Dossier> DossierAsync(string numero) => await Bureau.DossierAsync(numero[..5], numero);

    public Task<FiledDossier> FileAsync(string nom, string insee = SaintLo) => Bureau.FileAsync(insee, nom, $"{nom.ToLowerInvariant()}@exemple.fr");

    /// <summary>Joins one to another as the agent does who has just read it.</summary>
    public async Task<bool> JoinAsync(string numero, string avec, AgentAccess agent) =>
        await Get<JoinDossier>().RunAsync(new JoinDossierCommand(numero, (await DossierAsync(numero)).Version, avec), agent, CancellationToken.None);

    public async Task QualifyAsync(string numero, AgentAccess agent) => await Get<QualifyDossier>().RunAsync(
        new QualifyDossierCommand(numero, (await DossierAsync(numero)).Version, await Bureau.ServiceAsync(numero[..5], "technique"), Priority.Normale), agent, CancellationToken.None);

    public async Task<List<DossierEvent>> LogAsync(Dossier dossier)
    {
        await using var db = Bureau.Appliance.Open(CommuneScope.One(dossier.CommuneId));
        return await db.DossierEvents.Where(row => row.DossierId == dossier.Id).OrderBy(row => row.Sequence).ToListAsync();
    }

    public async Task<List<Piece>> PiecesAsync(Guid dossierId)
    {
        await using var db = Bureau.Appliance.Open(CommuneScope.One(Bureau.CommuneId(SaintLo)));
        return await db.Pieces.Where(row => row.DossierId == dossierId).ToListAsync();
    }

    public async Task<List<string>> MailsAsync(Guid dossierId) => [.. (await Bureau.CourrielsAsync(SaintLo, dossierId)).Select(mail => mail.Kind)];

    public async Task SendPieceAsync(Guid dossierId, string name)
    {
        using var content = new MemoryStream(Encoding.ASCII.GetBytes($"%PDF-1.7\n%{name}\n%%EOF\n"));
        var (sha256, length) = await Get<FileStore>().AddAsync(content, CancellationToken.None);
        await Get<AnswerAsUsager>().RunAsync(
            new AnswerAsUsagerCommand(Bureau.CommuneId(SaintLo), dossierId, null, null, [new StoredFile(name, "application/pdf", length, sha256)]), CancellationToken.None);
    }

    public Task<bool> WriteAsUsagerAsync(Guid dossierId, string text) => Get<AnswerAsUsager>().RunAsync(
        new AnswerAsUsagerCommand(Bureau.CommuneId(SaintLo), dossierId, null, text, []), CancellationToken.None);

    public void MoveTo(DateOnly day) => Bureau.Appliance.Time.MoveTo(
        new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(new TimeOnly(0, 0, 1), DateTimeKind.Unspecified), FrenchDates.Zone)));

    public async Task AssertLogHoldsAsync()
    {
        var verified = await Get<VerifyLog>().RunAsync(Bureau.Appliance.Commune(SaintLo), CancellationToken.None);
        Assert.True(verified.Holds, verified.Reason);
    }

    public async Task<IReadOnlyList<string>> ListedAsync(TestBrowser browser, string query) =>
        [.. (await browser.GetAsync(Bureau.Url("/dossiers" + query))).Html.QuerySelectorAll("tr[data-numero]").Select(row => row.GetAttribute("data-numero")!)];
}
