using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.Features.Statistiques.Rapport;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Beffroi.Portal.Features.Statistiques;

/// <summary>What agents take away of the statistics: a table for a spreadsheet, the report of a month.</summary>
internal static class StatEndpoints
{
    public static void MapStatistics(this IEndpointRouteBuilder endpoints)
    {
        var bureau = new OnHostAttribute(HostKind.Bureau);
        endpoints.MapGet("/statistiques/export.csv", SendCsvAsync).WithMetadata(bureau).RequireAuthorization(BureauConventions.AgentPolicy);
        endpoints.MapGet("/statistiques/rapport.pdf", SendReportAsync).WithMetadata(bureau).RequireAuthorization(BureauConventions.AgentPolicy);
    }

    private static async Task<IResult> SendCsvAsync(HttpContext context, StatDesk desk)
    {
        if (desk.Read(context.RequireAgent(), context.Request.Query) is not { IsMisread: false } request)
        {
            return Results.NotFound();
        }

        var who = request.Chosen is { } chosen ? "-" + chosen.Commune.Slug : "";
        context.Response.Headers.CacheControl = "no-cache, no-store";
        return Results.File(
            StatCsv.Write(await desk.CellsAsync(request, context.RequestAborted)), "text/csv; charset=utf-8",
            $"statistiques{who}-{request.Question.Period.From}-{request.Question.Period.To}.csv");
    }

    private static async Task<IResult> SendReportAsync(HttpContext context, StatDesk desk, MonthlyReports reports)
    {
        if (desk.Read(context.RequireAgent(), context.Request.Query) is not { Chosen: { } chosen } || StatPeriod.MonthOf(context.Request.Query["mois"]) is not { } month)
        {
            return Results.NotFound();
        }

        var report = await reports.ReadAsync(chosen.Commune, month, context.RequestAborted);
        context.Response.Headers.CacheControl = "no-cache, no-store";
        return Results.File(MonthlyReportPdf.Draw(report), "application/pdf", report.FileName);
    }
}
