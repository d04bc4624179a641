using System.Net.Mail;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Ports;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Agents;

/// <summary>A role to give to a person.</summary>
/// <param name="Courriel">The address of the account; an account is made when there is none.</param>
/// <param name="Nom">First name and name, as correspondence shows them.</param>
/// <param name="CommuneId">The commune, or <see cref="CommuneScope.SyndicatId"/> for an operator.</param>
/// <param name="Role">The role.</param>
/// <param name="ServiceCode">The service of an agent of a service.</param>
/// <param name="Until">The last day of the role, or null when it has no end.</param>
/// <param name="Qualite">The quality that correspondence shows; given to a person who has none yet.</param>
/// <param name="ReplacesQualite">Whether it also replaces the one that a person has, as the syndicate may.</param>
public sealed record InviteAgentCommand(
    string Courriel, string Nom, Guid CommuneId, Role Role, string? ServiceCode = null, DateOnly? Until = null, string? Qualite = null, bool ReplacesQualite = false);

/// <summary>A person who received a role.</summary>
/// <param name="Sub">The subject of the account.</param>
/// <param name="MembershipId">The role that holds.</param>
/// <param name="Link">The link of the invitation, when the account has no password yet.</param>
public sealed record InvitedAgent(Guid Sub, Guid MembershipId, string? Link);

/// <summary>A role cannot be given; the message is shown as it is.</summary>
public sealed class InvitationRefusedException(string field, string message) : Exception(message)
{
    /// <summary>The name of the value of <see cref="InviteAgentCommand"/> to mend.</summary>
    public string Field { get; } = field;
}

/// <summary>Gives a role to a person and invites the person by mail when the account is new; giving the same role again moves its end.</summary>
public sealed class InviteAgent(
    IAccounts accounts, PortalContexts contexts, PortalWrites writes, CommuneDirectory communes, AgentDirectory agents, TimeProvider time)
{
    /// <summary>Gives the role.</summary>
    /// <exception cref="InvitationRefusedException">A value is missing or wrong.</exception>
    public async Task<InvitedAgent> RunAsync(InviteAgentCommand command, CancellationToken cancellationToken)
    {
        var courriel = command.Courriel.Trim();
        var now = time.GetUtcNow().UtcDateTime;
        Check(command, courriel, DateOnly.FromDateTime(now));
        var nom = AgentFields.Nom(command.Nom);
        var qualite = AgentFields.Qualite(command.Qualite);
        var service = await FindServiceAsync(command, cancellationToken);

        var account = await accounts.InviteAsync(courriel, nom, cancellationToken);
        var scope = command.Role == Role.SyndicatOperateur ? CommuneScope.Syndicat : CommuneScope.One(command.CommuneId);
        var membership = await writes.RunAsync(
            scope,
            async (db, token) =>
            {
                await KeepAgentAsync(db, new Agent { Id = account.Sub, Nom = nom, Courriel = courriel, Qualite = qualite }, command.ReplacesQualite, token);
                var held = await KeepMembershipAsync(db, account.Sub, command, service, now, token);
                await db.SaveChangesAsync(token);
                return held;
            },
            cancellationToken);
        agents.Forget(account.Sub);
        return new InvitedAgent(account.Sub, membership, account.Link);
    }

    private void Check(InviteAgentCommand command, string courriel, DateOnly today)
    {
        if (courriel.Length > 254 || !MailAddress.TryCreate(courriel, out var address) || address.Address != courriel
            || !address.Host.Contains('.', StringComparison.Ordinal))
        {
            throw new InvitationRefusedException(
                nameof(command.Courriel), "Saisissez une adresse électronique complète, par exemple prenom.nom@mairie.fr.");
        }

        if (!Enum.IsDefined(command.Role) || command.Role == Role.SyndicatOperateur != (command.CommuneId == CommuneScope.SyndicatId))
        {
            throw new InvitationRefusedException(
                nameof(command.Role), "Choisissez un rôle\u00a0: l’opérateur relève du syndicat, les autres rôles d’une commune.");
        }

        if (command.Role != Role.SyndicatOperateur && communes.Find(command.CommuneId) is null)
        {
            throw new InvitationRefusedException(nameof(command.CommuneId), "Choisissez une commune membre du syndicat.");
        }

        if (command.Until < today)
        {
            throw new InvitationRefusedException(
                nameof(command.Until), "Le dernier jour du rôle doit être aujourd’hui ou plus tard.");
        }
    }

    private async Task<Guid?> FindServiceAsync(InviteAgentCommand command, CancellationToken cancellationToken)
    {
        if (command.Role != Role.AgentService || string.IsNullOrWhiteSpace(command.ServiceCode))
        {
            return null;
        }

        await using var db = contexts.Open(CommuneScope.One(command.CommuneId));
        var service = await db.Services.FirstOrDefaultAsync(row => row.Code == command.ServiceCode, cancellationToken);
        return service?.Id ?? throw new InvitationRefusedException(
            nameof(command.ServiceCode), "Choisissez un service de cette commune.");
    }

    private static async Task KeepAgentAsync(PortalDb db, Agent agent, bool replacesQualite, CancellationToken cancellationToken)
    {
        if (await db.Agents.FirstOrDefaultAsync(row => row.Id == agent.Id, cancellationToken) is not { } known)
        {
            db.Agents.Add(agent);
        }
        // The name of an agent already known is kept: one commune does not rename the agent of another.
        else if (agent.Qualite is not null && (known.Qualite is null || replacesQualite))
        {
            known.Qualite = agent.Qualite;
        }
    }

    private static async Task<Guid> KeepMembershipAsync(
        PortalDb db, Guid sub, InviteAgentCommand command, Guid? service, DateTime now, CancellationToken cancellationToken)
    {
        var same = await db.Memberships.FirstOrDefaultAsync(
            row => row.AgentId == sub && row.CommuneId == command.CommuneId && row.Role == command.Role && row.ServiceId == service,
            cancellationToken);
        if (same is null)
        {
            same = new Membership
            {
                Id = Guid.CreateVersion7(),
                AgentId = sub,
                CommuneId = command.CommuneId,
                Role = command.Role,
                ServiceId = service,
                CreatedAt = now,
            };
            db.Memberships.Add(same);
        }

        same.Until = command.Until;
        return same.Id;
    }
}
