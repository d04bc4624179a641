using Beffroi.Portal.Agents;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Envois;
using Microsoft.AspNetCore.Http;

namespace Beffroi.Portal.Features.Dossiers.Detail;

/// <summary>The files of a dossier's forms that came in parts before them.</summary>
public sealed class DossierUploads(PortalDb db, FormUploads uploads)
{
    /// <summary>Has them join those that the form posts; true when they are pieces already, of this very form sent before.</summary>
    /// <exception cref="DossierFieldException">One waited too long.</exception>
    public async Task<bool> JoinAsync(DossierForm form, Guid dossierId, IFormCollection posted, AgentAccess agent, CancellationToken cancellationToken)
    {
        var owner = FormUploads.OwnerOf(dossierId, agent.Sub);
        foreach (var box in (string[])[nameof(DossierForm.Fichier), nameof(DossierForm.Fichiers)])
        {
            var arrived = await uploads.ReadAsync(db, dossierId, owner, box, posted[box + ".envoi"], cancellationToken);
            if (arrived.IsRepeated)
            {
                uploads.Done(arrived);
                return true;
            }

            if (arrived.Lost.Count > 0)
            {
                throw new DossierFieldException(box, FormUploads.LostWords);
            }

            if (box == nameof(DossierForm.Fichier))
            {
                form.Fichier ??= arrived.Files.Count > 0 ? arrived.Files[0] : null;
            }
            else
            {
                form.Fichiers.AddRange(arrived.Files);
            }
        }

        return false;
    }

    /// <summary>Takes them away once their pieces are kept.</summary>
    public void Done(DossierForm form) => uploads.Done(form.Fichiers.Append(form.Fichier).OfType<IFormFile>());
}
