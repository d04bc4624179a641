using Beffroi.Portal.Features.Personnes.Consents;
using Beffroi.Portal.Features.Personnes.Edit;
using Beffroi.Portal.Features.Personnes.Find;
using Beffroi.Portal.Features.Personnes.Link;
using Beffroi.Portal.Features.Personnes.Merge;
using Beffroi.Portal.Features.Personnes.Represent;
using Beffroi.Portal.Features.Personnes.Show;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Portal.Features.Personnes;

internal static class PersonnesServices
{
    public static void AddPersonnes(this IServiceCollection services)
    {
        services.AddSingleton<PersonneWork>();
        services.AddSingleton<SavePersonne>();
        services.AddSingleton<LinkDossier>();
        services.AddSingleton<MergePersonnes>();
        services.AddSingleton<RecordConsent>();
        services.AddSingleton<NameRepresentant>();
        services.AddSingleton<OpenPersonne>();
        services.AddSingleton<PersonneScreens>();
        services.AddSingleton<PersonneActions>();
        services.AddScoped<FindPersonnes>();
        services.AddScoped<FindLookalikes>();
    }
}
