using Beffroi.Web.Text;

namespace Beffroi.Portal.Features.Statistiques;

/// <summary>Statistics in words.</summary>
public static class StatWords
{
    /// <summary>A delay's name.</summary>
    public static string Of(DelayKind kind) => kind switch
    {
        DelayKind.Qualification => "Qualification",
        DelayKind.Traitement => "Traitement",
        DelayKind.Delivrance => "Délivrance",
        _ => "De l’arrivée à la fin",
    };

    /// <summary>What a delay runs over.</summary>
    public static string HintOf(DelayKind kind) => kind switch
    {
        DelayKind.Qualification => "de l’arrivée à l’orientation vers un service",
        DelayKind.Traitement => "de l’orientation à la décision",
        DelayKind.Delivrance => "de la décision à la remise",
        _ => "toutes phases",
    };

    /// <summary>« le jour même », « 1 jour », « 12 jours ».</summary>
    public static string Days(int days) => days == 0 ? "le jour même" : French.Count(days, "jour");

    /// <summary>Cents as euros, « 24 570 € ».</summary>
    public static string Euros(long cents) => French.Euros(cents / 100m);

    /// <summary>A share, or a dash when there is nothing to share.</summary>
    public static string Share(decimal? share) => share is { } known ? French.Percent(known) : "–";
}
