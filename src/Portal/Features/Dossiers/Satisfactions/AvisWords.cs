using Beffroi.Web.TagHelpers;

namespace Beffroi.Portal.Features.Dossiers.Satisfactions;

/// <summary>The question of satisfaction and its answers, in words and in addresses.</summary>
public static class AvisWords
{
    /// <summary>The question.</summary>
    public const string Question = "Êtes-vous satisfait de cette démarche\u202f?";

    /// <summary>The answers, the best first.</summary>
    public static IReadOnlyList<Choice> Choices { get; } = [.. Enum.GetValues<Avis>().Select(score => new Choice(Slug(score), Of(score)))];

    /// <summary>The answer in words.</summary>
    public static string Of(Avis score) => score switch
    {
        Avis.Satisfait => "Satisfait",
        Avis.Moyen => "Moyennement satisfait",
        _ => "Pas satisfait",
    };

    /// <summary>The answer in an address or a form.</summary>
    public static string Slug(Avis score) => score switch
    {
        Avis.Satisfait => "satisfait",
        Avis.Moyen => "moyen",
        _ => "pas-satisfait",
    };

    /// <summary>Reads an answer; null when it is none.</summary>
    public static Avis? Find(string? slug)
    {
        foreach (var score in Enum.GetValues<Avis>())
        {
            if (Slug(score) == slug)
            {
                return score;
            }
        }

        return null;
    }
}
