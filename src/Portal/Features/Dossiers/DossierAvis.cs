namespace Beffroi.Portal.Features.Dossiers;

/// <content>The opinions that the town hall waits for, and to whom a dossier is handed up.</content>
public sealed partial class Dossier
{
    /// <summary>How many opinions are awaited.</summary>
    public int AvisAttendus { get; private set; }

    /// <summary>Whether an opinion is awaited.</summary>
    public bool AttendAvis => AvisAttendus > 0;

    /// <summary>An opinion is asked for.</summary>
    public void AwaitOpinion(DateTime now)
    {
        RequirePhase(Phase.Reception, Phase.Qualification, Phase.Traitement);
        if (Phase == Phase.Reception)
        {
            Phase = Phase.Qualification;
        }

        AvisAttendus++;
        Touch(now);
    }

    /// <summary>An opinion came, or is no longer awaited.</summary>
    public void EndOpinion(DateTime now)
    {
        AvisAttendus = Math.Max(0, AvisAttendus - 1);
        Touch(now);
    }

    /// <summary>An agent went and saw.</summary>
    public void Visit(DateTime now)
    {
        RequireOpen();
        Touch(now);
    }
}
