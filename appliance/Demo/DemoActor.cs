using System.Globalization;
using System.Text;
using Beffroi.Portal.Agents;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Deliver;
using Beffroi.Portal.Features.Dossiers.Documents;
using Beffroi.Portal.Features.Dossiers.Filing;
using Beffroi.Portal.Features.Dossiers.Follow;
using Beffroi.Portal.Features.Dossiers.Pieces;
using Beffroi.Portal.Features.Dossiers.Qualify;
using Beffroi.Portal.Features.Dossiers.Treat;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Appliance.Demo;

/// <summary>Plays the people of the demonstration: what the agents and the usagers do to a dossier, through the real actions.</summary>
internal sealed class DemoActor(IServiceProvider services, Dictionary<string, AgentAccess> agents)
{
    private const string NoBudget = "Le budget des subventions de l’année est engagé en totalité (délibération du conseil municipal). Votre demande peut être présentée de nouveau en janvier.";

    /// <summary>Who receives people in the commune of a dossier.</summary>
    public static AgentAccess Receptionist(DemoCase story, Dictionary<string, AgentAccess> agents) =>
        agents[story.Commune == DemoCast.SaintLo ? DemoCast.Accueil.Courriel : DemoCast.Secretaire.Courriel];

    /// <summary>A one-page PDF with a line of text.</summary>
    public static byte[] Pdf(string line)
    {
        var stream = $"BT /F1 18 Tf 72 760 Td ({line.Replace('’', '\'')}) Tj ET";
        var objects = new[]
        {
            "<< /Type /Catalog /Pages 2 0 R /Lang (fr) >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
            $"<< /Length {Encoding.Latin1.GetByteCount(stream)} >>\nstream\n{stream}\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        };
        var pdf = new StringBuilder("%PDF-1.4\n");
        var offsets = new List<int>();
        for (var i = 0; i < objects.Length; i++)
        {
            offsets.Add(pdf.Length);
            pdf.Append(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{objects[i]}\nendobj\n");
        }

        var start = pdf.Length;
        pdf.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n");
        offsets.ForEach(offset => pdf.Append(CultureInfo.InvariantCulture, $"{offset:D10} 00000 n \n"));
        pdf.Append(CultureInfo.InvariantCulture, $"trailer << /Size {objects.Length + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(pdf.ToString());
    }

    /// <summary>Does one step.</summary>
    public async Task DoAsync(DemoCase story, FiledDossier filed, DemoStep step, CancellationToken cancellationToken)
    {
        var commune = services.GetRequiredService<CommuneDirectory>().FindInsee(story.Commune)!;
        var (version, service) = await ReadAsync(commune, filed, story, cancellationToken);
        var reception = Receptionist(story, agents);
        var expert = Expert(story);
        switch (step)
        {
            case DemoStep.Qualify:
                var priority = story.Text.StartsWith("chaussee", StringComparison.Ordinal) ? Priority.Haute : Priority.Normale;
                await Get<QualifyDossier>().RunAsync(new QualifyDossierCommand(filed.Numero, version, service, priority), reception, cancellationToken);
                break;
            case DemoStep.Take:
                await Get<AssignDossier>().TakeAsync(filed.Numero, version, expert, cancellationToken);
                break;
            case DemoStep.Note:
                await Get<WriteToUsager>().NoteAsync(filed.Numero, "Acte trouvé au registre de 1985. Il ne manque que la pièce d’identité.", expert, cancellationToken);
                break;
            case DemoStep.Message:
                await Get<WriteToUsager>().SendAsync(filed.Numero, "Nous avons bien noté votre demande. Nous revenons vers vous dès que le service a pu la regarder sur place.", null, expert, cancellationToken);
                break;
            case DemoStep.AskPieces:
                var deadline = FrenchDates.DayOf(services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime).AddDays(14);
                await Get<AskPieces>().RunAsync(new AskPiecesCommand(filed.Numero, version, "Copie de votre pièce d’identité, recto et verso", deadline), expert, cancellationToken);
                break;
            case DemoStep.SendPiece:
                await AnswerAsync(commune, filed, "Voici la copie de ma carte d’identité, comme demandé. Merci de votre aide.", withFile: true, cancellationToken);
                break;
            case DemoStep.Answer:
                await AnswerAsync(commune, filed, "Merci de votre réponse. Les mardis et jeudis nous iraient très bien.", withFile: false, cancellationToken);
                break;
            case DemoStep.Paper:
                await EstablishAsync(commune, filed, story, version, expert, cancellationToken);
                break;
            case DemoStep.Decide:
                var outcome = story.Demarche == "acte-naissance" ? Outcome.Favorable : Outcome.Reponse;
                await Get<DecideDossier>().RunAsync(new DecideDossierCommand(filed.Numero, version, outcome, "La demande est recevable et complète."), expert, cancellationToken);
                break;
            case DemoStep.Refuse:
                await Get<DecideDossier>().RunAsync(
                    new DecideDossierCommand(filed.Numero, version, Outcome.Defavorable, NoBudget) { Papers = await WaitingAsync(commune, filed, cancellationToken) },
                    expert,
                    cancellationToken);
                break;
            case DemoStep.Deliver:
                await Get<DeliverDossier>().RunAsync(
                    new DeliverDossierCommand(filed.Numero, version, story.Demarche == "acte-naissance" ? DeliveryMode.Poste : DeliveryMode.EnLigne, "Votre demande est traitée. Merci de votre confiance.", null),
                    expert,
                    cancellationToken);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(step), step, "Unknown step.");
        }
    }

    // A refusal waits for the decision that it goes with; the answer to a report is on the follow-up page at once.
    private async Task EstablishAsync(Commune commune, FiledDossier filed, DemoCase story, int version, AgentAccess expert, CancellationToken cancellationToken)
    {
        await using var db = services.GetRequiredService<PortalContexts>().Open(CommuneScope.One(commune.Id));
        var dossier = await db.Dossiers.FirstAsync(row => row.Id == filed.Id, cancellationToken);
        var refused = story.Steps.Any(step => step.Step is DemoStep.Refuse);
        var template = Get<WritePaper>().FindTemplate(dossier, refused ? "refus" : "reponse")!;
        var typed = PaperTyped.Nothing with
        {
            Motifs = refused ? NoBudget : "L’horloge qui commande l’éclairage a été réglée de nouveau. Les lampes s’éteignent à 22 heures.",
            Signer = expert.Nom,
            Quality = expert.Qualite ?? "agent de la mairie",
        };
        await Get<EstablishPaper>().RunAsync(
            new EstablishPaperCommand(filed.Numero, version, Guid.CreateVersion7(), template, typed, GiveNow: !refused), expert, cancellationToken);
    }

    private async Task<List<Guid>> WaitingAsync(Commune commune, FiledDossier filed, CancellationToken cancellationToken)
    {
        await using var db = services.GetRequiredService<PortalContexts>().Open(CommuneScope.One(commune.Id));
        return await db.Papers.Where(row => row.DossierId == filed.Id && row.GivenAt == null).Select(row => row.Id).ToListAsync(cancellationToken);
    }

    private T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    private AgentAccess Expert(DemoCase story) => agents[story.Commune != DemoCast.SaintLo ? DemoCast.Secretaire.Courriel
        : story.Demarche == "acte-naissance" ? DemoCast.EtatCivil.Courriel
        : story.Demarche == "signalement-voirie" ? DemoCast.Technique.Courriel
        : DemoCast.Admin.Courriel];

    private async Task<(int Version, Guid Service)> ReadAsync(Commune commune, FiledDossier filed, DemoCase story, CancellationToken cancellationToken)
    {
        await using var db = services.GetRequiredService<PortalContexts>().Open(CommuneScope.One(commune.Id));
        var version = await db.Dossiers.Where(row => row.Id == filed.Id).Select(row => row.Version).FirstAsync(cancellationToken);
        var code = story.Demarche switch { "acte-naissance" => "etat-civil", "signalement-voirie" => "technique", _ => "accueil" };
        return (version, await db.Services.Where(row => row.Code == code).Select(row => row.Id).FirstAsync(cancellationToken));
    }

    private async Task AnswerAsync(Commune commune, FiledDossier filed, string text, bool withFile, CancellationToken cancellationToken)
    {
        List<StoredFile> files = [];
        if (withFile)
        {
            var (sha256, length) = await Get<FileStore>().AddAsync(new MemoryStream(Pdf("Carte d’identité de démonstration")), cancellationToken);
            files.Add(new StoredFile("carte-identite.pdf", "application/pdf", length, sha256));
        }

        await Get<AnswerAsUsager>().RunAsync(new AnswerAsUsagerCommand(commune.Id, filed.Id, null, text, files), cancellationToken);
    }
}
