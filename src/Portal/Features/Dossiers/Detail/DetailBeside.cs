using Beffroi.Portal.Agents;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Dossiers.Fusions;
using Beffroi.Portal.Features.Dossiers.Suggestions;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Detail;

/// <summary>What stands beside a dossier: linked requests, what past ones suggest, the time that agents noted.</summary>
/// <param name="Links">The linked requests.</param>
/// <param name="Service">The service that past requests suggest, while it is being qualified.</param>
/// <param name="Demarche">Another démarche that it looks like, with its name.</param>
/// <param name="Minutes">The minutes that agents noted.</param>
/// <param name="NoteId">Names the next note of time, so that a form sent twice notes it once.</param>
public sealed record DetailBeside(FusionView Links, ShownSuggestion? Service, (string Name, string Because)? Demarche, int Minutes, Guid NoteId)
{
    /// <summary>The service that the address asks to put into the form; null when there is none, or when there is no such form.</summary>
    public static Guid? ServiceOf(DossierScreen screen, string? code) =>
        screen.MayQualify && !string.IsNullOrEmpty(code) ? screen.Services.FirstOrDefault(row => row.Code == code)?.Id : null;
}

/// <summary>Reads what stands beside a dossier.</summary>
public sealed class DetailBesides(FusionDesk fusions, ReadSuggestions suggestions, DemarcheCatalogue catalogue, TimeProvider time)
{
    /// <summary>Reads it.</summary>
    public async Task<DetailBeside> ReadAsync(PortalDb db, AgentAccess agent, DossierScreen screen, CancellationToken cancellationToken)
    {
        var dossier = screen.Dossier;
        var qualifies = screen.MayQualify && dossier is { Phase: Phase.Reception or Phase.Qualification, JointeA: null };
        var demarche = qualifies ? await suggestions.OfAsync(db, dossier, SuggestionKind.Demarche, cancellationToken) : null;
        return new DetailBeside(
            await fusions.ReadAsync(db, agent, dossier, withHints: true, cancellationToken),
            qualifies ? await suggestions.OfAsync(db, dossier, SuggestionKind.Service, cancellationToken) : null,
            demarche is not null && demarche.Label != dossier.DemarcheCode && catalogue.Find(demarche.Label) is { } like ? (like.Objet, demarche.Because) : null,
            await db.TimeNotes.Where(row => row.CommuneId == dossier.CommuneId && row.DossierId == dossier.Id && row.VoidedAt == null).SumAsync(row => row.Minutes, cancellationToken),
            Guid.CreateVersion7(time.GetUtcNow()));
    }
}
