using Beffroi.Portal.Features.Demarches.Definition;

namespace Beffroi.Portal.Features.Demarches.Local;

/// <summary>Local values carried over to another version, and what the commune should look at, in French.</summary>
public sealed record MergedValues(LocalValues Values, IReadOnlyList<string> ToLookAt);

/// <summary>Three-way merge: the commune's values stay; where the syndicate changed the same thing, both are told; what no longer exists goes.</summary>
public static class LocalMerge
{
    public static MergedValues Carry(LocalValues local, DemarcheDefinition to)
    {
        var notes = new List<string>();
        LocalText? Keep(LocalText? text, string now, string what)
        {
            // The syndicate says the same as the commune: nothing is local any more.
            if (text is null || text.Value == now)
            {
                return null;
            }

            if (text.Base != now)
            {
                notes.Add($"{what} : le syndicat passe de « {text.Base} » à « {now} ». Vous gardez « {text.Value} ».");
            }

            return text with { Base = now };
        }

        var merged = local with
        {
            Fees = Keep(local.Fees, to.Fees, "Tarif"),
            Service = Keep(local.Service, to.Service, "Service"),
            Promise = Keep(local.Promise, to.Promise.Text, "Délai annoncé"),
            Description = Keep(local.Description, to.Description, "Présentation"),
            PiecesLeftOut = [.. local.PiecesLeftOut.Where(id => Stays(id, to, notes))],
        };
        return new MergedValues(merged, notes);
    }

    private static bool Stays(string id, DemarcheDefinition to, List<string> notes)
    {
        if (to.Pieces.FirstOrDefault(piece => piece.Id == id) is not { } piece)
        {
            return false;
        }

        if (piece.Indispensable)
        {
            notes.Add($"Pièce « {piece.Libelle} » : elle devient indispensable, elle est demandée de nouveau.");
        }

        return !piece.Indispensable;
    }
}
