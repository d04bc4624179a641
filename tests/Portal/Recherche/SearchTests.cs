using Beffroi.Portal.Agents;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Filing;
using Beffroi.Portal.Features.Dossiers.Recherche;
using Beffroi.Portal.Features.Dossiers.Treat;
using Beffroi.Portal.Tests.Bureau;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Portal.Tests.Recherche;

/// <summary>The search over real databases: the same answers on SQLite and on PostgreSQL, where these tests run too.</summary>
[Collection(nameof(BureauSuite))]
public sealed class SearchTests(BureauFixture bureau)
{
    [Theory]
    [InlineData("eclairage")]
    [InlineData("ÉCLAIRAGES")]
    [InlineData("l’éclairage de la place")]
    [InlineData("lampadaires éteints")]
    [InlineData("lampad ecol")]
    [InlineData("camille zimmermann-duval")]
    [InlineData("zimmerm")]
    [InlineData("zimmermannduval@exemple.fr")]
    public async Task Find_ByWhatTheRequestSays_FindsIt(string typed)
    {
        var filed = await bureau.FileAsync(BureauFixture.SaintLo, "Zimmermann-Duval", "zimmermannduval@exemple.fr");

        Assert.Contains(filed.Id, (await FindAsync(typed, BureauFixture.SaintLo)).Dossiers);
    }

    [Fact]
    public async Task Find_ByNumberAndCode_FindsThatOne()
    {
        await bureau.FileAsync(BureauFixture.SaintLo);
        var filed = await bureau.FileAsync(BureauFixture.SaintLo);
        var typed = (string[])[filed.Numero, filed.Numero[6..], FollowUpCode.Display(filed.Code), filed.Code.ToLowerInvariant()];

        foreach (var one in typed)
        {
            Assert.Equal([filed.Id], (await FindAsync(one, BureauFixture.SaintLo)).Dossiers);
        }
    }

    [Fact]
    public async Task Find_WordOfALaterMessage_FindsItTogetherWithTheFirstOnes()
    {
        var filed = await bureau.FileAsync(BureauFixture.SaintLo, "Quenouille");
        Assert.Empty((await FindAsync("quenouille hélicoptère", BureauFixture.SaintLo)).Dossiers);

        await NoteAsync(BureauFixture.SaintLo, filed.Numero, "Vu avec les pompiers : l’hélicoptère se pose là.");

        Assert.Equal([filed.Id], (await FindAsync("quenouille hélicoptères", BureauFixture.SaintLo)).Dossiers);
        Assert.Equal([filed.Id], (await FindAsync("lampadaire quenouille", BureauFixture.SaintLo)).Dossiers);
    }

    [Theory]
    [InlineData("Vancauwenbergue", "vancauwenberge")]
    [InlineData("Vancauwenbergue", "vancauwenbregue")]
    [InlineData("Wojciechowski", "wojcieckowski")]
    [InlineData("Wojciechowski", "owjciechowski")]
    [InlineData("Ruyssen", "ruysen")]
    public async Task Find_MisspeltName_FindsTheNearest_AndSaysSo(string name, string typed)
    {
        var filed = await bureau.FileAsync(BureauFixture.SaintLo, name);

        var found = await FindAsync(typed, BureauFixture.SaintLo);

        Assert.Contains(filed.Id, found.Dossiers);
        Assert.True(found.Corrected is not null || SearchText.Stem(typed) == SearchText.Stem(name.ToLowerInvariant()));
    }

    [Fact]
    public async Task Find_RightAndMisspeltWordTogether_NarrowsByBoth()
    {
        var filed = await bureau.FileAsync(BureauFixture.SaintLo, "Berthelemy");
        await bureau.FileAsync(BureauFixture.SaintLo, "Bonamy");

        Assert.Equal([filed.Id], (await FindAsync("lampadaire bertelemy", BureauFixture.SaintLo)).Dossiers);
    }

    [Fact]
    public async Task Find_FromAnotherCommune_FindsNothingAndLearnsNoWord()
    {
        var filed = await bureau.FileAsync(BureauFixture.Canisy, "Krzyzanowski", "krzyzanowski@exemple.fr");

        foreach (var typed in (string[])["krzyzanowski", "krzyzanovski", filed.Numero, filed.Code])
        {
            var found = await FindAsync(typed, BureauFixture.SaintLo);
            Assert.Empty(found.Dossiers);
            Assert.Null(found.Corrected);
        }

        Assert.Equal([filed.Id], (await FindAsync("krzyzanovski", BureauFixture.SaintLo, BureauFixture.Canisy)).Dossiers);
    }

    [Theory]
    [InlineData("\"")]
    [InlineData("' OR '1'='1")]
    [InlineData("NEAR(a b)")]
    [InlineData("words:*")]
    [InlineData("!(&|:*)")]
    [InlineData("%_\\")]
    public async Task Find_SignsThatDatabasesRead_AreOnlyText(string typed)
    {
        await bureau.FileAsync(BureauFixture.SaintLo);

        Assert.Empty((await FindAsync(typed, BureauFixture.SaintLo)).Dossiers);
    }

    [Fact]
    public async Task Find_HalfACharacterOrNone_FindsNothing()
    {
        Assert.Empty((await FindAsync("\uD83D", BureauFixture.SaintLo)).Dossiers);
        Assert.Empty((await FindAsync("\0", BureauFixture.SaintLo)).Dossiers);
    }

    [Fact]
    public async Task Write_ThatFails_LeavesNoWord()
    {
        var filed = await bureau.FileAsync(BureauFixture.SaintLo, "Esclarmonde");
        var work = bureau.Appliance.Services.GetRequiredService<DossierWork>();

        await Assert.ThrowsAsync<InvalidOperationException>(() => work.RunAsApplianceAsync(bureau.CommuneId(BureauFixture.SaintLo), filed.Id, async context =>
        {
            context.Write("Une montgolfière est passée.");
            await SearchIndex.FollowAsync(context.Db, context.Dossier, context.CancellationToken);
            await context.Db.SaveChangesAsync(context.CancellationToken);
            throw new InvalidOperationException("stop");
        }, CancellationToken.None));

        Assert.Empty((await FindAsync("montgolfière", BureauFixture.SaintLo)).Dossiers);
        Assert.Null((await FindAsync("montgolfiere esclarmonde", BureauFixture.SaintLo)).Corrected);
    }

    [Fact]
    public async Task Job_MakesTheEntriesThatAreMissing_TheSameAsFiling()
    {
        var filed = await bureau.FileAsync(BureauFixture.SaintLo, "Phildebert");
        await NoteAsync(BureauFixture.SaintLo, filed.Numero, "Note sur le trampoline.");
        var before = await WordsAsync(filed.Id);
        var writes = bureau.Appliance.Services.GetRequiredService<PortalWrites>();
        await writes.RunAsync(CommuneScope.One(bureau.CommuneId(BureauFixture.SaintLo)), async (db, token) =>
            await db.SearchEntries.Where(row => row.DossierId == filed.Id).ExecuteDeleteAsync(token));
        Assert.Empty((await FindAsync("phildebert", BureauFixture.SaintLo)).Dossiers);

        var job = ActivatorUtilities.CreateInstance<IndexDossiers>(bureau.Appliance.Services);
        Assert.InRange(await job.RunAsync(CancellationToken.None), 1, int.MaxValue);

        Assert.Equal([filed.Id], (await FindAsync("phildebert trampolines", BureauFixture.SaintLo)).Dossiers);
        Assert.Equal(before, await WordsAsync(filed.Id));
        Assert.Equal(0, await job.RunAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Inbox_Search_ShowsWhatWasFound_AndTheSpellingThatWasMeant()
    {
        var filed = await bureau.FileAsync(BureauFixture.SaintLo, "Abernathy");
        using var browser = await bureau.SignInAsync(Role.AgentService, BureauFixture.SaintLo);

        var found = await browser.GetAsync(bureau.Url("/dossiers?q=abernathy"));
        await FoldAsync();
        var meant = await browser.GetAsync(bureau.Url("/dossiers?q=abernaty"));

        Assert.Equal([filed.Numero], found.Html.QuerySelectorAll("tr[data-numero]").Select(row => row.GetAttribute("data-numero")));
        Assert.Equal([filed.Numero], meant.Html.QuerySelectorAll("tr[data-numero]").Select(row => row.GetAttribute("data-numero")));
        Assert.Contains("Aucune demande pour «\u00a0abernaty\u00a0»", meant.TextOf("corrige"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("agent=aucun", true)]
    [InlineData("agent=moi", false)]
    [InlineData("demarche=contact-mairie", true)]
    [InlineData("demarche=acte-naissance", false)]
    [InlineData("priorite=normale", true)]
    [InlineData("priorite=urgente", false)]
    [InlineData("canal=web&phase=reception&agent=aucun", true)]
    [InlineData("agent=n-importe-quoi&priorite=demain", true)]
    public async Task Inbox_Filters_AreInTheAddress(string query, bool shown)
    {
        var filed = await bureau.FileAsync(BureauFixture.SaintLo, "Filtrement");
        using var browser = await bureau.SignInAsync(Role.AgentService, BureauFixture.SaintLo);

        var page = await browser.GetAsync(bureau.Url("/dossiers?q=filtrement+" + filed.Code + "&" + query));

        Assert.Equal(shown ? 1 : 0, page.Html.QuerySelectorAll($"tr[data-numero='{filed.Numero}']").Length);
    }

    private async Task<Found> FindAsync(string typed, params string[] communes)
    {
        await using var db = bureau.Appliance.Open(CommuneScope.Of(communes.Select(bureau.CommuneId)));
        var before = await SearchDossiers.FindAsync(db, [.. db.CommuneIds], typed, CancellationToken.None);
        await FoldAsync();
        var after = await SearchDossiers.FindAsync(db, [.. db.CommuneIds], typed, CancellationToken.None);

        // The index answers like the entries that it has yet to take in; it knows more words to put a slip right.
        Assert.True(before.Dossiers.Count == 0 || before.Dossiers.SequenceEqual(after.Dossiers), $"« {typed} » is found otherwise by the index.");
        return after;
    }

    private Task<int> FoldAsync() => ActivatorUtilities.CreateInstance<FoldSearch>(bureau.Appliance.Services).RunAsync(CancellationToken.None);

    private async Task<string> WordsAsync(Guid dossierId)
    {
        await using var db = bureau.Appliance.Open(CommuneScope.One(bureau.CommuneId(BureauFixture.SaintLo)));
        return await db.SearchEntries.Where(row => row.DossierId == dossierId).Select(row => row.Words).SingleAsync();
    }

    private async Task NoteAsync(string insee, string numero, string text)
    {
        var (_, sub) = await bureau.AddPersonAsync(Role.CommuneAdmin, insee);
        var agent = await bureau.Appliance.Services.GetRequiredService<AgentDirectory>().FindAsync(sub, CancellationToken.None);
        Assert.True(await bureau.Appliance.Services.GetRequiredService<WriteToUsager>().NoteAsync(numero, text, agent!, CancellationToken.None));
    }
}
