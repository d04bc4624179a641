using System.Text;
using Beffroi.Identity.Accounts;
using Beffroi.Portal.Agents;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Communes.Register;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Courriels;
using Beffroi.Portal.Features.Demarches;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Engine;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Filing;
using Beffroi.Portal.Features.Dossiers.Pieces;
using Beffroi.Portal.Features.Objectifs;
using Beffroi.Portal.Features.Site;
using Beffroi.Web;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Appliance.Demo;

/// <summary>Makes the demonstration syndicate: its communes, people, news and dossiers, through the same doors as real life.</summary>
internal sealed class DemoWorld(IServiceProvider services, DemoClock clock)
{
    private readonly PortalWrites _writes = services.GetRequiredService<PortalWrites>();
    private readonly CommuneDirectory _directory = services.GetRequiredService<CommuneDirectory>();
    private readonly Dictionary<string, AgentAccess> _agents = new(StringComparer.Ordinal);

    /// <summary>Makes it, in a data directory that holds nothing yet.</summary>
    public async Task MakeAsync(CancellationToken cancellationToken)
    {
        await AddSyndicatAsync(cancellationToken);
        await AddCommunesAsync(cancellationToken);
        foreach (var person in DemoCast.All)
        {
            await AddPersonAsync(person, cancellationToken);
        }

        await AddNewsAsync(cancellationToken);
        await new DemoConnaissances(services, clock).MakeAsync(
            _agents["operateur@exemple.fr"], _agents["mairie@exemple.fr"], _directory.FindInsee(DemoCast.SaintLo)!.Id, cancellationToken);
        await services.GetRequiredService<KeepObjectif>().TakeCatalogueAsync(_directory.FindInsee(DemoCast.SaintLo)!.Id, cancellationToken);
        await LiveAsync(cancellationToken);
        await MarkMailsAsSentAsync(cancellationToken);
    }

    private async Task AddSyndicatAsync(CancellationToken cancellationToken) =>
        await _writes.RunAsync(CommuneScope.Syndicat, async (db, token) =>
        {
            db.Syndicats.Add(new Syndicat
            {
                Nom = "Syndicat numérique de démonstration",
                Adresse = "1 rue de l’Exemple, 50000 Saint-Lô",
                Courriel = "contact@exemple.fr",
                Telephone = "02 99 00 00 00",
                Demonstration = true,
            });
            await db.SaveChangesAsync(token);
        }, cancellationToken);

    private async Task AddCommunesAsync(CancellationToken cancellationToken)
    {
        var register = services.GetRequiredService<CommuneRegister>();
        var add = services.GetRequiredService<AddCommune>();
        foreach (var insee in DemoCast.Communes)
        {
            await add.RunAsync(
                register.Find(insee)!,
                new CommuneDetails("mairie@exemple.fr", "02 33 00 00 00", insee == DemoCast.SaintLo ? "Place du Général-de-Gaulle" : "Place de la Mairie"),
                cancellationToken);
        }

        var outlines = ReadOutlines(register);
        await _writes.RunAsync(CommuneScope.Syndicat, async (db, token) =>
        {
            foreach (var commune in await db.Communes.ToListAsync(token))
            {
                var outline = outlines.Communes.FirstOrDefault(outline => outline.Insee == commune.Insee);
                (commune.Contour, commune.Limites) = (outline?.Path, outline?.Limits);
            }

            (await db.Syndicats.FirstAsync(row => row.Id == Syndicat.TheOne, token)).CarteViewBox = outlines.Projection.ViewBox;
            foreach (var hours in await db.OpeningHours.IgnoreQueryFilters([PortalDb.CommuneFilter]).ToListAsync(token))
            {
                hours.Confirmed = _directory.FindInsee(DemoCast.SaintLo)?.Id != hours.CommuneId || hours.Confirmed;
            }

            await db.SaveChangesAsync(token);
        }, cancellationToken);
        await _directory.RefreshAsync(cancellationToken);
    }

    private static Outlines ReadOutlines(CommuneRegister register)
    {
        using var stream = PackedResource.Open(typeof(DemoWorld).Assembly, "demo/contours-communes-50.geojson");
        return Outlines.Read(stream, register);
    }

    private async Task AddPersonAsync(DemoPerson person, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var account = await scope.ServiceProvider.GetRequiredService<AccountService>()
            .CreateConfirmedAsync(person.Courriel, person.Nom, DemoCast.Password);
        if (person.Role is not { } role)
        {
            return;
        }

        var memberships = new List<Membership>();
        await _writes.RunAsync(CommuneScope.Syndicat, async (db, token) =>
        {
            memberships.Clear();
            var communes = role == Role.SyndicatOperateur ? [CommuneScope.SyndicatId] : person.Communes.Select(insee => _directory.FindInsee(insee)!.Id);
            foreach (var commune in communes)
            {
                var service = person.Service is null ? null : await db.Services.IgnoreQueryFilters([PortalDb.CommuneFilter])
                    .Where(row => row.CommuneId == commune && row.Code == person.Service).Select(row => (Guid?)row.Id).FirstAsync(token);
                memberships.Add(new Membership
                {
                    Id = Guid.CreateVersion7(),
                    AgentId = account.Id,
                    CommuneId = commune,
                    Role = role,
                    ServiceId = service,
                    CreatedAt = clock.GetUtcNow().UtcDateTime,
                });
            }

            db.Agents.Add(new Agent { Id = account.Id, Nom = person.Nom, Courriel = person.Courriel, Qualite = person.Qualite, Memberships = memberships });
            await db.SaveChangesAsync(token);
        }, cancellationToken);
        _agents[person.Courriel] = new AgentAccess(
            account.Id,
            person.Nom,
            person.Qualite,
            person.Courriel,
            role == Role.SyndicatOperateur,
            [.. memberships.Where(row => row.Role != Role.SyndicatOperateur).Select(row => new CommuneRole(row.CommuneId, row.Role, row.ServiceId))]);
    }

    private async Task AddNewsAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await _writes.RunAsync(CommuneScope.Syndicat, async (db, token) =>
        {
            foreach (var news in DemoNews.All)
            {
                db.News.Add(new NewsItem
                {
                    Id = Guid.CreateVersion7(),
                    CommuneId = _directory.FindInsee(news.Commune)!.Id,
                    Slug = news.Slug,
                    Titre = news.Titre,
                    Chapeau = news.Chapeau,
                    Texte = news.Texte,
                    PublishedAt = now.AddDays(-news.DaysAgo).AddHours(-2),
                    UrgentUntil = news.Urgent ? now.AddDays(3) : null,
                });
            }

            await db.SaveChangesAsync(token);
        }, cancellationToken);
    }

    // Everything happens in the order of time, so that the log of a commune reads as it would have been written.
    private async Task LiveAsync(CancellationToken cancellationToken)
    {
        var today = FrenchDates.DayOf(TimeProvider.System.GetUtcNow().UtcDateTime);
        var present = TimeProvider.System.GetUtcNow();
        var filed = new Dictionary<DemoCase, FiledDossier>();
        foreach (var (at, story, step) in Agenda(today).Where(line => line.At <= present).OrderBy(line => line.At))
        {
            clock.Set(at);
            if (step is null)
            {
                filed[story] = await FileAsync(story, cancellationToken);
            }
            else
            {
                await new DemoActor(services, _agents).DoAsync(story, filed[story], step.Value, cancellationToken);
            }
        }

        clock.Set(null);
    }

    private static IEnumerable<(DateTimeOffset At, DemoCase Story, DemoStep? Step)> Agenda(DateOnly today)
    {
        foreach (var story in DemoStory.Cases)
        {
            var local = today.AddDays(-story.DaysAgo).ToDateTime(new TimeOnly(story.Hour, 14));
            var at = new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(local, FrenchDates.Zone), TimeSpan.Zero);
            // Made early in the morning, the world still has its requests of the day: they came the evening before.
            if (story.DaysAgo == 0 && at > TimeProvider.System.GetUtcNow())
            {
                at = TimeProvider.System.GetUtcNow().AddHours(-12 + story.Hour);
                at = at > TimeProvider.System.GetUtcNow() ? TimeProvider.System.GetUtcNow().AddMinutes(-story.Hour) : at;
            }

            yield return (at, story, null);
            foreach (var (step, hours) in story.Steps)
            {
                at = at.AddHours(hours).AddMinutes(7);
                yield return (at, story, step);
            }
        }
    }

    private async Task<FiledDossier> FileAsync(DemoCase story, CancellationToken cancellationToken)
    {
        var commune = _directory.FindInsee(story.Commune)!;
        var demarche = services.GetRequiredService<DemarcheCatalogue>().Find(story.Demarche)!;
        var (identity, draftId) = await AddIdentityAsync(commune, demarche.Code, demarche.Version, story.Channel, cancellationToken);
        var answers = DemoForm.Fill(demarche, commune, FrenchDates.DayOf(clock.GetUtcNow().UtcDateTime), story, identity);
        return await services.GetRequiredService<FileDossier>().RunAsync(
            new FileDossierCommand
            {
                CommuneId = commune.Id,
                Demarche = demarche,
                Answers = answers,
                Channel = story.Channel,
                DraftId = draftId,
                Agent = story.Channel == Channel.Web ? null : DemoActor.Receptionist(story, _agents),
            },
            cancellationToken);
    }

    private async Task<(FilesAnswer Files, Guid DraftId)> AddIdentityAsync(
        Commune commune, string code, string version, Channel channel, CancellationToken cancellationToken)
    {
        var content = DemoActor.Pdf("Pièce d’identité de démonstration");
        var (sha256, length) = await services.GetRequiredService<FileStore>().AddAsync(new MemoryStream(content), cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        var (draftId, pieceId) = (Guid.CreateVersion7(clock.GetUtcNow()), Guid.CreateVersion7(clock.GetUtcNow()));
        await _writes.RunAsync(CommuneScope.One(commune.Id), async (db, token) =>
        {
            db.Drafts.Add(new Draft
            {
                Id = draftId,
                CommuneId = commune.Id,
                SecretHash = Encoding.ASCII.GetBytes("demonstration-sans-cookie-------"),
                DemarcheCode = code,
                DemarcheVersion = version,
                Channel = channel,
                Answers = "{}",
                CreatedAt = now,
                UpdatedAt = now,
            });
            db.Pieces.Add(new Piece
            {
                Id = pieceId,
                CommuneId = commune.Id,
                DraftId = draftId,
                FieldId = "identite",
                FileName = "carte-identite.pdf",
                MediaType = "application/pdf",
                Length = length,
                Sha256 = sha256,
                Origin = PieceOrigin.Usager,
                AddedAt = now,
            });
            await db.SaveChangesAsync(token);
        }, cancellationToken);
        return (new FilesAnswer([new FileAnswer(pieceId, "carte-identite.pdf", "application/pdf", length)]), draftId);
    }

    // The mails of this past were never sent to anyone; they stand in the history as if they had been.
    private async Task MarkMailsAsSentAsync(CancellationToken cancellationToken) =>
        await _writes.RunAsync(
            CommuneScope.Syndicat,
            (db, token) => db.Courriels.IgnoreQueryFilters([PortalDb.CommuneFilter]).ExecuteUpdateAsync(
                set => set
                    .SetProperty(courriel => courriel.State, CourrielState.Envoye)
                    .SetProperty(courriel => courriel.Attempts, 1)
                    .SetProperty(courriel => courriel.SentAt, courriel => courriel.CreatedAt),
                token),
            cancellationToken);
}
