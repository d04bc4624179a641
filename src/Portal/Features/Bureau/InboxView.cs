using Beffroi.Portal.Features.Dossiers;

namespace Beffroi.Portal.Features.Bureau;

/// <summary>The views of the inbox.</summary>
public enum InboxView
{
    /// <summary>Everything that is not ended.</summary>
    ATraiter,

    /// <summary>A legal date is past.</summary>
    EnRetard,

    /// <summary>In the agent's charge.</summary>
    LesMiennes,

    /// <summary>Nobody has said yet what it is.</summary>
    AQualifier,

    /// <summary>In nobody's charge.</summary>
    SansAgent,

    /// <summary>Pieces are awaited from the usager.</summary>
    AttendUsager,

    /// <summary>An opinion is awaited.</summary>
    AttendAvis,

    /// <summary>Decided, to be handed over.</summary>
    ADelivrer,

    /// <summary>Ended.</summary>
    Terminees,

    /// <summary>Every dossier, ended or not: where a search looks.</summary>
    Toutes,
}

/// <summary>The views as addresses and in words.</summary>
public static class InboxViews
{
    /// <summary>The views that the rail shows.</summary>
    public static IReadOnlyList<InboxView> Shown { get; } =
    [
        InboxView.ATraiter, InboxView.EnRetard, InboxView.LesMiennes, InboxView.AQualifier, InboxView.SansAgent, InboxView.AttendUsager,
        InboxView.AttendAvis, InboxView.ADelivrer, InboxView.Terminees,
    ];

    /// <summary>The view's name in an address.</summary>
    public static string Slug(this InboxView view) => view switch
    {
        InboxView.EnRetard => "en-retard",
        InboxView.LesMiennes => "les-miennes",
        InboxView.AQualifier => "a-qualifier",
        InboxView.SansAgent => "sans-agent",
        InboxView.AttendUsager => "attend-usager",
        InboxView.AttendAvis => "attend-avis",
        InboxView.ADelivrer => "a-delivrer",
        InboxView.Terminees => "terminees",
        InboxView.Toutes => "toutes",
        _ => "a-traiter",
    };

    /// <summary>The view's name on screens.</summary>
    public static string Label(this InboxView view) => view switch
    {
        InboxView.EnRetard => "En retard",
        InboxView.LesMiennes => "Les miennes",
        InboxView.AQualifier => "À qualifier",
        InboxView.SansAgent => "Sans agent",
        InboxView.AttendUsager => "Attend l’usager",
        InboxView.AttendAvis => "En attente d’un avis",
        InboxView.ADelivrer => "À délivrer",
        InboxView.Terminees => "Terminées",
        InboxView.Toutes => "Toutes les demandes",
        _ => "À traiter",
    };

    /// <summary>The view's drawing.</summary>
    public static string Icon(this InboxView view) => view switch
    {
        InboxView.EnRetard => "alarm-clock",
        InboxView.LesMiennes => "user-check",
        InboxView.AQualifier => "list-filter",
        InboxView.SansAgent => "user-plus",
        InboxView.AttendUsager => "hourglass",
        InboxView.AttendAvis => "message-circle",
        InboxView.ADelivrer => "package-check",
        InboxView.Terminees => "archive",
        _ => "inbox",
    };

    /// <summary>Reads a name from an address; null when it names no view.</summary>
    public static InboxView? Find(string? slug)
    {
        foreach (var view in Enum.GetValues<InboxView>())
        {
            if (view.Slug() == slug)
            {
                return view;
            }
        }

        return null;
    }
}

/// <summary>Groups of phases that queries ask for.</summary>
internal static class DossierPhases
{
    /// <summary>The phases of a dossier that is not ended; a list, so that the index on commune and phase serves.</summary>
    public static readonly Phase[] Open = [Phase.Reception, Phase.Qualification, Phase.Traitement, Phase.Delivrance];
}
