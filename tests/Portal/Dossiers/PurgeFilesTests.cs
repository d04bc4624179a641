using Beffroi.Portal.Communes;
using Beffroi.Portal.Communes.Register;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Demarches.Purge;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Documents;
using Beffroi.Portal.Features.Dossiers.Pieces;
using Beffroi.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Portal.Tests.Dossiers;

public sealed class PurgeFilesTests : IAsyncLifetime
{
    private TestAppliance _appliance = null!;
    private FileStore _store = null!;

    public async ValueTask InitializeAsync()
    {
        _appliance = await TestAppliance.StartAsync();
        _appliance.Time.MoveTo(TimeProvider.System.GetUtcNow());
        var register = _appliance.Services.GetRequiredService<CommuneRegister>();
        await _appliance.Services.GetRequiredService<AddCommune>().RunAsync(register.Find("50502")!, new(), CancellationToken.None);
        await _appliance.Services.GetRequiredService<CommuneDirectory>().RefreshAsync();
        _store = _appliance.Services.GetRequiredService<FileStore>();
    }

    public async ValueTask DisposeAsync() => await _appliance.DisposeAsync();

    [Fact]
    public async Task Run_OldFileThatNoRowNames_IsDeletedAndTheOthersStay()
    {
        var orphan = await AddAsync("orphan", hoursAgo: 25);
        var recent = await AddAsync("recent", hoursAgo: 23);
        var named = await AddAsync("named", hoursAgo: 24 * 400);
        await NameAsync(named);

        await RunAsync();

        Assert.False(Exists(orphan));
        Assert.True(Exists(recent));
        Assert.True(Exists(named));
    }

    [Fact]
    public async Task Run_FileHalfWritten_GoesAfterADayOnly()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_appliance.Settings.Data, "files", "arrivee")).FullName;
        var (old, recent) = (Path.Combine(folder, "old"), Path.Combine(folder, "recent"));
        await File.WriteAllTextAsync(old, "half", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(recent, "half", TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(old, TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-25));

        await RunAsync();

        Assert.False(File.Exists(old));
        Assert.True(File.Exists(recent));
    }

    [Fact]
    public async Task Remove_SameContentArrivedAgainMeanwhile_KeepsIt()
    {
        var limit = TimeProvider.System.GetUtcNow().UtcDateTime - PurgeFiles.Kept;
        var sha256 = await AddAsync("twice", hoursAgo: 48);
        Assert.Contains(sha256, _store.OlderThan(limit));

        await AddAsync("twice", hoursAgo: 0);

        Assert.False(_store.Remove(sha256, limit));
        Assert.True(Exists(sha256));
    }

    // A new table that names files must be asked by the purge, in NamedAsync, before it is added here.
    [Fact]
    public void Model_TablesThatNameFiles_AreThoseThatThePurgeAsks()
    {
        using var db = _appliance.Open(CommuneScope.Syndicat);

        var tables = db.Model.GetEntityTypes()
            .Where(entity => entity.GetProperties().Any(property => property.Name.Contains("Sha256", StringComparison.OrdinalIgnoreCase)))
            .Select(entity => entity.ClrType);

        Assert.Equal([typeof(Paper), typeof(Piece)], tables);
    }

    private async Task RunAsync() =>
        await ActivatorUtilities.CreateInstance<PurgeDrafts>(_appliance.Services).RunAsync(TestContext.Current.CancellationToken);

    private async Task<string> AddAsync(string content, int hoursAgo)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(content));
        var (sha256, _) = await _store.AddAsync(stream, TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(PathOf(sha256), TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-hoursAgo));
        return sha256;
    }

    private async Task NameAsync(string sha256)
    {
        var scope = CommuneScope.One(_appliance.Commune("50502").Id);
        await _appliance.Services.GetRequiredService<PortalWrites>().RunAsync(
            scope,
            async (db, token) =>
            {
                db.Pieces.Add(new Piece
                {
                    Id = Guid.CreateVersion7(),
                    CommuneId = scope.Communes[0],
                    FileName = "acte.pdf",
                    MediaType = "application/pdf",
                    Length = 5,
                    Sha256 = sha256,
                    Origin = PieceOrigin.Usager,
                    AddedAt = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc),
                });
                return await db.SaveChangesAsync(token);
            },
            TestContext.Current.CancellationToken);
    }

    private bool Exists(string sha256) => File.Exists(PathOf(sha256));

    private string PathOf(string sha256) => Path.Combine(_appliance.Settings.Data, "files", sha256[..2], sha256[2..4], sha256);
}
