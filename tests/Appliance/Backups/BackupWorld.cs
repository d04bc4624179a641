using System.Text.Json;
using Beffroi.Appliance.Backups;
using Beffroi.Appliance.Configuration;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Appliance.Tests.Backups;

/// <summary>An appliance with two communes, a repository beside it and two keys, of which one is the right one.</summary>
public sealed class BackupWorld : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("beffroi-sauvegarde-").FullName;

    public ApplianceSettings Settings { get; private set; } = null!;

    public string Data => Path.Combine(_folder, "data");

    public string Repository => Path.Combine(_folder, "depot");

    public string Key => Path.Combine(_folder, "cle.txt");

    public string WrongKey => Path.Combine(_folder, "autre-cle.txt");

    public static async Task<BackupWorld> MakeAsync(int dossiers = 3, int ballastMb = 0)
    {
        Assert.SkipWhen(TestDatabase.IsPostgreSql, "The faults are those of files; no test covers PostgreSQL yet.");
        var world = new BackupWorld();
        Directory.CreateDirectory(world.Data);
        try
        {
            var (identity, recipient) = await AgeProgram.MakeKeyAsync(CancellationToken.None);
            await File.WriteAllTextAsync(world.Key, identity);
            await File.WriteAllTextAsync(world.WrongKey, (await AgeProgram.MakeKeyAsync(CancellationToken.None)).Identity);
            Directory.CreateDirectory(Path.Combine(world.Data, "keys"));
            await File.WriteAllTextAsync(Path.Combine(world.Data, "keys", "sauvegarde-destinataires.txt"), recipient + "\n");
        }
        catch (BackupException missing)
        {
            world.Dispose();
            Assert.Skip(missing.Message);
        }

        await using var appliance = await TestAppliance.StartAsync(data: world.Data);
        world.Settings = appliance.Settings;
        await appliance.AddCommunesAsync("50502", "50095");
        for (var i = 0; i < dossiers; i++)
        {
            await appliance.FileAsync("50502", nom: "Avant");
        }

        await appliance.FileAsync("50095", nom: "Voisin");
        var random = new Random(7);
        for (var i = 0; i < ballastMb; i++)
        {
            await world.AddPieceAsync(appliance, random);
        }

        return world;
    }

    /// <summary>A file of one megabyte that does not compress, and its row.</summary>
    public async Task AddPieceAsync(TestAppliance appliance, Random random)
    {
        var bytes = new byte[1 << 20];
        random.NextBytes(bytes);
        using var content = new MemoryStream(bytes);
        var store = appliance.Services.GetRequiredService<Portal.Features.Dossiers.Pieces.FileStore>();
        var (sha256, length) = await store.AddAsync(content, CancellationToken.None);
        var commune = appliance.Commune("50502").Id;
        await appliance.Services.GetRequiredService<PortalWrites>().RunAsync(CommuneScope.One(commune), async (db, token) =>
        {
            db.Pieces.Add(new Piece
            {
                Id = Guid.CreateVersion7(),
                CommuneId = commune,
                DossierId = (await db.Dossiers.FirstAsync(token)).Id,
                FileName = "photo.jpg",
                MediaType = "image/jpeg",
                Length = length,
                Sha256 = sha256,
                Origin = PieceOrigin.Usager,
                AddedAt = appliance.Time.GetUtcNow().UtcDateTime,
            });
            await db.SaveChangesAsync(token);
        });
    }

    public Task<(int Code, string Out, string Err)> RunAsync(params string[] arguments) => ApplianceProcess.RunAsync(Settings, arguments);

    public async Task<JsonElement> BackupAsync()
    {
        var (code, output, error) = await RunAsync("backup", "--to", Repository, "--json");
        Assert.True(code == 0, error);
        return JsonDocument.Parse(output).RootElement;
    }

    /// <summary>Restores into another directory and returns its settings.</summary>
    public async Task<(int Code, string Err, ApplianceSettings Settings)> RestoreElsewhereAsync(params string[] more)
    {
        var elsewhere = new ApplianceSettings { Base = Settings.Base, Listen = Settings.Listen, Data = Path.Combine(_folder, "ailleurs-" + Guid.CreateVersion7().ToString("N")) };
        var (code, _, error) = await ApplianceProcess.RunAsync(elsewhere, ["restore", Repository, "--identity", Key, .. more]);
        return (code, error, elsewhere);
    }

    public static async Task<int> DossiersAsync(ApplianceSettings settings, string insee)
    {
        await using var appliance = await TestAppliance.StartAsync(data: settings.Data);
        await using var db = appliance.Open(CommuneScope.One(appliance.Commune(insee).Id));
        return await db.Dossiers.CountAsync();
    }

    public string[] Packs() => [.. Directory.GetFiles(Path.Combine(Repository, "packs")).OrderByDescending(path => new FileInfo(path).Length)];

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
