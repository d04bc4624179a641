using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Personnes.Edit;
using Beffroi.Portal.Features.Personnes.Matching;

namespace Beffroi.Portal.Features.Personnes.Find;

/// <summary>Finds those who look like what stands in a form, complete or not.</summary>
public sealed class FindLookalikes(PortalDb db)
{
    /// <summary>The likest first.</summary>
    public Task<IReadOnlyList<Lookalike>> RunAsync(Guid communeId, PersonneForm typed, CancellationToken cancellationToken) =>
        Lookalikes.FindAsync(db, communeId, new Signalement(NameKeys.Of(typed.Prenom, typed.Nom), ContactKeys.Courriel(typed.Courriel), ContactKeys.Phone(typed.Telephone), null), cancellationToken);
}
