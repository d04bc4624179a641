using Beffroi.Appliance.Configuration;
using Beffroi.Portal.Agents;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Communes.Register;
using Beffroi.Portal.Data;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Appliance.Setup;

/// <summary>Registers the syndicate, its first operator and its first communes; each may be there already.</summary>
internal sealed class SyndicatSetup(IServiceProvider services)
{
    private readonly PortalWrites _writes = services.GetRequiredService<PortalWrites>();
    private readonly CommuneDirectory _directory = services.GetRequiredService<CommuneDirectory>();

    /// <summary>How far the installation is.</summary>
    public async Task<SetupState> LookAsync(CancellationToken cancellationToken)
    {
        await using var db = services.GetRequiredService<PortalContexts>().Open(CommuneScope.Syndicat);
        return new SetupState(
            _directory.Syndicat?.Nom,
            _directory.Syndicat?.Courriel,
            _directory.Syndicat?.Demonstration ?? false,
            await db.Memberships.CountAsync(row => row.Role == Role.SyndicatOperateur, cancellationToken),
            _directory.All.Count,
            services.GetRequiredService<ApplianceSettings>());
    }

    /// <summary>Writes the name and the contact that were asked.</summary>
    public async Task RegisterAsync(SetupWishes wishes, CancellationToken cancellationToken)
    {
        if (wishes.Nom is null && wishes.Contact is null)
        {
            return;
        }

        await _writes.RunAsync(CommuneScope.Syndicat, async (db, token) =>
        {
            var syndicat = await db.Syndicats.FirstOrDefaultAsync(row => row.Id == Syndicat.TheOne, token);
            if (syndicat is null)
            {
                syndicat = new Syndicat { Nom = wishes.Nom! };
                db.Syndicats.Add(syndicat);
            }

            syndicat.Nom = wishes.Nom ?? syndicat.Nom;
            syndicat.Courriel = wishes.Contact ?? syndicat.Courriel;
            await db.SaveChangesAsync(token);
        }, cancellationToken);
        await _directory.RefreshAsync(cancellationToken);
    }

    /// <summary>Invites the operator that was asked; the link is null when this person has a password already.</summary>
    /// <exception cref="InvitationRefusedException">The address or the name is wrong.</exception>
    public async Task<string?> InviteAsync(SetupWishes wishes, CancellationToken cancellationToken)
    {
        var invited = await services.GetRequiredService<InviteAgent>().RunAsync(
            new InviteAgentCommand(
                wishes.Operateur!, wishes.OperateurNom ?? wishes.Operateur!.Split('@')[0], CommuneScope.SyndicatId, Role.SyndicatOperateur),
            cancellationToken);
        return invited.Link;
    }

    /// <summary>Adds the communes that were asked; those that are there already are left as they are.</summary>
    public async Task<IReadOnlyList<Commune>> AddCommunesAsync(IReadOnlyList<RegisterCommune> sources, CancellationToken cancellationToken)
    {
        var communes = new List<Commune>();
        foreach (var source in sources)
        {
            communes.Add((await services.GetRequiredService<AddCommune>().RunAsync(source, new CommuneDetails(), cancellationToken)).Commune);
        }

        await _directory.RefreshAsync(cancellationToken);
        return communes;
    }
}
