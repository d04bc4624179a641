using Beffroi.Portal.Agents;
using Beffroi.Portal.Features.Accueil;
using Beffroi.Portal.Features.Administration;
using Beffroi.Portal.Features.Administration.Designer;
using Beffroi.Portal.Features.Administration.DonneesPersonnelles;
using Beffroi.Portal.Features.Console;
using Beffroi.Portal.Features.Console.Demarches;
using Beffroi.Portal.Features.Dossiers.Detail;
using Beffroi.Portal.Features.Dossiers.Inbox;
using Beffroi.Portal.Features.Dossiers.Lots;
using Beffroi.Portal.Features.Dossiers.Presence;
using Beffroi.Portal.Features.Dossiers.Vues;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Portal.Features.Bureau;

/// <summary>Limits every page of the bureau to agents, the console to operators, the administration to administrators and the designer to both, unless the page says <see cref="AllowAnonymousAttribute"/>.</summary>
public static class BureauConventions
{
    /// <summary>The policy of the bureau: a signed-in person with a role.</summary>
    public const string AgentPolicy = "agent";

    private const string OperateurPolicy = "operateur";
    private const string AdministrationPolicy = "administration";
    private const string DesignerPolicy = "conception";

    internal static void AddBureau(this IServiceCollection services)
    {
        services.AddAuthorizationBuilder()
            .AddPolicy(AgentPolicy, policy => Require(policy, _ => true))
            .AddPolicy(OperateurPolicy, policy => Require(policy, agent => agent.IsOperateur))
            .AddPolicy(AdministrationPolicy, policy => Require(policy, agent => agent.Roles.Any(role => role.Role == Role.CommuneAdmin)))
            .AddPolicy(DesignerPolicy, policy => Require(policy, agent => agent.IsOperateur || agent.Roles.Any(role => role.Role == Role.CommuneAdmin)));
        services.Configure<RazorPagesOptions>(options => options.Conventions.AddFolderApplicationModelConvention("/", Limit));
        services.AddSingleton<BureauRail>();
        services.AddSingleton<UpdateTownHall>();
        services.AddSingleton<RegisterReading>();
        services.AddSingleton<RetentionTable>();
        services.AddSingleton<PersonFiles>();
        services.AddSingleton<PersonArchive>();
        services.AddSingleton<AccountHolders>();
        services.AddSingleton<ExportPerson>();
        services.AddSingleton<DesignerDesk>();
        services.AddSingleton<MessagePreview>();
        services.AddSingleton<ConsoleReading>();
        services.AddSingleton<CourrielDecisions>();
        services.AddSingleton<CatalogueReading>();
        services.AddSingleton<TakeOver>();
        services.AddSingleton<IntakeDesk>();
        services.AddSingleton<IntakeFiles>();
        services.AddSingleton<AnswerOnTheSpot>();
        services.AddSingleton<FileIntake>();
        services.AddSingleton<InboxRows>();
        services.AddSingleton<SavedViews>();
        services.AddSingleton<ChangeDossiers>();
        services.AddSingleton<PresenceBoard>();
        services.AddSingleton<DossierScreens>();
        services.AddSingleton<DossierActions>();
        services.AddSingleton<TeamActions>();
        services.AddSingleton<DetailBesides>();
        services.AddScoped<DossierUploads>();
        services.AddSingleton<AcknowledgementPreview>();
    }

    private static void Limit(PageApplicationModel page)
    {
        var onHost = page.HandlerTypeAttributes.OfType<OnHostAttribute>().FirstOrDefault();
        if (onHost is null || !onHost.Kinds.Contains(HostKind.Bureau) || page.HandlerTypeAttributes.OfType<AllowAnonymousAttribute>().Any())
        {
            return;
        }

        if (onHost.Kinds.Count > 1)
        {
            throw new InvalidOperationException($"The page {page.RelativePath} serves the bureau and another host: it must say [AllowAnonymous].");
        }

        page.EndpointMetadata.Add(new AuthorizeAttribute(PolicyOf(page.RouteTemplate?.TrimStart('/') ?? "")));
    }

    // The syndicate writes with the screens of the communes; whose démarche it is, the desk decides.
    private static string PolicyOf(string route) => route.Split('/') switch
    {
        ["console", ..] => OperateurPolicy,
        ["administration", "concevoir", ..] => DesignerPolicy,
        ["administration", ..] => AdministrationPolicy,
        _ => AgentPolicy,
    };

    private static void Require(AuthorizationPolicyBuilder policy, Func<AgentAccess, bool> may) => policy
        .RequireAuthenticatedUser()
        .RequireAssertion(context => context.Resource is HttpContext http && http.GetAgent() is { } agent && may(agent));
}
