using System.Text.Json;
using System.Text.Json.Serialization;

namespace Beffroi.Portal.Delais;

/// <summary>One legal delay as data: what it counts, from which date, and the text that sets it.</summary>
public sealed record DelaiRule
{
    /// <summary>Its stable name, such as <c>silence-rejet</c>.</summary>
    public required string Regle { get; init; }

    /// <summary>The article that sets it.</summary>
    public required string BaseLegale { get; init; }

    /// <summary>The way of counting.</summary>
    public required string Calcul { get; init; }

    /// <summary>The key of the date that it runs from.</summary>
    public required string Depuis { get; init; }

    /// <summary>How many days, months or weeks; null when the months come with each case.</summary>
    public int? Nombre { get; init; }

    /// <summary>The weekday, for delays counted back in weeks.</summary>
    public string? Jour { get; init; }

    /// <summary>The birthday, for delays that follow one.</summary>
    public int? Age { get; init; }

    /// <summary>The month in which the text was read in force.</summary>
    public required string LuEnVigueur { get; init; }

    /// <summary>The first day on which the text applies, when it is recent.</summary>
    public DateOnly? ValideDu { get; init; }

    /// <summary>The last day on which the text applies, once it is repealed.</summary>
    public DateOnly? ValideAu { get; init; }

    /// <summary>Whether each case brings its own number of months.</summary>
    [JsonIgnore]
    public bool AsksMonths => Calcul is "mois-suspendus" or "mois-francs-apres-silence" || (Calcul is "mois" && Nombre is null);
}

/// <summary>The table of legal delays that the appliance embeds.</summary>
internal sealed record DelaiTable
{
    private static readonly JsonSerializerOptions s_options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static DelaiTable Current { get; } = Read();

    public required IReadOnlyList<DelaiRule> Regles { get; init; }

    public required IReadOnlyDictionary<string, DelaiConstant> Constantes { get; init; }

    private static DelaiTable Read()
    {
        using var stream = typeof(DelaiTable).Assembly.GetManifestResourceStream("Beffroi.Portal.Delais.regles.json")!;
        return JsonSerializer.Deserialize<DelaiTable>(stream, s_options)!;
    }
}

/// <summary>A number that the law sets and that is not a delay of its own.</summary>
internal sealed record DelaiConstant(int Valeur, string BaseLegale, string LuEnVigueur, DateOnly? ValideDu, DateOnly? ValideAu);
