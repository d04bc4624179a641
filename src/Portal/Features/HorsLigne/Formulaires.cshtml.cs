using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Accueil;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Terrain;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Beffroi.Portal.Features.HorsLigne;

/// <summary>One form that a device keeps.</summary>
/// <param name="Kind">For the field or for the counter.</param>
/// <param name="Insee">The commune.</param>
/// <param name="Title">What it is, with the commune's name.</param>
/// <param name="Icon">Its drawing.</param>
/// <param name="Demarche">The démarche.</param>
/// <param name="Form">Its questions, unanswered.</param>
public sealed record OfflineForm(string Kind, string Insee, string Title, string Icon, DemarcheDefinition Demarche, IntakeForm Form);

/// <summary>The forms that an agent may fill in offline, bare, for the script that keeps them: no person is in them.</summary>
[OnHost(HostKind.Bureau), ResponseCache(NoStore = true)]
public sealed class FormulairesModel(PortalDb db, TerrainDesk terrain, IntakeDesk desk) : PageModel
{
    /// <summary>The most communes whose forms a device keeps.</summary>
    public const int MostCommunes = 12;

    /// <summary>The forms.</summary>
    public IReadOnlyList<OfflineForm> Forms { get; private set; } = [];

    /// <summary>Writes them.</summary>
    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var agent = HttpContext.RequireAgent();
        var forms = new List<OfflineForm>();
        foreach (var commune in terrain.CommunesOf(agent).Take(MostCommunes).Select(own => own.Commune))
        {
            var offered = await terrain.OfferedAsync(db, commune.Id, cancellationToken);
            var context = desk.ContextOf(commune);
            forms.AddRange(offered.Select(demarche => new OfflineForm(
                SendQueued.Field, commune.Insee, $"Signaler\u00a0: {TerrainDesk.TitleOf(demarche)}, {commune.Nom}", demarche.Code == TerrainDesk.Free ? "pencil" : demarche.Icon, demarche, TerrainForm.Empty(demarche, context))));
            // Any other démarche asks what depends on answers or on registers: a request in free words is received all the same, and qualified later.
            if (agent.MayQualify(commune.Id) && offered.FirstOrDefault(demarche => demarche.Code == TerrainDesk.Free) is { } free)
            {
                forms.Add(new OfflineForm(SendQueued.Counter, commune.Insee, $"Demande à l’accueil, {commune.Nom}", "store", free, IntakeForm.Empty(free, context)));
            }
        }

        Forms = forms;
    }
}
