using Beffroi.Bench.Bare;
using Beffroi.Bench.Load;
using Beffroi.Bench.Measures;
using Beffroi.Bench.Servers;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Engine;
using Beffroi.Portal.Features.Demarches.Fill;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Filing;
using Beffroi.Portal.Features.Dossiers.Pieces;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Bench;

/// <summary>Forms of one page with a photo, filled in and sent: every answer checked, the photo cleaned and on the disk, the draft kept, then the dossier with log and outbox.</summary>
internal sealed class FormFilings(IServiceProvider services, IReadOnlyList<Commune> communes, DemarcheDefinition demarche)
{
    private const int Many = FilingBench.Many;
    private const int PhotoBytes = 200_000;

    private static readonly Dictionary<string, string[]> s_posted = new(StringComparer.Ordinal)
    {
        ["f.demandeur-nom"] = ["Exemple"],
        ["f.demandeur-prenom"] = ["Camille"],
        ["f.courriel"] = ["camille@exemple.fr"],
        ["f.telephone"] = ["06 39 98 00 12"],
        ["f.adresse.ligne1"] = ["12 rue de l’Exemple"],
        ["f.adresse.codepostal"] = ["50 000"],
        ["f.adresse.ville"] = ["Saint-Lô"],
        ["f.objet"] = ["Salle des fêtes"],
        ["f.message"] = ["Bonjour, la salle des fêtes est-elle libre le 14 juillet ? Nous serions une soixantaine. Merci."],
    };

    private readonly PageDefinition _page = demarche.Pages[0];
    private readonly FieldDefinition _photo = demarche.AllFields().First(field => field.Kind == FieldKind.Attachment);
    private readonly PieceIntake _intake = services.GetRequiredService<PieceIntake>();
    private readonly SavePage _save = services.GetRequiredService<SavePage>();
    private readonly FileDossier _file = services.GetRequiredService<FileDossier>();

    /// <summary>Measures them beside bare inserts of the same rows.</summary>
    public static async Task<BenchRow> RunAsync()
    {
        var (data, bareData) = (Places.NewData("forms"), Places.NewData("forms-bare"));
        try
        {
            await using var app = ServeAppliance.Build(data, Places.FreePort(), uncached: false);
            await using var bareApp = ServeAppliance.Build(bareData, Places.FreePort(), uncached: false);
            var filings = new FormFilings(app.Services, await FilingBench.PrepareAsync(app.Services), WithPhoto());
            var bare = new BareFiling(Path.Combine(bareData, "portal.db"), await FilingBench.PrepareAsync(bareApp.Services), await filings.SampleAsync());
            return await Callers.CompareAsync($"forms with a photo of {PhotoBytes / 1000} kB filled in and filed, {Many} people, beside bare inserts of their rows", Many, "filings/s", 0.5, filings.CallerAsync, bare.CallerAsync);
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(data, recursive: true);
            Directory.Delete(bareData, recursive: true);
        }
    }

    private async Task<long> CallerAsync(int caller, Func<bool> goes)
    {
        var (count, photo) = (0L, Photo(caller));
        while (goes())
        {
            // Each photo is another one: none is on the disk already.
            BitConverter.TryWriteBytes(photo.AsSpan(photo.Length - 16), count & 0x7F7F7F7F7F7F7F7F);
            await FileAsync(communes[caller], photo);
            count++;
        }

        return count;
    }

    private async Task<FiledDossier> FileAsync(Commune commune, byte[] photo)
    {
        var context = new FormContext(DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime), commune.Nom, commune.Liaison);
        var stored = await _intake.TakeAsync(new FormFile(new MemoryStream(photo, writable: false), 0, photo.Length, "f." + _photo.Id, "photo.jpg"), CancellationToken.None);
        var files = new PageFiles([new NewPiece(Guid.CreateVersion7(), _photo.Id, stored)], [], []);
        var journey = new Journey(commune, demarche, new FormFlow(demarche, FormAnswers.Empty, context), null, null, null, null);
        var saved = await _save.RunAsync(new SavePageCommand(journey, _page, s_posted, files, null), CancellationToken.None);
        return !saved.Flow.IsComplete
            ? throw new InvalidOperationException(string.Join(", ", saved.Result!.Errors.Select(error => error.Message)))
            : await _file.RunAsync(
                new FileDossierCommand { CommuneId = commune.Id, Demarche = demarche, Answers = saved.Flow.Answers, Channel = Channel.Web, DraftId = saved.DraftId },
                CancellationToken.None);
    }

    private async Task<FilingSample> SampleAsync()
    {
        var filed = await FileAsync(communes[0], Photo(Many));
        await using var db = services.GetRequiredService<PortalContexts>().Open(CommuneScope.One(communes[0].Id));
        return new FilingSample(
            await db.Dossiers.FirstAsync(row => row.Id == filed.Id),
            await db.DossierEvents.Where(row => row.DossierId == filed.Id).OrderBy(row => row.Sequence).ToListAsync(),
            await db.Courriels.FirstAsync(row => row.DossierId == filed.Id),
            await db.Drafts.FirstAsync(row => row.DossierId == filed.Id),
            await db.Pieces.FirstAsync(row => row.DossierId == filed.Id));
    }

    private static DemarcheDefinition WithPhoto()
    {
        var contact = DemarcheCatalogue.Load().Find("contact-mairie")!;
        var photo = new FieldDefinition { Id = "photo", Kind = FieldKind.Attachment, Label = "Photo", Accept = ["jpeg"] };
        return contact with
        {
            Pages = [new() { Id = "demande", Title = "Votre demande", Sections = [.. contact.Pages.SelectMany(page => page.Sections), new() { Fields = [photo] }] }],
        };
    }

    // A frame of 1200 × 900 points and noise behind it, which no decoder is asked to draw.
    private static byte[] Photo(int seed)
    {
        var noise = new byte[PhotoBytes];
        new Random(seed).NextBytes(noise);
        for (var i = 0; i < noise.Length; i++)
        {
            noise[i] &= 0x7F;
        }

        return
        [
            0xFF, 0xD8,
            0xFF, 0xE0, 0, 16, .. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0,
            0xFF, 0xC0, 0, 11, 8, 900 >> 8, 900 & 0xFF, 1200 >> 8, 1200 & 0xFF, 1, 1, 0x11, 0,
            0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0,
            .. noise,
            0xFF, 0xD9,
        ];
    }
}
