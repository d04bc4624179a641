namespace Beffroi.Portal.Features.Dossiers.Pieces.Pdf;

/// <summary>
/// What a document may not hold, wherever it stands: programs, what starts by itself, what opens another program, files within the file
/// (ISO 32000-2, 12.6 and 7.11.4). Told every pair of every dictionary.
/// </summary>
internal sealed class PdfRules
{
    private static readonly HashSet<string> s_never = new(StringComparer.Ordinal) { "JavaScript", "Launch", "EmbeddedFile", "EmbeddedFiles", "RichMedia", "XFA" };

    /// <summary>What opening the document does, still to be judged once references can be followed.</summary>
    public List<object?> OpenActions { get; } = [];

    /// <summary>Whether a catalogue and a page were seen.</summary>
    public bool IsDocument => HasCatalogue && HasPage;

    private bool HasCatalogue { get; set; }

    private bool HasPage { get; set; }

    /// <exception cref="UnfitContentException">It is one of those.</exception>
    public void Judge(string key, object? value)
    {
        // The short ones may be the name of a font: they count where they hold what the standard gives them.
        if (s_never.Contains(key) || IsNever(value)
            || (key == "JS" && value is (byte[] or PdfReference))
            || (key is "AA" or "EF" && value is (PdfDictionary or PdfReference)))
        {
            throw Active();
        }

        HasCatalogue |= key == "Type" && value is PdfName { Value: "Catalog" };
        HasPage |= key == "Type" && value is PdfName { Value: "Page" };
        if (key == "OpenAction")
        {
            OpenActions.Add(OpenActions.Count < 100 ? value : throw PdfBudget.TooComplex());
        }
    }

    /// <summary>A value that stands alone, such as a name that a reference leads to.</summary>
    public static void Judge(object? value)
    {
        if (IsNever(value))
        {
            throw Active();
        }
    }

    /// <summary>Whether opening does no more than going to a page.</summary>
    public static bool OnlyGoes(object? action) => action switch
    {
        PdfDictionary does => does.NameOf("S") == "GoTo" && !does.Has("Next"),
        List<object?> or PdfName or byte[] => true,
        PdfWord { Value: "null" } or null => true,
        _ => false,
    };

    public static UnfitContentException Active() =>
        new("est un PDF qui contient un programme, un formulaire actif ou un fichier joint. Imprimez-le de nouveau en PDF "
            + "(«\u00a0Imprimer\u00a0», puis «\u00a0Enregistrer au format PDF\u00a0»), puis envoyez ce nouveau fichier.");

    private static bool IsNever(object? value) => value switch
    {
        PdfName { Value: var name } => s_never.Contains(name),
        List<object?> list => list.Exists(IsNever),
        _ => false,
    };
}
