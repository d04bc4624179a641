using Beffroi.Portal.Features.Administration.Designer.Editing;

namespace Beffroi.Portal.Features.Administration.Designer;

/// <summary>The addresses of the designer.</summary>
public static class DesignerLinks
{
    public const string List = "/administration/concevoir";
    public const string Outline = List + "/demarche";
    public const string Question = List + "/question";
    public const string Answer = List + "/reponse";
    public const string FormPage = List + "/page";
    public const string Section = List + "/partie";
    public const string Settings = List + "/reglages";
    public const string Messages = List + "/messages";
    public const string Documents = List + "/documents";
    public const string Document = Documents + "/modele";
    public const string Preview = List + "/apercu";
    public const string History = List + "/historique";
    public const string Publish = List + "/publier";

    /// <summary>The démarches that the syndicate writes.</summary>
    public const string OfSyndicat = List + "?commune=" + DesignerOwner.SyndicatKey;

    /// <summary>Who writes, and the démarche.</summary>
    public static string Query(DesignerDraft draft) => $"commune={draft.Owner.Key}&code={Uri.EscapeDataString(draft.Revision.Code)}";

    /// <summary>Where a hint is mended.</summary>
    public static string Of(DesignerDraft draft, Hint hint) => $"{ScreenOf(hint.Screen)}?{Query(draft)}{(hint.Target is null ? "" : "&id=" + Uri.EscapeDataString(hint.Target))}";

    private static string ScreenOf(HintScreen screen) => screen switch
    {
        HintScreen.Page => FormPage,
        HintScreen.Question => Question,
        HintScreen.Messages => Messages,
        HintScreen.Document => Document,
        _ => Settings,
    };
}
