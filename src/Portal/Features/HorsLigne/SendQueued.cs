using System.Globalization;
using System.Security.Cryptography;
using Beffroi.Portal.Agents;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Accueil;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Terrain;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.HorsLigne;

/// <summary>What the appliance made of a sending.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Message">Why not, in French, with how to mend it; null when it is filed.</param>
/// <param name="Filed">The dossier; null when it is not filed.</param>
public sealed record QueuedAnswer(int Status, string? Message, Dossier? Filed = null)
{
    internal static QueuedAnswer Refuse(int status, string message) => new(status, message);
}

/// <summary>Files what an agent typed offline, by the same door as what is typed online, once however often it is sent.</summary>
public sealed class SendQueued(TerrainDesk terrain, IntakeDesk desk, IntakeFiles files, FileIntake file, AnswerOnTheSpot answerOnTheSpot)
{
    /// <summary>A report from the field.</summary>
    public const string Field = "terrain";

    /// <summary>A request taken at the counter or on the phone.</summary>
    public const string Counter = "accueil";

    private const string OnTheSpot = "sur-place";

    /// <summary>Files it.</summary>
    public async Task<QueuedAnswer> RunAsync(PortalDb db, IFormCollection form, AgentAccess agent, CancellationToken cancellationToken)
    {
        var isField = form["Genre"] == Field;
        if ((!isField && form["Genre"] != Counter) || !Guid.TryParse(form["Cle"], out var cle) || cle == Guid.Empty || TryReadTime(form["Saisie"]) is not { } typedAt)
        {
            return QueuedAnswer.Refuse(StatusCodes.Status400BadRequest, "Cette saisie est abîmée. Relisez-la, puis saisissez-la de nouveau dans le bureau.");
        }

        // What is not the agent's is not there.
        if (terrain.CommunesOf(agent).FirstOrDefault(own => own.Commune.Insee == form["Commune"]) is not { } chosen || (!isField && !agent.MayQualify(chosen.Commune.Id)))
        {
            return QueuedAnswer.Refuse(StatusCodes.Status404NotFound, "Vous ne pouvez pas, ou plus, enregistrer pour cette commune. Demandez à son administration de vous donner le rôle, puis envoyez de nouveau.");
        }

        try
        {
            return await FindAsync(db, chosen, cle, form, agent, cancellationToken) ?? await FileAsync(db, chosen, new SaisieHorsLigne(cle, typedAt), form, agent, cancellationToken);
        }
        catch (DossierRuleException refused)
        {
            return QueuedAnswer.Refuse(StatusCodes.Status422UnprocessableEntity, refused.Message);
        }
    }

    private async Task<QueuedAnswer?> FindAsync(PortalDb db, RailCommune chosen, Guid cle, IFormCollection form, AgentAccess agent, CancellationToken cancellationToken)
    {
        var before = await db.Dossiers.AsNoTracking().FirstOrDefaultAsync(row => row.CommuneId == chosen.Commune.Id && row.CleHorsLigne == cle, cancellationToken);
        if (before is null)
        {
            return null;
        }

        if (before.FiledByAgentId != agent.Sub)
        {
            return QueuedAnswer.Refuse(StatusCodes.Status409Conflict, "Une autre personne a déjà envoyé cette saisie. Recommencez la vôtre.");
        }

        // The process may have died between the filing and its end.
        if (form["geste"] == OnTheSpot && before.Channel is not Channel.Terrain && before.Phase is Phase.Qualification)
        {
            await answerOnTheSpot.RunAsync(before.Numero, form["Reponse"], agent, cancellationToken);
        }

        return new QueuedAnswer(StatusCodes.Status200OK, null, before);
    }

    private async Task<QueuedAnswer> FileAsync(PortalDb db, RailCommune chosen, SaisieHorsLigne typed, IFormCollection form, AgentAccess agent, CancellationToken cancellationToken)
    {
        var (commune, isField) = (chosen.Commune, form["Genre"] == Field);
        var offered = isField ? await terrain.OfferedAsync(db, commune.Id, cancellationToken) : await desk.OfferedAsync(db, commune.Id, cancellationToken);
        if (offered.FirstOrDefault(row => row.Code == form["Demarche"]) is not { } demarche)
        {
            return QueuedAnswer.Refuse(StatusCodes.Status422UnprocessableEntity, $"{commune.Nom} ne propose pas, ou plus, cette démarche. Relisez la saisie, puis enregistrez-la avec une autre démarche.");
        }

        // A form that was shown online has a name already: should it have come by then, it is the same dossier.
        var depot = Guid.TryParse(form["Depot"], out var shown) && shown != Guid.Empty ? shown : DepotOf(commune.Id, typed.Cle, agent.Sub);
        var sent = await files.TakeAsync(db, new IntakeSending(commune.Id, depot, agent.Sub, demarche, form) { IsRepeated = true }, cancellationToken);
        var posted = form.ToDictionary(pair => pair.Key, pair => pair.Value.OfType<string>().ToArray(), StringComparer.Ordinal);
        var read = isField
            ? TerrainForm.Read(demarche, desk.ContextOf(commune), posted, sent.Answers, agent)
            : IntakeForm.Read(demarche, desk.ContextOf(commune), posted, sent.Answers);
        var errors = sent.Errors.Concat(isField ? read.Errors : IntakeConsent.Errors(read, form["Accord"].Contains("true"))).Select(error => error.Message).Distinct(StringComparer.Ordinal).ToList();
        if (errors.Count > 0 || !read.IsReady)
        {
            return QueuedAnswer.Refuse(StatusCodes.Status422UnprocessableEntity, errors.Count > 0
                ? string.Join(". ", errors) + "."
                : "Vos réponses appellent d’autres questions. Relisez la saisie, puis enregistrez-la dans le bureau.");
        }

        var command = Command(commune, demarche, read, form, depot) with { HorsLigne = typed };
        var numero = await file.RunAsync(command, agent, cancellationToken);
        return new QueuedAnswer(StatusCodes.Status200OK, null, await db.Dossiers.AsNoTracking().FirstAsync(row => row.Numero == numero, cancellationToken));
    }

    private static FileIntakeCommand Command(Communes.Commune commune, DemarcheDefinition demarche, IntakeForm read, IFormCollection form, Guid depot)
    {
        if (form["Genre"] == Field)
        {
            return new FileIntakeCommand(commune, demarche, read.Answers, Channel.Terrain, depot);
        }

        var canal = Enum.TryParse<Channel>(form["Canal"], out var said) && said is Channel.Telephone or Channel.Courrier ? said : Channel.Guichet;
        return new FileIntakeCommand(commune, demarche, read.Answers, canal, depot)
        {
            IsAnswered = form["geste"] == OnTheSpot,
            Answer = form["Reponse"],
        };
    }

    // As scripts write a time (ECMA-262, Date.prototype.toISOString).
    private static DateTime? TryReadTime(string? text) =>
        DateTime.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;

    private static Guid DepotOf(Guid communeId, Guid cle, Guid agentSub) =>
        new(SHA256.HashData([.. communeId.ToByteArray(), .. cle.ToByteArray(), .. agentSub.ToByteArray()]).AsSpan(0, 16));
}
