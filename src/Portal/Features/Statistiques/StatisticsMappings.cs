using Beffroi.Portal.Features.Statistiques.Compare;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Beffroi.Portal.Features.Statistiques;

internal static class StatisticsMapping
{
    /// <summary>The longest code of a démarche or of a service.</summary>
    public const int MaxCode = 60;

    public static void Apply(ModelBuilder builder)
    {
        builder.Entity<DossierFacts>(facts =>
        {
            facts.HasKey(row => row.DossierId);
            facts.Property(row => row.DossierId).ValueGeneratedNever();
            facts.HasIndex(row => row.CommuneId);
            HasCodes(facts.Property(row => row.Demarche), facts.Property(row => row.Service));
        });
        builder.Entity<DayTally>(tally =>
        {
            // The commune and the day first: a page reads one range of it.
            tally.HasKey(row => new { row.CommuneId, row.Day, row.Demarche, row.Service, row.Channel });
            tally.Ignore(row => row.IsEmpty);
            HasCodes(tally.Property(row => row.Demarche), tally.Property(row => row.Service));
        });
        builder.Entity<DelayTally>(tally =>
        {
            tally.HasKey(row => new { row.CommuneId, row.Month, row.Demarche, row.Service, row.Kind, row.Days });
            HasCodes(tally.Property(row => row.Demarche), tally.Property(row => row.Service));
        });
        builder.Entity<HourTally>(tally => tally.HasKey(row => new { row.CommuneId, row.Month, row.Day, row.Hour }));
        builder.Entity<StatisticsCursor>(cursor =>
        {
            cursor.HasKey(row => row.CommuneId);
            cursor.Property(row => row.CommuneId).ValueGeneratedNever();
            // Two processes never count the same lines.
            cursor.Property(row => row.Sequence).IsConcurrencyToken();
        });
        builder.Entity<StatisticsSettings>(settings =>
        {
            settings.HasKey(row => row.CommuneId);
            settings.Property(row => row.CommuneId).ValueGeneratedNever();
            settings.Property(row => row.CostSource).HasMaxLength(StatisticsSettings.MaxSource);
            settings.Property(row => row.ReportAddresses).HasMaxLength(StatisticsSettings.MaxAddresses * 256);
        });
        builder.Entity<ClassFigures>(figures =>
        {
            figures.HasKey(row => row.Class);
            figures.Property(row => row.Class).HasMaxLength(20);
        });
    }

    private static void HasCodes(params ReadOnlySpan<PropertyBuilder<string>> codes)
    {
        foreach (var code in codes)
        {
            code.HasMaxLength(MaxCode);
        }
    }
}
