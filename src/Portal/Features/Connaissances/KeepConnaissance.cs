using Beffroi.Portal.Agents;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Connaissances;

/// <summary>Why a text was not recorded: the field, and how to mend it.</summary>
public sealed record ConnaissanceFault(string Field, string Message);

/// <summary>A text to record for its owner; a new one without key.</summary>
public sealed record KeepConnaissanceCommand(Guid Owner, Guid? Id, ConnaissanceForm Form);

/// <summary>Records, and takes away, the texts of the syndicate and of communes.</summary>
public sealed class KeepConnaissance(PortalWrites writes, OfferedConnaissances offered, DemarcheCatalogue catalogue, TimeProvider time)
{
    /// <summary>Records it.</summary>
    /// <returns>What is to be mended; nothing is recorded then. Null when the owner has no such text.</returns>
    public async Task<IReadOnlyList<ConnaissanceFault>?> RunAsync(KeepConnaissanceCommand command, AgentAccess agent, CancellationToken cancellationToken)
    {
        var form = command.Form;
        var (review, faults) = Check(form, command.Owner);
        if (faults.Count > 0)
        {
            return faults;
        }

        var source = form.Source is { } id && command.Owner != CommuneScope.SyndicatId ? await offered.FindAsync(CommuneScope.SyndicatId, id, cancellationToken) : null;
        return await writes.RunAsync<IReadOnlyList<ConnaissanceFault>?>(
            CommuneScope.One(command.Owner),
            async (db, token) =>
            {
                var row = command.Id is { } known ? await db.Connaissances.FirstOrDefaultAsync(one => one.CommuneId == command.Owner && one.Id == known, token) : null;
                if (command.Id is not null && row is null)
                {
                    return null;
                }

                if (row is null && await RefusalAsync(db, command.Owner, source, token) is { } refusal)
                {
                    return [refusal];
                }

                if (row is not null && row.Version != form.Version)
                {
                    return [new("", "Une autre personne a modifié ce texte pendant que vous écriviez. Votre saisie est conservée ci-dessous\u00a0: comparez, puis enregistrez de nouveau.")];
                }

                var isNew = row is null;
                row ??= Add(db, command.Owner, form.Genre, source);
                var (title, text) = (form.Titre!.Trim(), TextOf(form));
                if (isNew || row.Titre != title || row.Texte != text)
                {
                    (row.Titre, row.Texte, row.TexteAt) = (title, text, time.GetUtcNow().UtcDateTime);
                }

                row.DemarcheCode = string.IsNullOrEmpty(form.Demarche) ? null : form.Demarche;
                row.ARelireLe = review;
                row.Auteur = agent.Nom;
                row.Version += isNew ? 0 : 1;
                // What stood beside was compared; a change that came meanwhile was not.
                row.SourceTexteAt = form.SourceVue is { } seen && seen >= 0 && seen <= DateTime.MaxValue.Ticks ? new DateTime(seen, DateTimeKind.Utc) : row.SourceTexteAt;
                await db.SaveChangesAsync(token);
                return [];
            },
            cancellationToken);
    }

    /// <summary>Takes a text away; false when the owner has none of that key. What it counted stays.</summary>
    public Task<bool> RemoveAsync(Guid owner, Guid id, CancellationToken cancellationToken) => writes.RunAsync(
        CommuneScope.One(owner),
        async (db, token) =>
        {
            if (await db.Connaissances.FirstOrDefaultAsync(one => one.CommuneId == owner && one.Id == id, token) is not { } row)
            {
                return false;
            }

            db.Remove(row);
            await db.SaveChangesAsync(token);
            return true;
        },
        cancellationToken);

    private (DateOnly? Review, IReadOnlyList<ConnaissanceFault> Faults) Check(ConnaissanceForm form, Guid owner)
    {
        var faults = new List<ConnaissanceFault>();
        if (form.Titre?.Trim() is not { Length: > 0 and <= Connaissance.MaxTitle })
        {
            faults.Add(new(nameof(form.Titre), string.IsNullOrWhiteSpace(form.Titre) ? "Donnez un titre, par exemple «\u00a0Pièce illisible\u00a0»." : $"Donnez un titre de {Connaissance.MaxTitle}\u00a0caractères au plus."));
        }

        if (!string.IsNullOrEmpty(form.Demarche) && catalogue.NewestFor(owner).All(known => known.Code != form.Demarche))
        {
            faults.Add(new(nameof(form.Demarche), "Choisissez une démarche de la liste, ou toutes les démarches."));
        }

        var text = TextOf(form);
        var fault = text.Length == 0 ? "Écrivez le texte."
            : text.Length > Connaissance.MaxText ? "Le texte dépasse 8\u00a0000 caractères. Raccourcissez-le, ou faites-en deux."
            : form.Genre == ConnaissanceGenre.Modele ? ModeleFields.Fault(text) : null;
        if (fault is not null)
        {
            faults.Add(new(nameof(form.Texte), fault));
        }

        if (form.ARelireLe.IsEmpty)
        {
            return (null, faults);
        }

        if (!form.ARelireLe.TryRead("la date de relecture", out var review, out var error))
        {
            faults.Add(new(nameof(form.ARelireLe), error + "."));
        }
        else if (review <= offered.Today || review > offered.Today.AddYears(5))
        {
            faults.Add(new(nameof(form.ARelireLe), "Vous venez de le lire\u00a0: choisissez un jour à venir, dans les cinq ans."));
        }

        return (review, faults);
    }

    private static async Task<ConnaissanceFault?> RefusalAsync(PortalDb db, Guid owner, Connaissance? source, CancellationToken cancellationToken)
    {
        if (await db.Connaissances.CountAsync(row => row.CommuneId == owner, cancellationToken) >= Connaissance.MostOfOne)
        {
            return new("", $"Il y a déjà {Connaissance.MostOfOne}\u00a0textes. Retirez-en un d’abord.");
        }

        return source is not null && await db.Connaissances.AnyAsync(row => row.CommuneId == owner && row.SourceId == source.Id, cancellationToken)
            ? new("", "La commune a déjà adapté ce texte du syndicat. Modifiez le sien\u00a0: il est dans la liste.")
            : null;
    }

    private Connaissance Add(PortalDb db, Guid owner, ConnaissanceGenre genre, Connaissance? source)
    {
        var row = new Connaissance
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            CommuneId = owner,
            Genre = source?.Genre ?? (Enum.IsDefined(genre) ? genre : ConnaissanceGenre.Modele),
            Titre = "",
            Texte = "",
            SourceId = source?.Id,
            SourceTexteAt = source?.TexteAt,
            Auteur = "",
            TexteAt = default,
        };
        db.Connaissances.Add(row);
        return row;
    }

    private static string TextOf(ConnaissanceForm form) => (form.Texte ?? "").Replace("\r\n", "\n", StringComparison.Ordinal).Trim();
}
