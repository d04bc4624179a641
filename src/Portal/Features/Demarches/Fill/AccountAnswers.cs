using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Engine;
using Beffroi.Portal.Features.Demarches.Engine.Fields;
using Beffroi.Portal.SignIn;
using Beffroi.Web.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Demarches.Fill;

/// <summary>
/// What the account proposes as first answers: its name and address, and what the person said of themself in their last requests to this commune.
/// They may change it all, and are never asked to sign in.
/// </summary>
public sealed class AccountAnswers(PortalDb db, DemarcheCatalogue catalogue)
{
    // The requests looked into; who moved says it in the last one.
    private const int Looked = 3;

    /// <summary>The answers by their keys in definitions, such as <c>compte.adresse</c>; null when nobody is signed in.</summary>
    internal async Task<IReadOnlyDictionary<string, KnownAnswer>?> FindAsync(HttpContext context, DemarcheDefinition demarche, FormContext form)
    {
        if (context.GetSub() is not { } sub)
        {
            return null;
        }

        var answers = new Dictionary<string, KnownAnswer>(StringComparer.Ordinal);
        var courriel = context.GetAccountEmail() ?? "";
        // The account has one name; first names come before it.
        var name = context.GetAccountName()?.Trim() ?? "";
        var space = name.IndexOf(' ', StringComparison.Ordinal);
        OfAccount(answers, "compte.courriel", courriel);
        OfAccount(answers, "compte.prenom", space > 0 ? name[..space] : "");
        OfAccount(answers, "compte.nom", space > 0 ? name[(space + 1)..] : name);
        if (courriel.Length > 0 && Fields(demarche).Any(field => !answers.ContainsKey(field.Prefill!)))
        {
            await AddFromRequestsAsync(answers, sub, courriel, form, context.RequestAborted);
        }

        return answers;
    }

    private static void OfAccount(Dictionary<string, KnownAnswer> answers, string key, string value)
    {
        if (value.Length > 0)
        {
            answers[key] = new KnownAnswer(FieldInput.Of(value), "Repris de votre compte");
        }
    }

    // A request is the person's own when they filed it themself and gave the account's address: one that was only joined to the account may be another's.
    private async Task AddFromRequestsAsync(Dictionary<string, KnownAnswer> answers, Guid sub, string courriel, FormContext form, CancellationToken cancellationToken)
    {
        var last = await db.Dossiers.Where(row => row.UsagerSub == sub && row.FiledByAgentId == null && row.Mandat == null)
            .OrderByDescending(row => row.ReceivedAt)
            .Take(Looked)
            .Select(row => new { row.DemarcheCode, row.DemarcheVersion, row.Answers, row.UsagerCourriel, row.ReceivedAt })
            .ToListAsync(cancellationToken);
        foreach (var dossier in last.Where(dossier => string.Equals(dossier.UsagerCourriel, courriel, StringComparison.OrdinalIgnoreCase)))
        {
            if (catalogue.Find(dossier.DemarcheCode, dossier.DemarcheVersion) is not { } seen)
            {
                continue;
            }

            var said = FormAnswers.Read(dossier.Answers, seen, form);
            var from = $"Repris de votre demande du {FrenchDates.LongDate(FrenchDates.DayOf(dossier.ReceivedAt))}";
            foreach (var field in Fields(seen))
            {
                if (!answers.ContainsKey(field.Prefill!) && said[field.Id] is { } answer)
                {
                    answers[field.Prefill!] = new KnownAnswer(FieldCodec.Of(field).Write(answer), from);
                }
            }
        }
    }

    private static IEnumerable<FieldDefinition> Fields(DemarcheDefinition demarche) => demarche.Pages.SelectMany(page => page.AllFields()).Where(field => field.Prefill is not null);
}
