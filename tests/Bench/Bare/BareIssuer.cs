using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using Beffroi.Bench.Servers;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Client;
using OpenIddict.Client.AspNetCore;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Beffroi.Bench.Bare;

/// <summary>OpenIddict's server and client in one process, set up as their samples do: <c>DATA PORT</c>.</summary>
internal static class BareIssuer
{
    public const string SessionCookie = "bare-session";

    private const string Session = "session";
    private const string Issuer = "issuer";
    private const string ClientId = "bare";

    public static async Task RunAsync(string[] arguments)
    {
        var port = int.Parse(arguments[1], CultureInfo.InvariantCulture);
        var address = new Uri($"http://127.0.0.1:{port}/");
        var builder = ChildHost.CreateBuilder(port);
        builder.Services.AddDbContext<BareIssuerDb>(options => options
            .UseSqlite($"Data Source={Path.Combine(arguments[0], "bare-issuer.db")};Default Timeout=30")
            .UseOpenIddict());
        builder.Services.AddAuthentication(Session)
            .AddCookie(Session, options => options.Cookie.Name = SessionCookie)
            .AddCookie(Issuer, options => options.Cookie.Name = "bare-issuer");
        AddOpenIddict(builder.Services, address);
        await using var app = builder.Build();
        app.UseAuthentication();
        app.MapGet("/start", () => Results.Challenge(new AuthenticationProperties { RedirectUri = "/" }, [OpenIddictClientAspNetCoreDefaults.AuthenticationScheme]));
        app.MapGet("/authorize", AuthorizeAsync);
        app.MapPost("/token", (Delegate)TokenAsync);
        app.MapGet("/callback", (Delegate)CallbackAsync);
        await PrepareAsync(app.Services, address);
        await ChildHost.ServeAsync(app, IssuerCookie(app.Services));
    }

    private static void AddOpenIddict(IServiceCollection services, Uri address) => services.AddOpenIddict()
        .AddCore(core => core.UseEntityFrameworkCore().UseDbContext<BareIssuerDb>())
        .AddServer(server =>
        {
            server.SetIssuer(address)
                .SetAuthorizationEndpointUris("authorize")
                .SetPushedAuthorizationEndpointUris("par")
                .SetTokenEndpointUris("token");
            server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange();
            server.RegisterScopes(Scopes.Email, Scopes.Profile);
            server.AddSigningKey(NewKey()).AddEncryptionKey(new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32)));
            server.DisableAccessTokenEncryption();
            server.UseAspNetCore().EnableAuthorizationEndpointPassthrough().EnableTokenEndpointPassthrough().DisableTransportSecurityRequirement();
        })
        .AddClient(client =>
        {
            client.AllowAuthorizationCodeFlow();
            client.AddSigningKey(NewKey()).AddEncryptionKey(new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32)));
            client.UseSystemNetHttp();
            client.UseAspNetCore().EnableRedirectionEndpointPassthrough().DisableTransportSecurityRequirement();
            client.AddRegistration(new OpenIddictClientRegistration
            {
                Issuer = address,
                ClientId = ClientId,
                RedirectUri = new Uri("callback", UriKind.Relative),
                Scopes = { Scopes.OpenId, Scopes.Profile, Scopes.Email },
            });
        });

    private static ECDsaSecurityKey NewKey() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    private static async Task PrepareAsync(IServiceProvider services, Uri address)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BareIssuerDb>();
        await db.Database.EnsureCreatedAsync();
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL");
        db.Users.Add(new BareUser { Id = BareUser.TheOne, Name = "Banc d’essai", Email = ServeAppliance.Email });
        await db.SaveChangesAsync();
        await scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>().CreateAsync(new OpenIddictApplicationDescriptor
        {
            ClientId = ClientId,
            ClientType = ClientTypes.Public,
            ConsentType = ConsentTypes.Implicit,
            RedirectUris = { new Uri(address, "callback") },
            Permissions =
            {
                Permissions.Endpoints.Authorization, Permissions.Endpoints.PushedAuthorization, Permissions.Endpoints.Token,
                Permissions.GrantTypes.AuthorizationCode, Permissions.ResponseTypes.Code, Permissions.Scopes.Email, Permissions.Scopes.Profile,
            },
        });
    }

    private static string IssuerCookie(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(Issuer);
        var now = TimeProvider.System.GetUtcNow();
        var principal = new ClaimsPrincipal(new ClaimsIdentity([new Claim(Claims.Subject, BareUser.TheOne)], Issuer));
        var ticket = new AuthenticationTicket(principal, new AuthenticationProperties { IssuedUtc = now, ExpiresUtc = now.AddHours(1) }, Issuer);
        return $"{options.Cookie.Name}={options.TicketDataFormat.Protect(ticket)}";
    }

    private static async Task<IResult> AuthorizeAsync(HttpContext context, BareIssuerDb db)
    {
        var session = await context.AuthenticateAsync(Issuer);
        var id = session.Principal?.FindFirstValue(Claims.Subject);
        var user = await db.Users.AsNoTracking().FirstAsync(row => row.Id == id);
        var identity = new ClaimsIdentity(TokenValidationParameters.DefaultAuthenticationType, Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, user.Id).SetClaim(Claims.Name, user.Name).SetClaim(Claims.Email, user.Email);
        identity.SetScopes(context.GetOpenIddictServerRequest()!.GetScopes());
        identity.SetDestinations(claim => claim.Type == Claims.Subject ? [Destinations.AccessToken, Destinations.IdentityToken] : [Destinations.IdentityToken]);
        return Results.SignIn(new ClaimsPrincipal(identity), authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }

    private static async Task<IResult> TokenAsync(HttpContext context)
    {
        var granted = await context.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
        return Results.SignIn(granted.Principal!, authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }

    private static async Task<IResult> CallbackAsync(HttpContext context)
    {
        var result = await context.AuthenticateAsync(OpenIddictClientAspNetCoreDefaults.AuthenticationScheme);
        var identity = new ClaimsIdentity(
            [
                new Claim(Claims.Subject, result.Principal!.FindFirstValue(Claims.Subject)!),
                new Claim(Claims.Name, result.Principal!.FindFirstValue(Claims.Name) ?? ""),
                new Claim(Claims.Email, result.Principal!.FindFirstValue(Claims.Email) ?? ""),
            ],
            Session);
        var properties = new AuthenticationProperties { RedirectUri = result.Properties!.RedirectUri };
        properties.StoreTokens(result.Properties.GetTokens()
            .Where(token => token.Name == OpenIddictClientAspNetCoreConstants.Tokens.BackchannelIdentityToken));
        await context.SignInAsync(Session, new ClaimsPrincipal(identity), properties);
        return Results.LocalRedirect(properties.RedirectUri ?? "/");
    }
}

/// <summary>The sample's database.</summary>
internal sealed class BareIssuerDb(DbContextOptions<BareIssuerDb> options) : DbContext(options)
{
    public DbSet<BareUser> Users => Set<BareUser>();
}

/// <summary>The sample's account.</summary>
internal sealed class BareUser
{
    public const string TheOne = "0198d0c0-0000-7000-8000-000000000001";

    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Email { get; init; }
}
