using System.Text.Json;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Features.Courriels;
using Beffroi.Portal.Features.Demarches;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Log;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Bench.Bare;

/// <summary>The rows of one dossier as the appliance writes them; with its draft and its attachment where it was filled in on the site.</summary>
internal sealed record FilingSample(Dossier Dossier, IReadOnlyList<DossierEvent> Events, Courriel Courriel, Draft? Draft, Piece? Piece);

/// <summary>Writes the rows of dossiers with EF Core alone: each caller has a connection, each dossier a context and one SaveChanges.</summary>
internal sealed class BareFiling(string file, IReadOnlyList<Commune> communes, FilingSample sample)
{
    private readonly List<JsonElement> _data = [.. sample.Events.Select(line => JsonDocument.Parse(line.Data).RootElement)];

    public async Task<long> CallerAsync(int caller, Func<bool> goes)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Foreign Keys=True;Default Timeout=60");
        await connection.OpenAsync();
        await using (var patience = connection.CreateCommand())
        {
            patience.CommandText = "PRAGMA busy_timeout=60000; PRAGMA synchronous=FULL";
            await patience.ExecuteNonQueryAsync();
        }

        var options = new DbContextOptionsBuilder<BarePortal>().UseSqlite(connection).UseSnakeCaseNamingConvention().Options;
        var ledger = await LedgerAsync(caller, options);
        var count = 0L;
        while (goes())
        {
            await using var db = new BarePortal(options);
            Add(db, communes[caller], ledger);
            await db.SaveChangesAsync();
            count++;
        }

        return count;
    }

    private async Task<CommuneLedger> LedgerAsync(int caller, DbContextOptions<BarePortal> options)
    {
        await using var db = new BarePortal(options);
        var communeId = communes[caller].Id;
        return await db.Ledgers.AsNoTracking().FirstAsync(row => row.CommuneId == communeId);
    }

    private void Add(BarePortal db, Commune commune, CommuneLedger ledger)
    {
        db.Attach(ledger);
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var model = sample.Dossier;
        var dossier = new Dossier
        {
            Id = Guid.CreateVersion7(),
            CommuneId = commune.Id,
            Numero = ledger.NextNumber(commune.Insee, now.Year),
            Code = FollowUpCode.Draw(),
            DraftId = sample.Draft is null ? null : Guid.CreateVersion7(),
            DemarcheCode = model.DemarcheCode,
            DemarcheVersion = model.DemarcheVersion,
            Objet = model.Objet,
            Channel = model.Channel,
            ReceivedAt = now,
            Answers = model.Answers,
            UsagerNom = model.UsagerNom,
            UsagerCourriel = model.UsagerCourriel,
            UsagerTelephone = model.UsagerTelephone,
            AccuseEnregistrementAt = now,
            NextDate = model.NextDate,
            NextDateKind = model.NextDateKind,
        };
        dossier.Start(model.Phase, model.ServiceId, null);
        db.Add(dossier);
        for (var i = 0; i < sample.Events.Count; i++)
        {
            var line = sample.Events[i];
            db.Add(ledger.Append(dossier.Id, now, new Actor(line.ActorKind, line.ActorId, line.ActorName), line.Kind, _data[i]));
        }

        db.Add(new Courriel
        {
            Id = Guid.CreateVersion7(),
            CommuneId = commune.Id,
            DossierId = dossier.Id,
            Kind = sample.Courriel.Kind,
            Destinataire = sample.Courriel.Destinataire,
            Objet = sample.Courriel.Objet,
            Texte = sample.Courriel.Texte,
            Html = sample.Courriel.Html,
            ExpediteurNom = sample.Courriel.ExpediteurNom,
            CreatedAt = now,
            NextAttemptAt = now,
        });
        if (sample is { Draft: { } draft, Piece: { } piece })
        {
            AddFilled(db, dossier, draft, piece, now);
        }
    }

    private static void AddFilled(BarePortal db, Dossier dossier, Draft draft, Piece piece, DateTime now)
    {
        db.Add(new Draft
        {
            Id = dossier.DraftId!.Value,
            CommuneId = dossier.CommuneId,
            SecretHash = draft.SecretHash,
            DemarcheCode = draft.DemarcheCode,
            DemarcheVersion = draft.DemarcheVersion,
            Channel = draft.Channel,
            Answers = draft.Answers,
            CreatedAt = now,
            UpdatedAt = now,
            DossierId = dossier.Id,
        });
        db.Add(new Piece
        {
            Id = Guid.CreateVersion7(),
            CommuneId = dossier.CommuneId,
            DraftId = dossier.DraftId,
            DossierId = dossier.Id,
            FieldId = piece.FieldId,
            FileName = piece.FileName,
            MediaType = piece.MediaType,
            Length = piece.Length,
            Sha256 = piece.Sha256,
            Origin = piece.Origin,
            AddedAt = now,
        });
    }
}
