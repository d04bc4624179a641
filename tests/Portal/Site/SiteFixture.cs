using Beffroi.Portal.Communes;
using Beffroi.Portal.Communes.Register;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Site;
using Beffroi.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Portal.Tests.Site;

/// <summary>A syndicate with a complete commune, one that has given nothing, and the one with the longest name.</summary>
public sealed class SiteFixture : IAsyncLifetime
{
    public const string Complete = "50502";
    public const string Bare = "50002";
    public const string LongestName = "51513";

    public TestAppliance Appliance { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Appliance = await TestAppliance.StartAsync();
        // A Tuesday, 10 h in Paris.
        Appliance.Time.MoveTo(new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero));
        var register = Appliance.Services.GetRequiredService<CommuneRegister>();
        var add = Appliance.Services.GetRequiredService<AddCommune>();
        await add.RunAsync(register.Find(Complete)!, new("mairie@exemple.fr", "0233000000", "Place du Général-de-Gaulle"), CancellationToken.None);
        await add.RunAsync(register.Find(Bare)!, new(), CancellationToken.None);
        await add.RunAsync(register.Find(LongestName)!, new(), CancellationToken.None);
        await WriteAsync(CommuneScope.Syndicat, db => db.Syndicats.Add(new Syndicat { Nom = "Syndicat d’essai", Adresse = "1 rue de l’Exemple, 50000 Saint-Lô", Telephone = "0299000000" }));
        await add.PublishAsync(CancellationToken.None);
        await AddNewsAsync(Complete, "marche", "Le marché revient", null);
        await AddNewsAsync(Complete, "eau", "Coupure d’eau", new DateTime(2026, 11, 25, 9, 0, 0, DateTimeKind.Utc));
        await WriteAsync(CommuneScope.One(Appliance.Commune(Complete).Id), async db =>
        {
            foreach (var row in await db.OpeningHours.ToListAsync())
            {
                row.Confirmed = true;
            }
        });
    }

    public Task AddNewsAsync(string insee, string slug, string title, DateTime? urgentUntil)
    {
        var commune = Appliance.Commune(insee);
        return WriteAsync(CommuneScope.One(commune.Id), db => db.News.Add(new NewsItem
        {
            Id = Guid.CreateVersion7(),
            CommuneId = commune.Id,
            Slug = slug,
            Titre = title,
            Chapeau = "Une phrase.",
            Texte = "Un paragraphe.\n\nUn autre.",
            PublishedAt = new DateTime(2026, 11, 20, 9, 0, 0, DateTimeKind.Utc),
            UrgentUntil = urgentUntil,
        }));
    }

    public string Url(string insee, string path) => Appliance.Url(Appliance.Commune(insee).Slug, path);

    public async ValueTask DisposeAsync() => await Appliance.DisposeAsync();

    private Task WriteAsync(CommuneScope scope, Action<PortalDb> change) => WriteAsync(scope, db =>
    {
        change(db);
        return Task.CompletedTask;
    });

    private async Task WriteAsync(CommuneScope scope, Func<PortalDb, Task> change) =>
        await Appliance.Services.GetRequiredService<PortalWrites>().RunAsync(scope, async (db, token) =>
        {
            await change(db);
            return await db.SaveChangesAsync(token);
        }, CancellationToken.None);
}
