using Beffroi.Portal.Agents;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Dossiers.Horloge;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Portal.Features.Dossiers.Pieces;
using Beffroi.Web.Text;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Documents;

/// <summary>A paper to establish.</summary>
/// <param name="Numero">The dossier.</param>
/// <param name="Version">The version of the dossier that the form was built on.</param>
/// <param name="FormId">Names the form: sent twice, it gives one paper.</param>
/// <param name="Template">The template.</param>
/// <param name="Typed">What the agent gives.</param>
/// <param name="GiveNow">Whether the usager finds it at once on the follow-up page, and not with the decision or the delivery.</param>
public sealed record EstablishPaperCommand(string Numero, int Version, Guid FormId, DocumentTemplate Template, PaperTyped Typed, bool GiveNow);

/// <summary>Establishes a paper: the sheet is drawn with its code, kept as a piece of the dossier and recorded in the log.</summary>
public sealed class EstablishPaper(DossierWork work, WritePaper write, DossierCourriels courriels, FileStore store, PortalContexts contexts, CommuneDirectory directory, TimeProvider time)
{
    /// <summary>Whether an agent may establish papers of a kind: who decides signs decisions and refusals.</summary>
    public static bool May(AgentAccess agent, Guid communeId, DocumentKind kind) =>
        kind is DocumentKind.Decision or DocumentKind.Refus ? agent.MayTreat(communeId) : agent.MayWork(communeId);

    /// <summary>Establishes it; false when there is no such dossier in the agent's communes.</summary>
    /// <exception cref="MissingPlacesException">A mention is missing.</exception>
    /// <exception cref="DossierRuleException">A rule refuses it.</exception>
    public async Task<bool> RunAsync(EstablishPaperCommand command, AgentAccess agent, CancellationToken cancellationToken)
    {
        var template = command.Template;
        if (template.Kind is DocumentKind.Preparation)
        {
            throw new DossierRuleException("Ce document est préparé par l’usager\u00a0: imprimez-le, il ne s’établit pas.");
        }

        await using var db = contexts.Open(CommuneScope.Of(agent.Communes));
        var dossier = await db.Dossiers.FirstOrDefaultAsync(row => row.Numero == command.Numero, cancellationToken);
        if (dossier is null || !May(agent, dossier.CommuneId, template.Kind))
        {
            return false;
        }

        var content = await write.RunAsync(db, dossier, template, command.Typed, cancellationToken);
        var code = PaperCode.Draw();
        var (bytes, pages) = PaperPdf.Draw(content, ProofOf(dossier, code));
        using var stream = new MemoryStream(bytes, writable: false);
        var (sha256, length) = await store.AddAsync(stream, cancellationToken);
        var now = time.GetUtcNow().UtcDateTime;
        var file = new StoredFile(PaperWords.FileNameOf(template.Title, dossier.Numero), "application/pdf", length, sha256, now);
        return await work.RunAsync(
            command.Numero, agent, (who, commune) => May(who, commune, template.Kind), null,
            context => RecordAsync(context, command, content, (code, pages, file)), cancellationToken);
    }

    private PaperProof ProofOf(Dossier dossier, string code)
    {
        var commune = directory.Find(dossier.CommuneId)!;
        return new PaperProof(code, directory.UrlOf(commune, PaperLinks.VerifyOf(code)), directory.HostOf(commune) + PaperLinks.Verify);
    }

    private async Task RecordAsync(DossierContext context, EstablishPaperCommand command, PaperContent content, (string Code, int Pages, StoredFile File) made)
    {
        var dossier = context.Dossier;
        if (await context.Db.Papers.AnyAsync(row => row.DossierId == dossier.Id && row.FormId == command.FormId, context.CancellationToken))
        {
            return;
        }

        if (dossier.Version != command.Version)
        {
            throw new StaleDossierException();
        }

        var attests = command.Template.Id == AttestationSilence.TemplateId;
        if (attests)
        {
            dossier.Attest(context.Now);
        }
        else
        {
            dossier.AddPaper(context.Now);
        }

        var piece = PieceRows.Of(made.File, context, PieceOrigin.Commune);
        var paper = new Paper
        {
            Id = Guid.CreateVersion7(new DateTimeOffset(context.Now)),
            CommuneId = dossier.CommuneId,
            DossierId = dossier.Id,
            FormId = command.FormId,
            PieceId = piece.Id,
            TemplateId = command.Template.Id,
            Kind = content.Kind,
            Title = content.Title,
            Code = made.Code,
            Sha256 = made.File.Sha256,
            Length = made.File.Length,
            Pages = made.Pages,
            Initials = French.Initials(dossier.UsagerNom),
            EstablishedAt = context.Now,
            AgentId = context.Agent!.Sub,
            AgentNom = context.Actor.Name,
        };
        if (command.GiveNow || attests)
        {
            paper.Give(context.Now);
        }

        context.Db.Pieces.Add(piece);
        context.Db.Papers.Add(paper);
        context.Record(EventKinds.DocumentEtabli, new
        {
            document = paper.Id,
            piece = piece.Id,
            modele = paper.TemplateId,
            genre = paper.Kind.ToString(),
            titre = paper.Title,
            fichier = paper.Sha256,
            pages = paper.Pages,
            remis = command.GiveNow || attests,
        });
        if (command.GiveNow || attests)
        {
            courriels.SendDocumentPret(context, paper.Title);
        }

        if (attests)
        {
            await RequestAttestation.EndAsync(context);
        }
    }
}
