using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Bureau;
using Beffroi.Portal.Ports;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Administration.DonneesPersonnelles;

/// <summary>The person's account as they receive it: names are French, times are UTC; no secret.</summary>
public sealed record ExportedAccount
{
    public required string Nom { get; init; }
    public required string Courriel { get; init; }
    public required bool AdresseConfirmee { get; init; }
    public required DateTime CreeLe { get; init; }
    public DateTime? DerniereConnexion { get; init; }
    public required DateTime SessionsDepuis { get; init; }
    public required IReadOnlyList<string> Moyens { get; init; }
    public required IReadOnlyList<ExportedApplication> Applications { get; init; }

    /// <summary>The roles in this commune; those in others are for these to give.</summary>
    public required IReadOnlyList<ExportedRole> Roles { get; init; }
}

/// <summary>An application that may read the account.</summary>
public sealed record ExportedApplication(string Nom, DateTime? Depuis);

/// <summary>A role in the commune.</summary>
public sealed record ExportedRole(string Role, DateTime Depuis, DateOnly? Jusquau);

/// <summary>
/// Finds the account of the person whose dossiers are exported. It must be theirs for certain, and known to this commune: one that a chosen
/// dossier is joined to, or that works here, under the address of the dossier. Nobody learns from a commune who else has an account.
/// </summary>
public sealed class AccountHolders(IAccounts accounts)
{
    /// <summary>The account, or null.</summary>
    public async Task<ExportedAccount?> FindAsync(PortalDb db, Commune commune, List<Guid> dossiers, List<Guid> mandats, CancellationToken cancellationToken)
    {
        var rows = await db.Dossiers.Where(row => row.CommuneId == commune.Id && (dossiers.Contains(row.Id) || mandats.Contains(row.Id)))
            .Select(row => new { row.Id, row.UsagerSub, row.UsagerCourriel, row.Mandat }).ToListAsync(cancellationToken);
        // Who acts for another is a person of their own: of a mandate that is given, theirs is the address.
        var addresses = rows.Select(row => dossiers.Contains(row.Id) ? row.UsagerCourriel : row.Mandat?.Courriel)
            .OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        var members = await MembersAsync(db, commune, cancellationToken);
        foreach (var sub in rows.Select(row => row.UsagerSub).OfType<Guid>().Concat(members.Keys).Distinct())
        {
            if (members.TryGetValue(sub, out var member) && !addresses.Contains(member.Courriel))
            {
                continue;
            }

            if (await accounts.ReadAsync(sub, cancellationToken) is { } account && addresses.Contains(account.Courriel))
            {
                return Read(account, member.Roles ?? []);
            }
        }

        return null;
    }

    private static async Task<Dictionary<Guid, (string Courriel, List<ExportedRole> Roles)>> MembersAsync(PortalDb db, Commune commune, CancellationToken cancellationToken)
    {
        var rows = await db.Memberships.Where(row => row.CommuneId == commune.Id)
            .Join(db.Agents, row => row.AgentId, agent => agent.Id, (row, agent) => new { agent.Id, agent.Courriel, row.Role, row.CreatedAt, row.Until })
            .ToListAsync(cancellationToken);
        return rows.GroupBy(row => row.Id).ToDictionary(
            group => group.Key,
            group => (group.First().Courriel, group.Select(row => new ExportedRole(BureauWords.Of(row.Role), row.CreatedAt, row.Until)).ToList()));
    }

    private static ExportedAccount Read(AccountRecord account, List<ExportedRole> roles) => new()
    {
        Nom = account.Nom,
        Courriel = account.Courriel,
        AdresseConfirmee = account.IsConfirmed,
        CreeLe = account.CreatedAt,
        DerniereConnexion = account.LastSignInAt,
        SessionsDepuis = account.SessionsValidFrom,
        Moyens = account.Factors,
        Applications = [.. account.Applications.Select(application => new ExportedApplication(application.Name, application.Since))],
        Roles = roles,
    };
}
