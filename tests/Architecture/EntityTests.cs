using Beffroi.Architecture.Tests.Samples;
using Beffroi.Identity.Data;
using Beffroi.Portal;
using Beffroi.Portal.Data;
using Beffroi.Scheduler.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Architecture.Tests;

/// <summary>Entities hold rules and state changes: nothing injected, no database, no clock, no network.</summary>
public sealed class EntityTests
{
    private static readonly string[] s_outside =
    [
        "System.TimeProvider", "System.Net.Http", "System.IO.File", "Microsoft.EntityFrameworkCore", "Microsoft.Extensions", "Microsoft.AspNetCore.Http",
        "Microsoft.AspNetCore.Mvc",
    ];

    [Fact]
    public void NoEntity_UsesAService() => Assert.Empty(Serviced(Entities, Code.Uses));

    [Fact]
    public void EntityThatUsesServices_IsReported()
    {
        var uses = Code.UsesOf(typeof(BusyDossier).Assembly);

        Assert.Equal(
            new[] { "System.TimeProvider", "Beffroi.Portal.Data.PortalWrites" }.Select(used => $"{typeof(BusyDossier).FullName} → {used}").Order(),
            Serviced([typeof(BusyDossier).FullName!], uses).Order());
    }

    [Fact]
    public void Entities_AreFoundInEveryModule()
    {
        Assert.Contains("Beffroi.Portal.Features.Dossiers.Dossier", Entities);
        Assert.Contains("Beffroi.Scheduler.History.JobRun", Entities);
        Assert.Contains(Entities, entity => entity.StartsWith("Beffroi.Identity.", StringComparison.Ordinal));
    }

    private static IReadOnlyList<string> Entities { get; } =
    [
        .. new[] { typeof(PortalDb), typeof(IdentityDb), typeof(SchedulerDb) }
            .SelectMany(context => context.GetProperties())
            .Where(property => property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(DbSet<>))
            .Select(property => property.PropertyType.GetGenericArguments()[0].FullName!)
            .Where(name => name.StartsWith("Beffroi.", StringComparison.Ordinal)),
    ];

    private static HashSet<string> Services { get; } = ServicesOfThePortal();

    private static IEnumerable<string> Serviced(IEnumerable<string> entities, IReadOnlyList<Use> uses) => uses
        .Where(use => entities.Contains(use.From) && (Services.Contains(use.To) || s_outside.Any(space => Wall.IsIn(use.To, space))))
        .Select(use => $"{use.From} → {use.To}");

    private static HashSet<string> ServicesOfThePortal()
    {
        var services = new ServiceCollection().AddPortal(new PortalSettings
        {
            Database = DatabaseSettings.SqliteFile("nowhere.db"),
            FilesFolder = "nowhere",
            QuarantineFolder = "nowhere",
            KeysFolder = "nowhere",
            Base = "beffroi.localhost",
            Scheme = "http",
        });
        return [.. services.Select(service => service.ServiceType.FullName ?? "").Where(name => name.StartsWith("Beffroi.", StringComparison.Ordinal))];
    }
}
