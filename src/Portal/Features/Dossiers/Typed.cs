using Beffroi.Web.Text;

namespace Beffroi.Portal.Features.Dossiers;

/// <summary>Texts that a person types, cleaned and bounded.</summary>
internal static class Typed
{
    /// <summary>A text of several lines.</summary>
    /// <exception cref="DossierFieldException">It is empty, too long, or holds signs that cannot be read.</exception>
    public static string Text(string? text, int most, string field, string asked)
    {
        var typed = (text ?? "").ReplaceLineEndings("\n").Trim();
        if (typed.Length == 0 || typed.Length > most)
        {
            throw new DossierFieldException(field, $"{asked}, en {French.Number(most)}\u00a0caractères au plus.");
        }

        return typed.Any(c => char.IsControl(c) && c is not ('\n' or '\t'))
            ? throw new DossierFieldException(field, "Retirez les caractères spéciaux de ce texte\u00a0: ils ne peuvent pas être lus.")
            : typed;
    }

    /// <summary>A text of one line.</summary>
    /// <exception cref="DossierFieldException">It is empty, too long, or holds signs that cannot be read.</exception>
    public static string Line(string? text, int most, string field, string asked) => Text(text?.ReplaceLineEndings(" "), most, field, asked);
}
