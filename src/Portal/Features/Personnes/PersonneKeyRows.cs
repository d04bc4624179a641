using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Personnes.Matching;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Personnes;

/// <summary>Keeps the keys of a record in step with it, in the transaction that writes it.</summary>
internal static class PersonneKeyRows
{
    /// <summary>Adds a new record with its keys.</summary>
    public static void Add(PortalDb db, Personne personne)
    {
        db.Personnes.Add(personne);
        db.PersonneKeys.AddRange(Of(personne));
    }

    /// <summary>Makes the keys of a changed record anew; those that stay are left alone.</summary>
    public static async Task RenewAsync(PortalDb db, Personne personne, CancellationToken cancellationToken)
    {
        var before = await db.PersonneKeys.Where(key => key.PersonneId == personne.Id).ToListAsync(cancellationToken);
        var after = Of(personne).ToList();
        db.PersonneKeys.RemoveRange(before.Where(old => !after.Exists(key => key.Kind == old.Kind && key.Value == old.Value)));
        db.PersonneKeys.AddRange(after.Where(key => !before.Exists(old => key.Kind == old.Kind && key.Value == old.Value)));
    }

    private static IEnumerable<PersonneKey> Of(Personne personne) => Signalement.Of(personne).Keys().Distinct()
        .Select(key => new PersonneKey { CommuneId = personne.CommuneId, Kind = key.Kind, Value = key.Value, PersonneId = personne.Id });
}
