using System.Globalization;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Log;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Objectifs;

/// <summary>Why a target was not recorded: the field, and how to mend it.</summary>
public sealed record ObjectifFault(string Field, string Message);

/// <summary>A target to record; a new one without key.</summary>
public sealed record KeepObjectifCommand(Guid CommuneId, Guid? Id, ObjectifForm Form);

/// <summary>Records, and takes away, the targets of a commune. Phases that have begun keep the target that they began with.</summary>
public sealed class KeepObjectif(PortalWrites writes, DemarcheCatalogue catalogue, TimeProvider time)
{
    /// <summary>Records it.</summary>
    /// <returns>What is to be mended; nothing is recorded then. Null when the commune has no such target.</returns>
    public async Task<IReadOnlyList<ObjectifFault>?> RunAsync(KeepObjectifCommand command, CancellationToken cancellationToken)
    {
        var form = command.Form;
        var faults = Check(form, command.CommuneId);
        if (faults.Count > 0)
        {
            return faults;
        }

        return await writes.RunAsync<IReadOnlyList<ObjectifFault>?>(
            CommuneScope.One(command.CommuneId),
            async (db, token) =>
            {
                // On PostgreSQL a lock: of two who add the same target at once, the second reads that it is there.
                await DossierLog.OpenAsync(db, command.CommuneId, token);
                var all = await db.Objectifs.Where(one => one.CommuneId == command.CommuneId).OrderBy(one => one.Id).Take(Objectif.MostOfOne).ToListAsync(token);
                var row = command.Id is { } known ? all.Find(one => one.Id == known) : null;
                if (command.Id is not null && row is null)
                {
                    return null;
                }

                var (phase, demarche, service) = (form.Phase!.Value, form.DemarcheCode, form.Service);
                if (await RefusalAsync(db, command, all, row, token) is { } refusal)
                {
                    return [refusal];
                }

                var portee = Objectif.PorteeOf(phase, demarche, service);
                if (row is null)
                {
                    row = new Objectif { Id = Guid.CreateVersion7(time.GetUtcNow()), CommuneId = command.CommuneId, Phase = phase, Portee = portee, Amount = 0, Unit = form.Unite, Version = 0 };
                    db.Objectifs.Add(row);
                }

                (row.Phase, row.DemarcheCode, row.ServiceId, row.Portee) = (phase, demarche, service, portee);
                (row.Amount, row.Unit, row.Before) = (NumberOf(form.Duree)!.Value, form.Unite, NumberOf(form.Avant) ?? 0);
                row.EscaladeId = form.Escalade;
                row.Version++;
                await db.SaveChangesAsync(token);
                return [];
            },
            cancellationToken);
    }

    /// <summary>Takes a target away; false when the commune has none of that key.</summary>
    public Task<bool> RemoveAsync(Guid communeId, Guid id, CancellationToken cancellationToken) => writes.RunAsync(
        CommuneScope.One(communeId),
        async (db, token) =>
        {
            if (await db.Objectifs.FirstOrDefaultAsync(one => one.CommuneId == communeId && one.Id == id, token) is not { } row)
            {
                return false;
            }

            db.Remove(row);
            await db.SaveChangesAsync(token);
            return true;
        },
        cancellationToken);

    /// <summary>Records, for each démarche that the commune offers, the targets that the catalogue proposes and the commune has not set.</summary>
    /// <returns>How many were recorded.</returns>
    public Task<int> TakeCatalogueAsync(Guid communeId, CancellationToken cancellationToken) => writes.RunAsync(
        CommuneScope.One(communeId),
        async (db, token) =>
        {
            await DossierLog.OpenAsync(db, communeId, token);
            var known = await db.Objectifs.Where(one => one.CommuneId == communeId).OrderBy(one => one.Id).Take(Objectif.MostOfOne).Select(one => one.Portee).ToListAsync(token);
            var codes = await db.DemarcheAdoptions.Where(one => one.CommuneId == communeId).OrderBy(one => one.Code).Select(one => one.Code).Distinct().Take(Objectif.MostOfOne).ToListAsync(token);
            List<Objectif> added =
            [
                .. codes.SelectMany(code => Objectif.Phases.Select(phase => (Code: code, Phase: phase, Days: ProposedFor(code, phase))))
                    .Where(one => one.Days is > 0 and <= Objectif.MostAmount && !known.Contains(Objectif.PorteeOf(one.Phase, one.Code, null)))
                    .Take(Objectif.MostOfOne - known.Count)
                    .Select(one => new Objectif
                    {
                        Id = Guid.CreateVersion7(time.GetUtcNow()),
                        CommuneId = communeId,
                        Phase = one.Phase,
                        DemarcheCode = one.Code,
                        Portee = Objectif.PorteeOf(one.Phase, one.Code, null),
                        Amount = one.Days!.Value,
                        Unit = ObjectifUnit.Jours,
                        Before = one.Days > 2 ? 1 : 0,
                    }),
            ];
            db.Objectifs.AddRange(added);
            await db.SaveChangesAsync(token);
            return added.Count;
        },
        cancellationToken);

    private int? ProposedFor(string code, Phase phase) => catalogue.Find(code)?.Targets is not { } targets ? null : phase switch
    {
        Phase.Qualification => targets.Qualification,
        Phase.Traitement => targets.Traitement,
        _ => targets.Delivrance,
    };

    private List<ObjectifFault> Check(ObjectifForm form, Guid communeId)
    {
        var faults = new List<ObjectifFault>();
        if (form.Phase is not { } phase || !Objectif.Phases.Contains(phase))
        {
            faults.Add(new(nameof(form.Phase), "Choisissez la phase."));
        }

        if (form.DemarcheCode is { } code && catalogue.NewestFor(communeId).All(known => known.Code != code))
        {
            faults.Add(new(nameof(form.Demarche), "Choisissez une démarche de la liste, ou toutes les démarches."));
        }

        if (!Enum.IsDefined(form.Unite))
        {
            faults.Add(new(nameof(form.Unite), "Choisissez des heures ou des jours."));
        }

        var amount = NumberOf(form.Duree);
        if (amount is null or < 1 or > Objectif.MostAmount)
        {
            faults.Add(new(nameof(form.Duree), $"Écrivez un nombre entier de 1 à {Objectif.MostAmount}, par exemple 2."));
        }

        if (!string.IsNullOrWhiteSpace(form.Avant) && (NumberOf(form.Avant) is not { } before || before >= (amount ?? Objectif.MostAmount)))
        {
            faults.Add(new(nameof(form.Avant), "Écrivez un nombre plus petit que la durée, par exemple 1, ou laissez vide pour ne pas prévenir avant."));
        }

        return faults;
    }

    private async Task<ObjectifFault?> RefusalAsync(PortalDb db, KeepObjectifCommand command, List<Objectif> all, Objectif? row, CancellationToken cancellationToken)
    {
        var form = command.Form;
        if (row is not null && row.Version != form.Version)
        {
            return new("", "Une autre personne a modifié cet objectif pendant que vous écriviez. Votre saisie est conservée ci-dessous\u00a0: comparez, puis enregistrez de nouveau.");
        }

        if (row is null && all.Count >= Objectif.MostOfOne)
        {
            return new("", $"La commune a déjà {Objectif.MostOfOne}\u00a0objectifs. Retirez-en un d’abord.");
        }

        var portee = Objectif.PorteeOf(form.Phase!.Value, form.DemarcheCode, form.Service);
        if (all.Exists(one => one.Id != row?.Id && one.Portee == portee))
        {
            return new(nameof(form.Phase), "Un objectif existe déjà pour cette phase, cette démarche et ce service. Modifiez-le\u00a0: il est dans la liste.");
        }

        if (form.Service is { } service && !await db.Services.AnyAsync(one => one.CommuneId == command.CommuneId && one.Id == service, cancellationToken))
        {
            return new(nameof(form.Service), "Choisissez un service de la commune, ou tous les services.");
        }

        return form.Escalade is { } who && (await Membres.OfAsync(db, [command.CommuneId], Today, cancellationToken)).TrueForAll(member => member.AgentId != who)
            ? new(nameof(form.Escalade), "Choisissez un agent de la commune, ou son administration.")
            : null;
    }

    private DateOnly Today => Web.Text.FrenchDates.DayOf(time.GetUtcNow().UtcDateTime);

    private static int? NumberOf(string? text) => int.TryParse(text?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
