using System.Text.Json;
using Beffroi.Portal.Data;

namespace Beffroi.Portal.Features.Dossiers.Log;

/// <summary>The head of a commune's log and the counter of its dossier numbers; one row a commune, written with every line.</summary>
public sealed class CommuneLedger : ICommuneOwned
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <inheritdoc />
    public required Guid CommuneId { get; init; }

    /// <summary>The year that <see cref="LastNumber"/> counts in.</summary>
    public int Year { get; private set; }

    /// <summary>The number of the last dossier of the year.</summary>
    public int LastNumber { get; private set; }

    /// <summary>The sequence of the last line.</summary>
    public long Sequence { get; private set; }

    /// <summary>The hash of the last line.</summary>
    public byte[] Hash { get; private set; } = new byte[32];

    /// <summary>Takes the next dossier number, such as <c>50502-2026-00012</c>.</summary>
    public string NextNumber(string insee, int year)
    {
        if (Year != year)
        {
            Year = year;
            LastNumber = 0;
        }

        LastNumber++;
        return $"{insee}-{year:D4}-{LastNumber:D5}";
    }

    /// <summary>Adds a line to the log.</summary>
    public DossierEvent Append(Guid dossierId, DateTime at, Actor actor, string kind, object? data = null)
    {
        // Both databases keep microseconds: finer ticks would not survive the round trip and the hash would not hold.
        at = new DateTime(at.Ticks / TimeSpan.TicksPerMicrosecond * TimeSpan.TicksPerMicrosecond, DateTimeKind.Utc);
        var id = Guid.CreateVersion7(new DateTimeOffset(at));
        var json = data is null ? "{}" : JsonSerializer.Serialize(data, s_json);
        var previous = Hash;
        var hash = DossierEvent.ComputeHash(previous, CommuneId, dossierId, id, Sequence + 1, at, actor, kind, json);

        Sequence++;
        Hash = hash;
        return new DossierEvent
        {
            Id = id,
            CommuneId = CommuneId,
            DossierId = dossierId,
            Sequence = Sequence,
            At = at,
            ActorKind = actor.Kind,
            ActorId = actor.Id,
            ActorName = actor.Name,
            Kind = kind,
            Data = json,
            PreviousHash = previous,
            Hash = hash,
        };
    }
}
