namespace Beffroi.Portal.Features.Dossiers.Documents;

/// <summary>What an agent types to establish a paper.</summary>
public sealed class PaperForm
{
    /// <summary>The version of the dossier that the form was built on.</summary>
    public int Version { get; set; }

    /// <summary>Names the form: sent twice, it gives one paper.</summary>
    public Guid Essai { get; set; }

    /// <summary>The reasons.</summary>
    public string? Motifs { get; set; }

    /// <summary>First name and name of who signs.</summary>
    public string? Signataire { get; set; }

    /// <summary>The quality of who signs.</summary>
    public string? Qualite { get; set; }

    /// <summary>« suite » to give it with the decision or the delivery, « suivi » to give it at once.</summary>
    public string? Remise { get; set; }

    /// <summary>Words for the questions that the usager did not answer.</summary>
    public Dictionary<string, string?> Reponses { get; set; } = [];

    /// <summary>The field in which an agent answers a question.</summary>
    public static string FieldOf(string question) => $"{nameof(Reponses)}[{question}]";

    /// <summary>What the agent gives, cleaned and bounded.</summary>
    /// <exception cref="DossierRuleException">A text is too long.</exception>
    public PaperTyped Read()
    {
        var answers = Reponses.Take(100).ToDictionary(
            entry => entry.Key, entry => Bound(entry.Value, FieldOf(entry.Key), PaperTyped.MaxLine), StringComparer.Ordinal);
        return new PaperTyped(
            Bound(Motifs, nameof(Motifs), PaperTyped.MaxMotifs),
            Bound(Signataire, nameof(Signataire), PaperTyped.MaxLine),
            Bound(Qualite, nameof(Qualite), PaperTyped.MaxLine),
            answers);
    }

    private static string? Bound(string? text, string field, int most) => text?.ReplaceLineEndings("\n").Trim() is not { Length: > 0 } typed
        ? null
        : typed.Length <= most ? typed : throw new DossierFieldException(field, $"Raccourcissez ce texte\u00a0: {Beffroi.Web.Text.French.Number(most)}\u00a0caractères au plus.");
}
