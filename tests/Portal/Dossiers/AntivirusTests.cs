using System.Text;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Communes.Register;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Pieces;
using Beffroi.Portal.Features.Dossiers.Pieces.Antivirus;
using Beffroi.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Beffroi.Portal.Tests.Dossiers;

public sealed class AntivirusTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Take_NothingFound_IsKeptAsScanned()
    {
        await using var clamd = new FakeClamd();
        using var intake = new Intake(clamd.Address);
        var large = SampleFiles.Pdf(new string('a', 300_000));

        var stored = await intake.TakeAsync(large);

        Assert.NotNull(stored.ScannedAt);
        Assert.Equal(large, Assert.Single(clamd.Seen));
    }

    [Fact]
    public async Task Take_Infected_IsRefusedAndPutIntoQuarantineForTheOwnerOnly()
    {
        await using var clamd = new FakeClamd();
        using var intake = new Intake(clamd.Address);
        var infected = SampleFiles.Pdf("VIRUS");

        Assert.Contains("l’antivirus y a trouvé un programme dangereux", await intake.RefusalAsync(infected), StringComparison.Ordinal);

        var files = Directory.GetFiles(intake.QuarantineFolder).Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(2, files.Length);
        Assert.All(files, file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
        Assert.Equal(infected, await File.ReadAllBytesAsync(files[0], Token));
        var note = await File.ReadAllTextAsync(files[1], Token);
        Assert.All(["\"papier\"", "\"Eicar-Test-Signature\"", Path.GetFileName(files[0])], word => Assert.Contains(word, note, StringComparison.Ordinal));
        Assert.Throws<DirectoryNotFoundException>(() => intake.Store.Open(Path.GetFileName(files[0])));
    }

    [Theory]
    [InlineData("INSTREAM size limit exceeded. ERROR")]
    [InlineData("")]
    [InlineData("stream: perhaps")]
    public async Task Take_ScannerAnswersSomethingElse_IsKeptAndWaits(string answer)
    {
        await using var clamd = new FakeClamd(answer);
        using var intake = new Intake(clamd.Address);

        Assert.Null((await intake.TakeAsync(SampleFiles.Pdf("VIRUS"))).ScannedAt);
    }

    [Fact]
    public async Task Take_ScannerIsSilent_IsKeptAfterTenSecondsAndWaits()
    {
        await using var clamd = new FakeClamd(isSilent: true);
        using var intake = new Intake(clamd.Address);
        var start = TimeProvider.System.GetTimestamp();

        Assert.Null((await intake.TakeAsync(SampleFiles.Pdf())).ScannedAt);

        Assert.InRange(TimeProvider.System.GetElapsedTime(start).TotalSeconds, 9, 20);
    }

    [Fact]
    public async Task Take_ScannerIsNotThere_IsKeptAndWaits()
    {
        using var closed = new Intake($"127.0.0.1:{FreePort.Find()}");
        using var absent = new Intake("/nowhere/clamd.ctl");

        Assert.Null((await closed.TakeAsync(SampleFiles.Pdf())).ScannedAt);
        Assert.Null((await absent.TakeAsync(SampleFiles.Pdf())).ScannedAt);
    }

    [Fact]
    public async Task Run_ScannerIsBack_WhatWaitedIsScannedAndTheInfectedTakenAway()
    {
        await using var appliance = await TestAppliance.StartAsync(configure: settings => settings.Antivirus = $"127.0.0.1:{FreePort.Find()}");
        appliance.Time.MoveTo(TimeProvider.System.GetUtcNow());
        await appliance.Services.GetRequiredService<AddCommune>()
            .RunAsync(appliance.Services.GetRequiredService<CommuneRegister>().Find("50502")!, new(), CancellationToken.None);
        await appliance.Services.GetRequiredService<CommuneDirectory>().RefreshAsync();
        var (good, bad) = (await AddAsync(appliance, "good"), await AddAsync(appliance, "VIRUS"));
        var store = appliance.Services.GetRequiredService<FileStore>();

        Assert.Equal(0, await ActivatorUtilities.CreateInstance<ScanPieces>(appliance.Services).RunAsync(Token));
        Assert.All(await PiecesAsync(appliance), piece => Assert.Null(piece.ScannedAt));

        await using var clamd = new FakeClamd();
        var back = new Clamd(clamd.Address, NullLogger<Clamd>.Instance);
        Assert.Equal(2, await ActivatorUtilities.CreateInstance<ScanPieces>(appliance.Services, back).RunAsync(Token));
        Assert.Equal(0, await ActivatorUtilities.CreateInstance<ScanPieces>(appliance.Services, back).RunAsync(Token));

        var pieces = await PiecesAsync(appliance);
        Assert.All(pieces, piece => Assert.NotNull(piece.ScannedAt));
        Assert.Null(pieces.Single(piece => piece.Sha256 == good).Threat);
        Assert.Equal("Eicar-Test-Signature", pieces.Single(piece => piece.Sha256 == bad).Threat);
        store.Open(good).Dispose();
        Assert.Throws<FileNotFoundException>(() => store.Open(bad));
        var kept = Path.Combine(appliance.Settings.Data, "quarantaine", bad);
        Assert.True(File.Exists(kept));

        var quarantine = appliance.Services.GetRequiredService<Quarantine>();
        Assert.Equal(0, quarantine.Purge());
        File.SetLastWriteTimeUtc(kept, TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-31));
        Assert.Equal(1, quarantine.Purge());
        Assert.False(File.Exists(kept));
    }

    private static async Task<List<Piece>> PiecesAsync(TestAppliance appliance)
    {
        await using var db = appliance.Open(CommuneScope.One(appliance.Commune("50502").Id));
        return await db.Pieces.AsNoTracking().ToListAsync(Token);
    }

    private static async Task<string> AddAsync(TestAppliance appliance, string content)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(content));
        var (sha256, length) = await appliance.Services.GetRequiredService<FileStore>().AddAsync(stream, Token);
        var scope = CommuneScope.One(appliance.Commune("50502").Id);
        await appliance.Services.GetRequiredService<PortalWrites>().RunAsync(
            scope,
            async (db, token) =>
            {
                db.Pieces.Add(new Piece
                {
                    Id = Guid.CreateVersion7(),
                    CommuneId = scope.Communes[0],
                    FileName = content + ".pdf",
                    MediaType = "application/pdf",
                    Length = length,
                    Sha256 = sha256,
                    Origin = PieceOrigin.Usager,
                    AddedAt = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc),
                });
                return await db.SaveChangesAsync(token);
            },
            Token);
        return sha256;
    }
}
