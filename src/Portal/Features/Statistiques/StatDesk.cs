using Beffroi.Portal.Agents;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.Features.Statistiques.Compare;
using Beffroi.Portal.Features.Statistiques.Couts;
using Beffroi.Web.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Statistiques;

/// <summary>What an address of the statistics asks for, within the agent's communes.</summary>
/// <param name="Communes">The agent's communes.</param>
/// <param name="Chosen">The one that is shown alone; null for all of them together.</param>
/// <param name="Question">The same for the roll-ups.</param>
/// <param name="IsMisread">Whether the months of the address could not be read, and the usual ones stand for them.</param>
public sealed record StatRequest(IReadOnlyList<RailCommune> Communes, RailCommune? Chosen, StatQuestion Question, bool IsMisread)
{
    /// <summary>The address of the same question with another path or other months.</summary>
    public string Href(string path = "/statistiques", StatPeriod? period = null, string? insee = null)
    {
        var query = new QueryString()
            .Add("de", (period ?? Question.Period).From)
            .Add("a", (period ?? Question.Period).To);
        query = (insee ?? Chosen?.Commune.Insee) is { Length: > 0 } commune ? query.Add("commune", commune) : query;
        query = Question.Demarche is { } demarche ? query.Add("demarche", demarche) : query;
        return path + (Question.Service is { } service ? query.Add("service", service) : query);
    }
}

/// <summary>Reads what the pages of statistics are asked for and what they show.</summary>
public sealed class StatDesk(PortalDb db, BureauRail rails, CommuneDirectory directory, StatReading reading, TimeProvider time)
{
    /// <summary>The day in Paris.</summary>
    public DateOnly Today => FrenchDates.DayOf(time.GetUtcNow().UtcDateTime);

    /// <summary>Reads an address; null when it names a commune that is not the agent's, or the agent has none.</summary>
    public StatRequest? Read(AgentAccess agent, IQueryCollection query)
    {
        var communes = rails.CommunesOf(agent);
        var insee = query["commune"].ToString();
        var chosen = insee.Length == 0 ? communes is [var only] ? only : null : communes.FirstOrDefault(own => own.Commune.Insee == insee);
        if (communes.Count == 0 || (insee.Length > 0 && chosen is null))
        {
            return null;
        }

        var period = StatPeriod.Read(query["de"], query["a"], Today);
        Guid[] ids = chosen is null ? [.. communes.Select(own => own.Commune.Id)] : [chosen.Commune.Id];
        return new StatRequest(
            communes, chosen, new StatQuestion(ids, period ?? StatPeriod.LastMonths(Today, 12), Text(query["demarche"]), Text(query["service"])), period is null);
    }

    /// <summary>The figures.</summary>
    public Task<StatFigures> FiguresAsync(StatRequest request, CancellationToken cancellationToken) => reading.ReadAsync(db, request.Question, cancellationToken);

    /// <summary>The name of a démarche.</summary>
    public string NameOf(string demarche) => reading.NameOf(demarche);

    /// <summary>What the year costs the commune that is shown.</summary>
    public Task<CostMeter> CostsAsync(RailCommune chosen, CancellationToken cancellationToken) => CostMeter.ReadAsync(db, chosen.Commune.Id, Today, cancellationToken);

    /// <summary>The commune that is shown beside those of its size.</summary>
    public Task<Comparison> CompareAsync(RailCommune chosen, AgentAccess agent, CancellationToken cancellationToken) =>
        Comparison.ReadAsync(db, directory, agent, chosen.Commune, Today, cancellationToken);

    /// <summary>The cells of the roll-ups with their names, for a spreadsheet.</summary>
    public async Task<IReadOnlyList<StatCsvLine>> CellsAsync(StatRequest request, CancellationToken cancellationToken)
    {
        var names = (await db.Services.AsNoTracking().Where(row => request.Question.Communes.Contains(row.CommuneId)).ToListAsync(cancellationToken))
            .ToDictionary(row => (row.CommuneId, row.Code), row => row.Nom);
        var cells = await StatReading.Days(db, request.Question).OrderBy(row => row.Day).ThenBy(row => row.CommuneId).ThenBy(row => row.Demarche)
            .ThenBy(row => row.Service).ThenBy(row => row.Channel).ToListAsync(cancellationToken);
        return [.. cells.Select(cell => new StatCsvLine(
            cell, directory.Find(cell.CommuneId)!.Nom, NameOf(cell.Demarche), names.GetValueOrDefault((cell.CommuneId, cell.Service), cell.Service)))];
    }

    private static string? Text(string? text) => string.IsNullOrEmpty(text) || text.Length > StatisticsMapping.MaxCode ? null : text;
}
