using Beffroi.Portal.Data;
using Beffroi.TestKit;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Tests.Data;

/// <summary>The walls of the database itself; they exist on PostgreSQL only.</summary>
public sealed class PgRowSecurityTests
{
    [Fact]
    public async Task EveryTableOfACommune_HasItsPolicy_AndHoldsWithoutTheFilter()
    {
        Assert.SkipUnless(TestDatabase.IsPostgreSql, "Row-level security is a feature of PostgreSQL; ./dev test runs this there.");
        await using var appliance = await TestAppliance.StartAsync();
        await appliance.AddCommunesAsync("50502", "50095");
        await appliance.FileAsync("50502");

        await using var other = appliance.Open(CommuneScope.One(appliance.Commune("50095").Id));
        Assert.Empty(await other.Dossiers.IgnoreQueryFilters([PortalDb.CommuneFilter]).ToListAsync());
        Assert.Empty(await other.DossierEvents.IgnoreQueryFilters([PortalDb.CommuneFilter]).ToListAsync());

        await using var own = appliance.Open(CommuneScope.One(appliance.Commune("50502").Id));
        Assert.Single(await own.Dossiers.IgnoreQueryFilters([PortalDb.CommuneFilter]).ToListAsync());

        var owned = own.Model.GetEntityTypes().Where(type => typeof(ICommuneOwned).IsAssignableFrom(type.ClrType)).Select(type => type.GetTableName()!).Order();
        var guarded = await own.Database
            .SqlQuery<string>($"SELECT c.relname AS \"Value\" FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'portal' AND c.relrowsecurity AND c.relforcerowsecurity")
            .ToListAsync();
        Assert.Equal(owned, guarded.Order());
    }
}
