using System.Text.Json;
using Beffroi.Portal.Features.Dossiers;

namespace Beffroi.Portal.Features.Statistiques.Couts;

/// <summary>What a request costs the town hall, in cents.</summary>
/// <param name="CounterCents">Taken by an agent: at the counter, on the phone, by letter, by mail or by text message.</param>
/// <param name="OnlineCents">Filed on the commune's site.</param>
/// <param name="Source">Where the figures come from, in French.</param>
/// <param name="IsOwn">Whether the commune gave its own.</param>
public sealed record UnitCosts(int CounterCents, int OnlineCents, string Source, bool IsOwn)
{
    /// <summary>The costs of a commune that gave none; they stand in <c>couts.json</c> with their source.</summary>
    public static UnitCosts Usual { get; } = Load();

    /// <summary>The costs of a commune.</summary>
    public static UnitCosts Of(StatisticsSettings? settings) => settings is { CounterCents: null, OnlineCents: null } or null
        ? Usual
        : new UnitCosts(
            settings.CounterCents ?? Usual.CounterCents,
            settings.OnlineCents ?? Usual.OnlineCents,
            settings.CostSource is { Length: > 0 } source ? source : "Coûts donnés par la commune.",
            IsOwn: true);

    /// <summary>What one request costs that came so.</summary>
    public int Of(Channel channel) => channel == Channel.Web ? OnlineCents : CounterCents;

    private static UnitCosts Load()
    {
        using var stream = typeof(UnitCosts).Assembly.GetManifestResourceStream("Beffroi.Portal.couts.json")!;
        using var json = JsonDocument.Parse(stream);
        var root = json.RootElement;
        return new UnitCosts(
            Cents(root.GetProperty("guichet")), Cents(root.GetProperty("enLigne")), root.GetProperty("source").GetString()!, IsOwn: false);
    }

    private static int Cents(JsonElement euros) => (int)(euros.GetDecimal() * 100);
}
