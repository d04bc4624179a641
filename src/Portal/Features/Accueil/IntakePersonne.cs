using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Demarches.Engine;
using Beffroi.Portal.Features.Demarches.Engine.Fields;
using Beffroi.Portal.Features.Personnes;
using Beffroi.Portal.Features.Personnes.Show;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Accueil;

/// <summary>The person for whom an agent takes a request, and the first answers that their record gives.</summary>
/// <param name="Personne">The record.</param>
/// <param name="Known">The answers, by their keys in definitions.</param>
public sealed record IntakePersonne(Personne Personne, IReadOnlyDictionary<string, KnownAnswer> Known)
{
    private const string From = "Repris de la fiche";

    /// <summary>Reads it; null when the commune has no such record. Of a sensitive record, and of an organisation that speaks through one, only the name is taken.</summary>
    public static async Task<IntakePersonne?> FindAsync(PortalDb db, Guid communeId, Guid personneId, CancellationToken cancellationToken)
    {
        if (await db.Personnes.AsNoTracking().FirstOrDefaultAsync(row => row.CommuneId == communeId && row.Id == personneId, cancellationToken) is not { } personne)
        {
            return null;
        }

        // An organisation speaks through somebody, who is known when there is only one.
        var speaker = personne.Kind is PersonneKind.Physique ? personne : await SpeakerAsync(db, personne, cancellationToken);
        var known = new Dictionary<string, KnownAnswer>(StringComparer.Ordinal);
        Know("compte.nom", speaker?.Nom);
        Know("compte.prenom", speaker?.Prenom);
        if (!personne.Sensible && speaker is not { Sensible: true })
        {
            Know("compte.courriel", personne.Courriel ?? speaker?.Courriel);
            Know("compte.telephone", personne.Telephone ?? speaker?.Telephone);
            KnowAddress(personne.Adresse is null ? speaker : personne);
        }

        return new IntakePersonne(personne, known);

        void Know(string key, string? value)
        {
            if (value is not null)
            {
                known[key] = new KnownAnswer(FieldInput.Of(value), From);
            }
        }

        void KnowAddress(Personne? at)
        {
            if (at?.Adresse is not null)
            {
                known["compte.adresse"] = new KnownAnswer(
                    new FieldInput(new Dictionary<string, string[]>(StringComparer.Ordinal) { ["ligne1"] = [at.Ligne1 ?? ""], ["codepostal"] = [at.CodePostal ?? ""], ["ville"] = [at.Ville ?? ""] }), From);
            }
        }
    }

    private static async Task<Personne?> SpeakerAsync(PortalDb db, Personne organisation, CancellationToken cancellationToken) =>
        await PersonneScreens.TiesAsync(db, organisation, [organisation.Id], cancellationToken) is [var only]
            ? await db.Personnes.AsNoTracking().FirstOrDefaultAsync(row => row.CommuneId == organisation.CommuneId && row.Id == only.OtherId, cancellationToken)
            : null;
}
