using Beffroi.Portal.Features.Dossiers.Pieces;
using Beffroi.Portal.Features.Dossiers.Pieces.Antivirus;
using Beffroi.Scheduler.Data;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Beffroi.Portal.Tests.Dossiers;

/// <summary>The intake of files over a folder of its own.</summary>
internal sealed class Intake : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("beffroi-pieces-").FullName;
    private readonly PieceIntake _intake;

    public Intake(string antivirus = "")
    {
        var settings = new PortalSettings
        {
            Database = DatabaseSettings.SqliteFile(Path.Combine(_folder, "portal.db")),
            FilesFolder = Path.Combine(_folder, "files"),
            QuarantineFolder = QuarantineFolder,
            KeysFolder = _folder,
            Base = "beffroi.localhost",
            Scheme = "http",
        };
        Store = new FileStore(settings);
        _intake = new PieceIntake(
            Store, new Clamd(antivirus, NullLogger<Clamd>.Instance), new Quarantine(settings, TimeProvider.System), TimeProvider.System, NullLogger<PieceIntake>.Instance);
    }

    public FileStore Store { get; }

    public string QuarantineFolder => Path.Combine(_folder, "quarantaine");

    public Task<StoredFile> TakeAsync(byte[] content, string name = "papier") =>
        _intake.TakeAsync(new FormFile(new MemoryStream(content), 0, content.Length, "fichier", name), TestContext.Current.CancellationToken);

    /// <summary>What is on disk once a content was taken.</summary>
    public async Task<byte[]> KeptAsync(byte[] content)
    {
        await using var file = Store.Open((await TakeAsync(content)).Sha256);
        var kept = new MemoryStream();
        await file.CopyToAsync(kept, TestContext.Current.CancellationToken);
        return kept.ToArray();
    }

    public async Task<string> RefusalAsync(byte[] content) =>
        (await Assert.ThrowsAsync<PieceRefusedException>(() => TakeAsync(content))).Message;

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
