using Beffroi.Appliance.Configuration;
using Beffroi.Appliance.Demo;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers.Documents;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Appliance.Commands;

/// <summary><c>beffroi demo</c>: makes the demonstration syndicate and says how to enter it.</summary>
internal static class DemoCommand
{
    public static async Task<int> RunAsync(IServiceProvider services, DemoClock clock, ApplianceSettings settings, bool json, CancellationToken cancellationToken)
    {
        var directory = services.GetRequiredService<CommuneDirectory>();
        if (directory.Syndicat is null && directory.All.Count == 0)
        {
            await new DemoWorld(services, clock).MakeAsync(cancellationToken);
        }

        if (directory.Syndicat is not { Demonstration: true })
        {
            Speak.Note("Des communes réelles sont dans ce dossier de données : la démonstration n’y est pas mêlée. Choisissez un autre dossier avec --data.");
            return ExitCodes.RefusedByRule;
        }

        var communes = DemoCast.Communes.Select(insee => directory.FindInsee(insee)!).ToList();
        var papers = await PapersAsync(services, directory, communes, cancellationToken);
        if (json)
        {
            Speak.Json(new
            {
                @base = settings.Base,
                communes = communes.Select(commune => new { insee = commune.Insee, nom = commune.Nom, slug = commune.Slug, host = directory.HostOf(commune) }),
                accounts = DemoCast.All.Select(person => new
                {
                    email = person.Courriel,
                    password = DemoCast.Password,
                    role = person.Role?.ToString() ?? "Usager",
                    communes = person.Communes,
                }),
                papers,
            });
            return ExitCodes.Done;
        }

        Speak.Line("Syndicat numérique de démonstration");
        Speak.Line($"  syndicat   {settings.Scheme}://{settings.Base}/");
        communes.ForEach(commune => Speak.Line($"  commune    {directory.UrlOf(commune, "/")}"));
        Speak.Line($"  bureau     {settings.Scheme}://bureau.{settings.Base}/");
        Speak.Line($"Comptes, tous avec le mot de passe « {DemoCast.Password} »");
        foreach (var person in DemoCast.All)
        {
            Speak.Line($"  {person.Courriel,-28} {person.Nom,-18} {person.Role?.ToString() ?? "Usager"}");
        }

        Speak.Line("Documents établis, que chacun peut vérifier");
        foreach (var paper in papers)
        {
            Speak.Line($"  {paper.Title,-34} {paper.Url}");
        }

        return ExitCodes.Done;
    }

    private static async Task<List<DemoPaper>> PapersAsync(
        IServiceProvider services, CommuneDirectory directory, IReadOnlyList<Commune> communes, CancellationToken cancellationToken)
    {
        await using var db = services.GetRequiredService<PortalContexts>().Open(CommuneScope.Of([.. communes.Select(commune => commune.Id)]));
        var rows = await db.Papers.Where(row => row.AnnulledAt == null).OrderBy(row => row.EstablishedAt).Select(row => new { row.CommuneId, row.Title, row.Code }).Take(10).ToListAsync(cancellationToken);
        return rows.ConvertAll(row => new DemoPaper(row.Title, row.Code, directory.UrlOf(directory.Find(row.CommuneId)!, PaperLinks.VerifyOf(row.Code))));
    }

    /// <summary>A paper and where it is verified.</summary>
    private sealed record DemoPaper(string Title, string Code, string Url);
}
