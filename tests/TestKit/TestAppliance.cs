using System.Net;
using System.Net.Sockets;
using Beffroi.Appliance.Configuration;
using Beffroi.Appliance.Hosting;
using Beffroi.Identity.Accounts;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Beffroi.TestKit;

/// <summary>The real appliance on a free loopback port, with a data directory of its own that goes with it.</summary>
public sealed class TestAppliance : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string? _folder;

    private TestAppliance(WebApplication app, ApplianceSettings settings, ShiftableTime time, string? folder)
    {
        _app = app;
        _folder = folder;
        Settings = settings;
        Time = time;
    }

    /// <summary>Its configuration.</summary>
    public ApplianceSettings Settings { get; }

    /// <summary>Its clock.</summary>
    public ShiftableTime Time { get; }

    /// <summary>Its services.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>The port it listens on.</summary>
    public int Port => int.Parse(Settings.Listen.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Starts one.</summary>
    /// <param name="runsJobs">Whether the scheduler runs.</param>
    /// <param name="data">A data directory to take over and leave in place, or null for a new one that goes away.</param>
    /// <param name="configure">Last changes to the configuration.</param>
    /// <param name="adjust">Last changes to the services.</param>
    public static async Task<TestAppliance> StartAsync(
        bool runsJobs = false, string? data = null, Action<ApplianceSettings>? configure = null, Action<WebApplicationBuilder>? adjust = null)
    {
        var folder = data ?? Directory.CreateTempSubdirectory("beffroi-test-").FullName;
        var port = FreePort.Find();
        var settings = new ApplianceSettings
        {
            Base = $"beffroi.localhost:{port}",
            Listen = $"127.0.0.1:{port}",
            Data = folder,
            Logs = Path.Combine(folder, "logs"),
            Metrics = "",
            DraftsPerNetwork = 0,
            Database = await TestDatabase.CreateAsync(folder),
        };
        configure?.Invoke(settings);

        var time = new ShiftableTime();
        var app = ApplianceBuilder.Build(settings, development: true, runsJobs, builder =>
        {
            builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(time));
            adjust?.Invoke(builder);
        });
        await app.Services.PrepareAsync();
        await app.StartAsync();
        return new TestAppliance(app, settings, time, data is null ? folder : null);
    }

    /// <summary>A browser with its own cookies.</summary>
    public TestBrowser Browse() => new(Port);

    /// <summary>An address on the appliance.</summary>
    /// <param name="label">The first label of the host, such as <c>saint-lo</c>; empty for the base.</param>
    /// <param name="path">The path, from its slash.</param>
    public string Url(string label, string path) => $"http://{(label.Length == 0 ? "" : label + ".")}{Settings.Base}{path}";

    /// <summary>Makes an account that may sign in with a password.</summary>
    public async Task<Account> AddAccountAsync(string courriel, string nom, string password)
    {
        await using var scope = Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AccountService>().CreateConfirmedAsync(courriel, nom, password);
    }

    /// <summary>Reads the portal's database.</summary>
    public PortalDb Open(CommuneScope scope) => Services.GetRequiredService<PortalContexts>().Open(scope);

    /// <summary>A commune by its INSEE code.</summary>
    public Commune Commune(string insee) =>
        Services.GetRequiredService<CommuneDirectory>().FindInsee(insee) ?? throw new InvalidOperationException($"No commune {insee} here.");

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        if (_folder is not null)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }
}
