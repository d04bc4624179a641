using System.Globalization;
using Beffroi.Appliance.Configuration;
using Beffroi.Appliance.Hosting;
using Beffroi.Identity.Accounts;
using Beffroi.Portal.Features.Site;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Hosting.StaticWebAssets;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Options;

namespace Beffroi.Bench.Servers;

/// <summary>The real appliance as a child: <c>DATA PORT [--uncached] [--account [EMAIL …]]</c>; with accounts it says the cookie of each.</summary>
internal static class ServeAppliance
{
    public const string Email = "banc@exemple.fr";

    public static async Task RunAsync(string[] arguments)
    {
        await using var app = Build(arguments[0], int.Parse(arguments[1], CultureInfo.InvariantCulture), arguments.Contains("--uncached"));
        await app.Services.PrepareAsync();
        await ChildHost.ServeAsync(app, await HelloAsync(app.Services, [.. arguments.SkipWhile(argument => argument != "--account")]));
    }

    public static ApplianceSettings Settings(string data, int port) => new()
    {
        Base = $"beffroi.localhost:{port}",
        Listen = $"127.0.0.1:{port}",
        Data = data,
        Logs = Path.Combine(data, "logs"),
        Metrics = "",
        DraftsPerNetwork = 0,
        Database = BenchPostgreSql.DatabaseOf(data),
    };

    public static WebApplication Build(string data, int port, bool uncached) => ApplianceBuilder.Build(
        Settings(data, port), development: false, runsJobs: false, builder =>
        {
            // Run from the build's folder, where assets are found by their manifest and not yet copied to wwwroot.
            StaticWebAssetsLoader.UseStaticWebAssets(builder.Environment, builder.Configuration);
            if (uncached)
            {
                builder.Services.Configure<OutputCacheOptions>(options => options.AddPolicy(PublicCachePolicy.Name, new NoCachePolicy()));
            }
        });

    private static async Task<string> HelloAsync(IServiceProvider services, string[] option)
    {
        var cookies = new List<string>();
        foreach (var email in option is [_] ? [Email] : option.Skip(1))
        {
            cookies.Add(await SignInAsync(services, email));
        }

        return string.Join(' ', cookies);
    }

    /// <summary>Makes an account, where it is not there, and the cookie of its session at the issuer, as the sign-in page would.</summary>
    private static async Task<string> SignInAsync(IServiceProvider services, string email)
    {
        await using var scope = services.CreateAsyncScope();
        var account = await scope.ServiceProvider.GetRequiredService<UserManager<Account>>().FindByEmailAsync(email)
            ?? await scope.ServiceProvider.GetRequiredService<AccountService>().CreateConfirmedAsync(email, "Banc d’essai", "un-mot-de-passe-assez-long");
        var principal = await scope.ServiceProvider.GetRequiredService<SignInManager<Account>>().CreateUserPrincipalAsync(account);
        var options = services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(IdentityConstants.ApplicationScheme);
        var now = TimeProvider.System.GetUtcNow();
        var properties = new AuthenticationProperties { IssuedUtc = now, ExpiresUtc = now + options.ExpireTimeSpan };
        // The issuer's sessions say since when they are, so that « se déconnecter partout » reaches them.
        properties.Items["since"] = services.GetRequiredService<TimeProvider>().GetUtcNow().ToUnixTimeMilliseconds()
            .ToString(System.Globalization.CultureInfo.InvariantCulture);
        return $"{options.Cookie.Name}={options.TicketDataFormat.Protect(new AuthenticationTicket(principal, properties, IdentityConstants.ApplicationScheme))}";
    }

    private sealed class NoCachePolicy : IOutputCachePolicy
    {
        public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
        {
            context.EnableOutputCaching = false;
            return ValueTask.CompletedTask;
        }

        public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

        public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;
    }
}
