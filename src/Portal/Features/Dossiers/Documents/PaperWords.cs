using Beffroi.Portal.Features.Demarches.Definition;

namespace Beffroi.Portal.Features.Dossiers.Documents;

/// <summary>Kinds of papers in words.</summary>
public static class PaperWords
{
    /// <summary>A kind, with a capital.</summary>
    public static string Of(DocumentKind kind) => kind switch
    {
        DocumentKind.Decision => "Décision",
        DocumentKind.Refus => "Refus",
        DocumentKind.Attestation => "Attestation",
        DocumentKind.Certificat => "Certificat",
        DocumentKind.Recepisse => "Récépissé",
        _ => "À apporter à la mairie",
    };

    /// <summary>The name of a file, from the title: letters, digits and hyphens.</summary>
    public static string FileNameOf(string title, string numero)
    {
        var plain = string.Concat(title.Normalize(System.Text.NormalizationForm.FormD).Where(char.IsAscii)
            .Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-'));
        var words = string.Join('-', plain.Split('-', StringSplitOptions.RemoveEmptyEntries));
        return $"{(words.Length > 60 ? words[..60].TrimEnd('-') : words)}-{numero}.pdf";
    }
}
