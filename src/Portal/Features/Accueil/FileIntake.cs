using Beffroi.Portal.Agents;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Engine;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Filing;

namespace Beffroi.Portal.Features.Accueil;

/// <summary>What an agent took for the person who is there.</summary>
public sealed record FileIntakeCommand(Commune Commune, DemarcheDefinition Demarche, FormAnswers Answers, Channel Channel, Guid DraftId)
{
    /// <summary>The record of the person, when one was chosen.</summary>
    public Guid? PersonneId { get; init; }

    /// <summary>Whether it is answered on the spot.</summary>
    public bool IsAnswered { get; init; }

    /// <summary>The answer given on the spot.</summary>
    public string? Answer { get; init; }

    /// <summary>The templates that it was begun from.</summary>
    public IReadOnlyList<Guid> Modeles { get; init; } = [];

    /// <summary>How it was typed while the network was cut; null when it was not.</summary>
    public SaisieHorsLigne? HorsLigne { get; init; }
}

/// <summary>Files what an agent took, and ends it when it was answered on the spot.</summary>
public sealed class FileIntake(FileDossier file, AnswerOnTheSpot answerOnTheSpot, TimeProvider time)
{
    /// <summary>Files it and returns its number.</summary>
    public async Task<string> RunAsync(FileIntakeCommand command, AgentAccess agent, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var filing = IntakeConsent.Filing(command.Commune, command.Demarche, command.Answers, command.Channel, command.DraftId, agent, command.HorsLigne?.ReceivedAt(now) ?? now);
        // From the field the agent speaks for nobody else.
        var filed = await file.RunAsync(
            filing with { PersonneId = command.PersonneId, HorsLigne = command.HorsLigne, Mandat = command.Channel is Channel.Terrain ? null : filing.Mandat }, cancellationToken);
        if (command.IsAnswered)
        {
            await answerOnTheSpot.RunAsync(filed.Numero, command.Answer, command.Modeles, agent, cancellationToken);
        }

        return filed.Numero;
    }
}
