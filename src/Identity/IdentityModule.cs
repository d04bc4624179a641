using Beffroi.Identity.Accounts;
using Beffroi.Identity.Accounts.Attempts;
using Beffroi.Identity.Accounts.Passwords;
using Beffroi.Identity.Data;
using Beffroi.Identity.Features.Consent;
using Beffroi.Identity.Features.Origin;
using Beffroi.Identity.Features.Passwords;
using Beffroi.Identity.Features.Registration;
using Beffroi.Identity.Features.SignIn;
using Beffroi.Identity.Issuer;
using Beffroi.Scheduler;
using Beffroi.Scheduler.Data;
using Beffroi.Web.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.EntityFrameworkCore.Models;
using OpenIddict.Server;

namespace Beffroi.Identity;

/// <summary>The identity module's only door: accounts, the OpenID issuer and the pages of <c>sso.</c>.</summary>
public static class IdentityModule
{
    /// <summary>Adds accounts and the issuer. The appliance gives the ports.</summary>
    public static IServiceCollection AddIdentityModule(this IServiceCollection services, IdentitySettings settings)
    {
        services.AddSingleton(settings);
        if (settings.Database.Kind == DatabaseKind.Sqlite)
        {
            AddData<SqliteIdentity>(services, settings);
        }
        else
        {
            AddData<PgIdentity>(services, settings);
        }

        services.AddHttpContextAccessor();
        services.AddScheduledJob<PruneTokens>();
        services.AddScoped<AccountService>();
        services.AddScoped<RegisterApplication>();
        services.AddScoped<Consents>();
        services.AddScoped<AccountFile>();
        services.AddSingleton<ConsentTickets>();
        services.AddSingleton<AccountSessions>();
        services.AddScoped<AccountSignIn>();
        services.AddSingleton<SignInLimits>();
        services.AddScoped<SignInThrottle>();
        services.AddSingleton<KnownDevices>();
        services.AddSingleton<NobodysPassword>();
        services.AddScoped<PasswordSignIn>();
        services.AddScoped<RegisterAccount>();
        services.AddScoped<RequestReset>();
        services.AddScoped<Provenance>();
        services.AddSingleton<TypedAddress>();
        return services;
    }

    /// <summary>Maps the end points that are not pages.</summary>
    public static void MapIdentityModule(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapOauth();
        endpoints.MapColours();
    }

    /// <summary>Brings the database to the current schema and registers the portal as a client.</summary>
    public static async Task MigrateIdentityAsync(this IServiceProvider services, CancellationToken cancellationToken = default)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        await db.BringToDateAsync(services.GetRequiredService<IdentitySettings>().Database, IdentityDb.Schema, cancellationToken);
        await PortalApplication.EnsureAsync(scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>(), cancellationToken);
    }

    private static void AddData<TContext>(IServiceCollection services, IdentitySettings settings)
        where TContext : IdentityDb
    {
        services.AddDbContextPool<TContext>(options =>
        {
            settings.Database.Configure(options, IdentityDb.Schema);
            // Identity and OpenIddict load, change and save the same instances.
            options.UseQueryTrackingBehavior(QueryTrackingBehavior.TrackAll);
        });
        services.AddScoped<IdentityDb>(provider => provider.GetRequiredService<TContext>());
        AddAccounts<TContext>(services, settings);
        AddIssuer<TContext>(services, settings);
    }

    private static void AddAccounts<TContext>(IServiceCollection services, IdentitySettings settings)
        where TContext : IdentityDb
    {
        services.AddAuthentication().AddCookie(IdentityConstants.ApplicationScheme, options =>
        {
            options.Cookie.Name = "__Host-beffroi-sso";
            options.Cookie.Path = "/";
            options.Cookie.SecurePolicy = CookieSecurePolicy.Always;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.LoginPath = "/connexion";
            options.AccessDeniedPath = "/connexion";
            options.ReturnUrlParameter = "suite";
            options.ExpireTimeSpan = TimeSpan.FromHours(10);
            options.SlidingExpiration = true;
            options.Events.OnValidatePrincipal = AccountSignIn.ValidateAsync;
        });
        services.Configure<SecurityStampValidatorOptions>(options => options.ValidationInterval = TimeSpan.FromMinutes(1));

        services
            .AddIdentityCore<Account>(options =>
            {
                options.User.RequireUniqueEmail = true;
                options.SignIn.RequireConfirmedEmail = true;
                // Length first (CNIL 2022-100): no rule of composition, a long minimum, and the slowed attempts below.
                options.Password.RequiredLength = 12;
                options.Password.RequireDigit = false;
                options.Password.RequireLowercase = false;
                options.Password.RequireUppercase = false;
                options.Password.RequireNonAlphanumeric = false;
                options.Password.RequiredUniqueChars = 5;
                // Identity's lockout shuts out the holder with the attacker: SignInThrottle takes its place.
                options.Lockout.AllowedForNewUsers = false;
                // AccountFields judges addresses, apostrophes included.
                options.User.AllowedUserNameCharacters = "";
                options.Tokens.PasswordResetTokenProvider = AccountTokens.Name;
                options.Tokens.EmailConfirmationTokenProvider = AccountTokens.Name;
                options.Tokens.ChangeEmailTokenProvider = AccountTokens.Name;
            })
            .AddEntityFrameworkStores<TContext>()
            .AddErrorDescriber<FrenchIdentityErrors>()
            .AddPasswordValidator<CommonPasswords>()
            .AddTokenProvider<AccountTokens>(AccountTokens.Name)
            .AddSignInManager()
            .AddDefaultTokenProviders();
    }

    private static void AddIssuer<TContext>(IServiceCollection services, IdentitySettings settings)
        where TContext : IdentityDb =>
        services.AddOpenIddict()
            .AddCore(core =>
            {
                core.UseEntityFrameworkCore().UseDbContext<TContext>().ReplaceDefaultEntities<Guid>();
                core.ReplaceApplicationManager<OpenIddictEntityFrameworkCoreApplication<Guid>, CommuneHostsManager>();
            })
            .AddServer(server =>
            {
                server.SetIssuer(settings.Issuer)
                    .SetAuthorizationEndpointUris("oauth/authorize")
                    .SetPushedAuthorizationEndpointUris("oauth/par")
                    .SetTokenEndpointUris("oauth/token")
                    .SetUserInfoEndpointUris("oauth/userinfo")
                    .SetIntrospectionEndpointUris("oauth/introspect")
                    .SetRevocationEndpointUris("oauth/revoke")
                    .SetEndSessionEndpointUris("oauth/logout");
                server.AllowAuthorizationCodeFlow().AllowRefreshTokenFlow().AllowClientCredentialsFlow();
                server.RequireProofKeyForCodeExchange();
                server.RegisterScopes(OpenIddictConstants.Scopes.Email, OpenIddictConstants.Scopes.Profile);
                server.SetAuthorizationCodeLifetime(TimeSpan.FromMinutes(1));
                server.SetAccessTokenLifetime(TimeSpan.FromMinutes(15));
                server.AddSigningKey(new ECDsaSecurityKey(KeyFiles.EcdsaKey(settings.KeysFolder, "sso-signature-1")) { KeyId = "sso-signature-1" });
                server.AddEncryptionKey(new SymmetricSecurityKey(KeyFiles.SymmetricKey(settings.KeysFolder, "sso-encryption-1")) { KeyId = "sso-encryption-1" });
                server.DisableAccessTokenEncryption();

                var web = server.UseAspNetCore()
                    .EnableAuthorizationEndpointPassthrough()
                    .EnableTokenEndpointPassthrough()
                    .EnableUserInfoEndpointPassthrough()
                    .EnableEndSessionEndpointPassthrough()
                    .EnableStatusCodePagesIntegration();
                if (settings.Scheme == "http")
                {
                    web.DisableTransportSecurityRequirement();
                }
            });
}
