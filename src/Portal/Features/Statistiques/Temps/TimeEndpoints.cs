using System.Globalization;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Beffroi.Portal.Features.Statistiques.Temps;

/// <summary>The rebilling sheet as a table for a spreadsheet: of one commune for who administers it, of all for the syndicate.</summary>
internal static class TimeEndpoints
{
    private static readonly string[] s_columns = ["Mois", "Code INSEE", "Commune", "Agent", "Service", "Minutes notées", "Heures notées", "Demandes terminées", "Coût horaire (€)", "Coût (€)", "Source du coût", "Mois clos"];
    private static readonly CultureInfo s_french = CultureInfo.GetCultureInfo("fr-FR");

    public static void MapTimeSheets(this IEndpointRouteBuilder endpoints)
    {
        var bureau = new OnHostAttribute(HostKind.Bureau);
        endpoints.MapGet("/statistiques/temps.csv", SendAsync).WithMetadata(bureau).RequireAuthorization(BureauConventions.AgentPolicy);
        endpoints.MapGet("/console/temps.csv", SendAllAsync).WithMetadata(bureau).RequireAuthorization(BureauConventions.AgentPolicy);
    }

    private static async Task<IResult> SendAsync(string? commune, string? mois, HttpContext context, BureauRail rails, TimeSheets sheets, Communes.CommuneDirectory directory)
    {
        var agent = context.RequireAgent();
        var own = rails.CommunesOf(agent).FirstOrDefault(row => row.Commune.Insee == commune && agent.MayAdminister(row.Commune.Id));
        return own is not null && sheets.Read(mois) is { } month
            ? Send(await sheets.OfAsync([own.Commune.Id], month, context.RequestAborted), directory, context, own.Commune.Slug + "-")
            : Results.NotFound();
    }

    private static async Task<IResult> SendAllAsync(string? mois, HttpContext context, TimeSheets sheets, Communes.CommuneDirectory directory) =>
        context.RequireAgent().IsOperateur && sheets.Read(mois) is { } month
            ? Send(await sheets.OfAllAsync(month, context.RequestAborted), directory, context, "")
            : Results.NotFound();

    private static IResult Send(TimeSheet sheet, Communes.CommuneDirectory directory, HttpContext context, string who)
    {
        context.Response.Headers.CacheControl = "no-cache, no-store";
        var month = StatPeriod.Month(sheet.Month).From;
        return Results.File(
            StatCsv.Write(s_columns, sheet.Lines.Select(line => (string[])
            [
                month, directory.Find(line.CommuneId)?.Insee ?? "", line.Commune, line.AgentNom, line.Service, Text(line.Minutes), (line.Minutes / 60m).ToString("0.00", s_french), Text(line.Dossiers),
                Euros(sheet.HourlyCents), Euros(sheet.CentsOf(line)), sheet.Source ?? "", sheet.Closed is null ? "non" : "oui",
            ])),
            "text/csv; charset=utf-8",
            $"temps-{who}{month}.csv");
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Euros(long? cents) => cents is { } known ? (known / 100m).ToString("0.00", s_french) : "";
}
