using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Beffroi.Portal.Features.Demarches.Publication;

/// <summary>How far the roll-out of a version is.</summary>
public enum WaveState
{
    EnCours,
    EnPause,
    Terminee,
    Arretee
}

/// <summary>The roll-out of a version to the communes that have the démarche, some at a time; it stops by itself when usagers stumble more than before.</summary>
public sealed class DemarcheWave
{
    /// <summary>The key.</summary>
    public required Guid Id { get; init; }

    /// <summary>The démarche.</summary>
    public required string Code { get; init; }

    /// <summary>The version that goes out.</summary>
    public required string Version { get; init; }

    /// <summary>How many communes take it at each step.</summary>
    public required int Step { get; init; }

    /// <summary>When it began, UTC.</summary>
    public required DateTime StartedAt { get; init; }

    /// <summary>When the last step was taken, UTC.</summary>
    public DateTime? SteppedAt { get; set; }

    /// <summary>Whether it goes on.</summary>
    public required WaveState State { get; set; }

    /// <summary>Why it is held, in French.</summary>
    public string? Reason { get; set; }

    /// <summary>How many communes have taken the version by it.</summary>
    public int Moved { get; set; }

    /// <summary>How many of them have something to look at.</summary>
    public int ToLookAt { get; set; }
}

/// <summary>How a version fares on a day: pages sent, pages that came back to be mended, requests sent.</summary>
public sealed class DemarcheTally
{
    /// <summary>The démarche.</summary>
    public required string Code { get; init; }

    /// <summary>The version.</summary>
    public required string Version { get; init; }

    /// <summary>The day, in France.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Pages that usagers sent.</summary>
    public int Sent { get; set; }

    /// <summary>Pages that came back with something to mend.</summary>
    public int Refused { get; set; }

    /// <summary>Pages that ended in a fault of the appliance.</summary>
    public int Failed { get; set; }
}

internal sealed class DemarcheWaveMapping : IEntityTypeConfiguration<DemarcheWave>
{
    public void Configure(EntityTypeBuilder<DemarcheWave> builder)
    {
        builder.Property(wave => wave.Code).HasMaxLength(60);
        builder.Property(wave => wave.Version).HasMaxLength(20);
        builder.HasIndex(wave => wave.State);
    }
}

internal sealed class DemarcheTallyMapping : IEntityTypeConfiguration<DemarcheTally>
{
    public void Configure(EntityTypeBuilder<DemarcheTally> builder)
    {
        builder.HasKey(tally => new { tally.Code, tally.Version, tally.Day });
        builder.Property(tally => tally.Code).HasMaxLength(60);
        builder.Property(tally => tally.Version).HasMaxLength(20);
    }
}
