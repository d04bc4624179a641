using Beffroi.Portal.Features.Statistiques.Compare;
using Beffroi.Portal.Features.Statistiques.Count;
using Beffroi.Portal.Features.Statistiques.Couts;
using Beffroi.Portal.Features.Statistiques.Rapport;
using Beffroi.Portal.Features.Statistiques.Temps;
using Beffroi.Scheduler;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Portal.Features.Statistiques;

/// <summary>What statistics need.</summary>
internal static class StatServices
{
    public static void AddStatistics(this IServiceCollection services)
    {
        services.AddSingleton<CountCommune>();
        services.AddSingleton<StatReading>();
        services.AddSingleton<UpdateStatisticsSettings>();
        services.AddScoped<StatDesk>();
        services.AddSingleton<MonthlyReports>();
        services.AddSingleton<NoteTime>();
        services.AddSingleton<TimeSheets>();
        services.AddSingleton<TimeTerms>();
        services.AddScheduledJob<CountDossiers>();
        services.AddScheduledJob<CompareCommunes>();
        services.AddScheduledJob<SendMonthlyReports>();
    }
}
