using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Beffroi.Portal.Features.Statistiques.Temps;

internal sealed class TimeNoteMapping : IEntityTypeConfiguration<TimeNote>
{
    public void Configure(EntityTypeBuilder<TimeNote> builder)
    {
        // The key comes from a form: another's note of the same key is another row.
        builder.HasKey(row => new { row.CommuneId, row.AgentId, row.Id });
        builder.Property(row => row.Service).HasMaxLength(StatisticsMapping.MaxCode);
        // The sheet of a month; an agent's own notes; those of a dossier.
        builder.HasIndex(row => new { row.CommuneId, row.Day });
        builder.HasIndex(row => new { row.AgentId, row.Day });
        builder.HasIndex(row => new { row.CommuneId, row.DossierId });
    }
}

internal sealed class TimeMonthMapping : IEntityTypeConfiguration<TimeMonth>
{
    public void Configure(EntityTypeBuilder<TimeMonth> builder)
    {
        builder.HasKey(row => new { row.CommuneId, row.Month });
        builder.Property(row => row.Source).HasMaxLength(TimeCost.MaxSource);
    }
}

internal sealed class TimeCostMapping : IEntityTypeConfiguration<TimeCost>
{
    public void Configure(EntityTypeBuilder<TimeCost> builder)
    {
        builder.HasKey(row => row.CommuneId);
        builder.Property(row => row.CommuneId).ValueGeneratedNever();
        builder.Property(row => row.Source).HasMaxLength(TimeCost.MaxSource);
    }
}
