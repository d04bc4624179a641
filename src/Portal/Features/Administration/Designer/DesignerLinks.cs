using Beffroi.Portal.Features.Administration.Designer.Editing;

namespace Beffroi.Portal.Features.Administration.Designer;

/// <summary>The addresses of the designer.</summary>
public static class DesignerLinks
{
    public const string List = "/administration/concevoir";
    public const string Outline = List + "/demarche";
    public const string Question = List + "/question";
    public const string FormPage = List + "/page";
    public const string Settings = List + "/reglages";
    public const string Preview = List + "/apercu";
    public const string History = List + "/historique";
    public const string Publish = List + "/publier";

    /// <summary>The commune and the démarche.</summary>
    public static string Query(DesignerDraft draft) => $"commune={draft.Chosen.Commune.Insee}&code={Uri.EscapeDataString(draft.Revision.Code)}";

    /// <summary>Where a hint is mended.</summary>
    public static string Of(DesignerDraft draft, Hint hint) => hint.Target is null
        ? $"{Settings}?{Query(draft)}"
        : $"{(hint.IsPage ? FormPage : Question)}?{Query(draft)}&id={Uri.EscapeDataString(hint.Target)}";
}
