using Beffroi.Portal.Agents;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Portal.Tests.Data;

public sealed class ModelTests
{
    // Rows that name a commune and yet belong to nobody's inside: who works where, and which hosts lead where.
    private static readonly Type[] s_outside = [typeof(Membership), typeof(CommuneHost)];

    [Fact]
    public async Task EveryRowOfACommune_IsBehindTheFilter_AndNoOtherRowCarriesACommune()
    {
        await using var appliance = await TestAppliance.StartAsync();
        await using var db = appliance.Open(CommuneScope.Syndicat);

        foreach (var type in db.Model.GetEntityTypes())
        {
            var owned = typeof(ICommuneOwned).IsAssignableFrom(type.ClrType);
            Assert.Equal(owned, type.GetDeclaredQueryFilters().Any(filter => filter.Key == PortalDb.CommuneFilter));
            Assert.True(
                owned || type.FindProperty("CommuneId") is null || s_outside.Contains(type.ClrType),
                $"{type.ClrType.Name} names a commune: it must be ICommuneOwned.");
        }
    }

    [Fact]
    public async Task Model_MadeAhead_IsThatOfTheAppliance()
    {
        Assert.SkipWhen(TestDatabase.IsPostgreSql, "Made ahead on SQLite only.");
        await using var appliance = await TestAppliance.StartAsync();
        var ahead = await PortalModule.MakePortalModelAsync(appliance.Services.GetRequiredService<PortalSettings>().Database);
        await using var db = appliance.Open(CommuneScope.Syndicat);
        Assert.Same(db.Model, ahead);
    }
}
