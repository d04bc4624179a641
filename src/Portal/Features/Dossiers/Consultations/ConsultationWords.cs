using Beffroi.Web.TagHelpers;
using Beffroi.Web.Text;

namespace Beffroi.Portal.Features.Dossiers.Consultations;

/// <summary>Opinions in words.</summary>
public static class ConsultationWords
{
    /// <summary>The opinions that may be given.</summary>
    public static IReadOnlyList<Choice> Choices { get; } = [.. Enum.GetValues<Opinion>().Select(opinion => new Choice(opinion.ToString(), Of(opinion), HintOf(opinion)))];

    /// <summary>An opinion in words.</summary>
    public static string Of(Opinion opinion) => opinion switch
    {
        Opinion.Favorable => "Avis favorable",
        Opinion.Reserves => "Avis favorable avec réserves",
        Opinion.Defavorable => "Avis défavorable",
        _ => "Sans avis",
    };

    /// <summary>Where an opinion stands.</summary>
    public static string StateOf(Consultation consultation, DateOnly today) => consultation switch
    {
        { Sens: { } opinion, EndedAt: { } at } => $"{Of(opinion)}, donné le {FrenchDates.ShortDate(FrenchDates.DayOf(at), today)} par {consultation.EndedByNom}",
        { EndedAt: { } at } => $"N’est plus attendu depuis le {FrenchDates.ShortDate(FrenchDates.DayOf(at), today)}",
        _ => $"Attendu pour le {FrenchDates.ShortDate(consultation.Due, today)} ({FrenchDates.Due(consultation.Due, today)})",
    };

    private static string? HintOf(Opinion opinion) => opinion switch
    {
        Opinion.Reserves => "Écrivez les réserves.",
        Opinion.Defavorable => "Écrivez les raisons.",
        Opinion.SansAvis => "Vous n’avez rien à dire sur cette demande, ou elle ne vous concerne pas.",
        _ => null,
    };
}
