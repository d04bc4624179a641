using System.Globalization;
using Beffroi.Appliance.Adapters;
using Beffroi.Appliance.Backups;
using Beffroi.Appliance.Configuration;
using Beffroi.Identity;
using Beffroi.Identity.Ports;
using Beffroi.Portal;
using Beffroi.Portal.Ports;
using Beffroi.Scheduler;
using Beffroi.Web;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Routing.Constraints;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Beffroi.Appliance.Hosting;

/// <summary>Puts the modules together into one web application.</summary>
public static class ApplianceBuilder
{
    /// <summary>The largest request, in bytes: a few scanned pages.</summary>
    public const long MaxRequestBytes = 32 * 1024 * 1024;

    /// <summary>Builds the application; nothing is opened or migrated yet.</summary>
    /// <param name="settings">The configuration.</param>
    /// <param name="development">Shows details of errors, the examples page and the mails that were sent.</param>
    /// <param name="runsJobs">Whether the scheduler runs in this process.</param>
    /// <param name="adjust">Last changes by a test, such as a settable clock.</param>
    /// <param name="serves">Whether it will answer requests; a command only wants the services.</param>
    /// <param name="waits">Whether it answers a page that says to wait while no syndicate is registered.</param>
    public static WebApplication Build(
        ApplianceSettings settings, bool development, bool runsJobs = true, Action<WebApplicationBuilder>? adjust = null, bool serves = true, bool waits = false)
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.GetCultureInfo("fr-FR");
        CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.GetCultureInfo("fr-FR");

        // Without what only Windows, HTTP/3 or appsettings.json would need.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(ApplianceBuilder).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = development ? Environments.Development : Environments.Production,
        });
        // The appliance's own settings say everything: no ASPNETCORE_URLS nor appsettings.json may change it behind their back.
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection();
        builder.WebHost.UseKestrelHttpsConfiguration();
        if (development)
        {
            builder.WebHost.UseStaticWebAssets();
        }

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxRequestBytes;
            kestrel.Limits.MaxConcurrentConnections = Handles.Connections;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        });
        builder.Host.UseSystemd();
        builder.Host.UseDefaultServiceProvider(options =>
        {
            // Every test builds with them; in production they would only delay the start.
            options.ValidateOnBuild = development;
            options.ValidateScopes = development;
        });
        builder.AddLogs(settings, development);
        AddServices(builder.Services, settings, runsJobs);
        adjust?.Invoke(builder);

        var app = builder.Build();
        if (serves)
        {
            app.UsePipeline(settings, waits);
        }

        return app;
    }

    private static void AddServices(IServiceCollection services, ApplianceSettings settings, bool runsJobs)
    {
        services.AddSingleton(settings);
        services.AddSingleton<Listeners>();
        services.AddSingleton<CertificateFiles>();
        services.TryAddSingleton(TimeProvider.System);
        services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(30));
        services.Configure<FormOptions>(options =>
        {
            options.ValueCountLimit = 400;
            options.ValueLengthLimit = 64 * 1024;
            options.MultipartBodyLengthLimit = MaxRequestBytes;
        });

        services.AddDataProtection()
            .SetApplicationName("beffroi")
            .PersistKeysToFileSystem(Directory.CreateDirectory(Path.Combine(settings.Data, "keys", "protection")));
        services.AddAntiforgery(options => options.Cookie = new SecureCookie("__Host-beffroi-formulaire"));
        services.AddRazorPages().WithRazorPagesRoot("/Features")
            // There are pages only: looking for controllers loads every type of every module, at each start.
            .ConfigureApplicationPartManager(parts => parts.FeatureProviders.Remove(parts.FeatureProviders.OfType<ControllerFeatureProvider>().First()));
        services.Configure<RouteOptions>(options => options.SetParameterPolicy<RegexInlineRouteConstraint>("regex"));
        services.AddOutputCache();
        services.AddAuthorization();

        services.AddWeb();
        services.AddScheduler(new SchedulerSettings { Database = settings.DatabaseOf("scheduler"), RunsJobs = runsJobs });
        services.AddPortal(new PortalSettings
        {
            Database = settings.DatabaseOf("portal"),
            FilesFolder = Path.Combine(settings.Data, "files"),
            QuarantineFolder = Path.Combine(settings.Data, DataFolder.QuarantineName),
            Antivirus = settings.Antivirus,
            CarteTuiles = settings.Carte.Tuiles,
            CarteAttribution = settings.Carte.Attribution,
            KeysFolder = Path.Combine(settings.Data, "keys"),
            DraftsPerNetwork = Math.Max(0, settings.DraftsPerNetwork),
            Base = settings.Base,
            Scheme = settings.Scheme,
        });
        services.AddIdentityModule(new IdentitySettings
        {
            Database = settings.DatabaseOf("identity"),
            KeysFolder = Path.Combine(settings.Data, "keys"),
            Host = "sso." + settings.Base,
            Scheme = settings.Scheme,
        });

        services.AddBackups(settings);
        if (runsJobs)
        {
            services.AddHostedService<Metrics>();
            services.AddHostedService<Watchdog>();
            services.AddHostedService<StartLeftovers>();
            services.AddHostedService<HandleWatch>();
        }

        services.AddSingleton<IRelyingHosts, RelyingHosts>();
        services.AddSingleton<IAccounts, PortalAccounts>();
        services.AddSingleton<IAccountCourriels, AccountCourriels>();
        if (settings.Smtp.Host is null)
        {
            services.AddSingleton<ICourrielTransport, FolderTransport>();
        }
        else
        {
            services.AddSingleton<ICourrielTransport, SmtpTransport>();
        }

        AddInProcessServer(services);
    }

    private static void AddInProcessServer(IServiceCollection services)
    {
        var kestrel = services.Last(service => service.ServiceType == typeof(IServer));
        services.Remove(kestrel);
        services.AddSingleton(provider => new InProcessServer(
            (IServer)(kestrel.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, kestrel.ImplementationType!)),
            provider));
        services.AddSingleton<IServer>(provider => provider.GetRequiredService<InProcessServer>());
        services.AddSingleton<IIssuerChannel>(provider => provider.GetRequiredService<InProcessServer>());
    }
}
