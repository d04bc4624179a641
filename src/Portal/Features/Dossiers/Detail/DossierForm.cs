using Beffroi.Portal.Features.Connaissances;
using Beffroi.Portal.Features.Dossiers.Deliver;
using Beffroi.Portal.Features.Dossiers.Horloge;
using Beffroi.Portal.Features.Dossiers.Receive;
using Beffroi.Portal.Features.Objectifs;
using Beffroi.Web.TagHelpers;
using Microsoft.AspNetCore.Http;

namespace Beffroi.Portal.Features.Dossiers.Detail;

/// <summary>What an agent types on the page of a dossier, in whichever of its forms; kept as it is when an action is refused.</summary>
public sealed class DossierForm
{
    /// <summary>Where the files of these forms are sent in parts.</summary>
    public static string UploadsOf(string numero) => $"/dossiers/{numero}/envois";

    /// <summary>Puts a filled template into the text of that name; null when no text of that name takes any.</summary>
    public Insertion? Insert(string? field, Guid? modele, string? filled, InsertionWay way)
    {
        var insertion = field switch
        {
            nameof(Message) => Insertion.Of(field, Message, filled, way),
            nameof(Motif) => Insertion.Of(field, Motif, filled, way),
            nameof(Mots) => Insertion.Of(field, Mots, filled, way),
            _ => null,
        };
        if (insertion is null or { Asks: true } || modele is not { } id)
        {
            return insertion;
        }

        (Message, Motif, Mots) = field switch
        {
            nameof(Message) => (insertion.Text, Motif, Mots),
            nameof(Motif) => (Message, insertion.Text, Mots),
            _ => (Message, Motif, insertion.Text),
        };
        Modeles = [.. Modeles.Append(id).Distinct()];
        Modele = null;
        return insertion;
    }

    /// <summary>The choice of a template above the text of that name.</summary>
    public ModeleChoice Choice(DossierScreen screen, string field, Insertion? insertion) =>
        new(screen.Connaissances, field, $"/dossiers/{screen.Dossier.Numero}/modele", $"/dossiers/{screen.Dossier.Numero}/modeles/")
        {
            Chosen = insertion?.Field == field ? Modele : null,
            LosesFiles = true,
            Inserted = Modeles,
            Insertion = insertion?.Field == field ? insertion : null,
        };

    /// <summary>The tab of writing that an address, or a refused action, opens.</summary>
    public static string TabOf(string? name) => name switch
    {
        "note" or "pieces" or "attribuer" or "sous-tache" => name,
        "remonter" => "attribuer",
        _ => "message",
    };

    /// <summary>The version that the form was built on.</summary>
    public int Version { get; set; }

    /// <summary>The service that will treat it.</summary>
    public Guid? Service { get; set; }

    /// <summary>The urgency.</summary>
    public Priority Priorite { get; set; }

    /// <summary>Whether nothing is missing.</summary>
    public bool Complet { get; set; }

    /// <summary>The colleague to give it to.</summary>
    public Guid? Collegue { get; set; }

    /// <summary>The message to the usager.</summary>
    public string? Message { get; set; }

    /// <summary>The internal note.</summary>
    public string? Note { get; set; }

    /// <summary>What the usager said against the mandate.</summary>
    public string? Contestation { get; set; }

    /// <summary>The pieces to ask for, one a line.</summary>
    public string? Pieces { get; set; }

    /// <summary>The last day to produce them.</summary>
    public DateInput DateLimite { get; set; } = new();

    /// <summary>The day on which asked pieces were brought.</summary>
    public DateInput ApporteesLe { get; set; } = new();

    /// <summary>The pieces brought, scanned.</summary>
    public List<IFormFile> Fichiers { get; set; } = [];

    /// <summary>What the agent saw of the pieces, at the counter.</summary>
    public string? Vues { get; set; }

    /// <summary>How an acknowledgement on paper was given.</summary>
    public AcknowledgementWay? Voie { get; set; }

    /// <summary>The day on which it was given or posted.</summary>
    public DateInput RemisLe { get; set; } = new();

    /// <summary>What is decided.</summary>
    public Outcome? Issue { get; set; }

    /// <summary>The reasons.</summary>
    public string? Motif { get; set; }

    /// <summary>How the answer reaches the usager.</summary>
    public DeliveryMode? Remise { get; set; }

    /// <summary>The words that go with it.</summary>
    public string? Mots { get; set; }

    /// <summary>The administration that the request is sent on to.</summary>
    public TransferForm Transfert { get; set; } = new();

    /// <summary>What waits for the usager at the town hall, in words.</summary>
    public string? MotsRetrait { get; set; }

    /// <summary>To whom the answer is handed over at the counter.</summary>
    public string? RemisA { get; set; }

    /// <summary>How they were known.</summary>
    public Identite? Identite { get; set; }

    /// <summary>The receipt that they signed.</summary>
    public IFormFile? Preuve { get; set; }

    /// <summary>The established papers to give with the decision or the delivery.</summary>
    public List<Guid> Documents { get; set; } = [];

    /// <summary>Why the target of the commune stands still.</summary>
    public PauseReason? Pause { get; set; }

    /// <summary>The time spent, as it is typed.</summary>
    public string? Temps { get; set; }

    /// <summary>Names the note of time: sent twice, it is noted once.</summary>
    public Guid TempsId { get; set; }

    /// <summary>The template to insert into a text.</summary>
    public Guid? Modele { get; set; }

    /// <summary>The templates that were inserted.</summary>
    public List<Guid> Modeles { get; set; } = [];

    /// <summary>What a colleague or a service is asked to do.</summary>
    public string? SousTache { get; set; }

    /// <summary>The colleague or the service, as the choice names them.</summary>
    public string? Pour { get; set; }

    /// <summary>The day for which it is to be done.</summary>
    public DateInput PourLe { get; set; } = new();

    /// <summary>The sub-task that is done, or to be done again.</summary>
    public Guid? Tache { get; set; }

    /// <summary>What was done of it.</summary>
    public string? Fait { get; set; }

    /// <summary>Who administers the commune, to whom the dossier is handed up.</summary>
    public Guid? Superieur { get; set; }

    /// <summary>Why it is handed up.</summary>
    public string? Raison { get; set; }

    /// <summary>The answer with which it comes back.</summary>
    public string? Retour { get; set; }

    /// <summary>Whether the dossier ends though sub-tasks are still to be done.</summary>
    public bool Malgre { get; set; }

    /// <summary>A file that goes with a message or the delivery.</summary>
    public IFormFile? Fichier { get; set; }
}
