using System.Net;
using Beffroi.Appliance.Configuration;
using Beffroi.Scheduler.Data;
using MimeKit;

namespace Beffroi.Appliance.Doctor.Checks;

/// <summary>Whether the settings go together.</summary>
internal sealed class ConfigurationCheck(ApplianceSettings settings, string path) : ICheck
{
    public string Name => "configuration";

    public Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        List<Finding> findings = [.. Faults().Select(fault => new Finding(Severity.Fault, Name, fault, $"nano {path}"))];
        findings.AddRange(Doubts().Select(doubt => new Finding(Severity.Warning, Name, doubt, $"nano {path}")));
        if (findings.Count == 0)
        {
            findings.Add(new(Severity.Ok, Name, File.Exists(path) ? $"Les réglages de {path} vont ensemble." : $"Aucun fichier {path} : les réglages d’usine et l’environnement valent."));
        }

        return Task.FromResult<IReadOnlyList<Finding>>(findings);
    }

    private IEnumerable<string> Faults()
    {
        if (settings.Scheme is not ("http" or "https"))
        {
            yield return $"Scheme vaut « {settings.Scheme} » : écrivez http ou https.";
        }

        if (Uri.CheckHostName(settings.Base.Split(':')[0]) != UriHostNameType.Dns)
        {
            yield return $"Base vaut « {settings.Base} », qui n’est pas un nom d’hôte.";
        }

        if (!IPEndPoint.TryParse(settings.Listen, out var listen) || listen.Port == 0)
        {
            yield return $"Listen vaut « {settings.Listen} » : écrivez une adresse et un port, par exemple 127.0.0.1:8080.";
        }

        if (settings.Smtp.Security is not ("none" or "starttls" or "tls"))
        {
            yield return $"Smtp.Security vaut « {settings.Smtp.Security} » : écrivez none, starttls ou tls.";
        }

        if (!MailboxAddress.TryParse(settings.Smtp.From, out var from) || from.Domain is not { Length: > 0 })
        {
            yield return $"Smtp.From vaut « {settings.Smtp.From} », qui n’est pas une adresse de courriel.";
        }

        if (settings.Database is { Kind: DatabaseKind.PostgreSql, ConnectionString: null or "" })
        {
            yield return "Database.Kind vaut PostgreSql, mais Database.ConnectionString est vide.";
        }
    }

    private IEnumerable<string> Doubts()
    {
        if (settings.Base.Split(':')[0].EndsWith("localhost", StringComparison.OrdinalIgnoreCase))
        {
            yield return $"Base vaut « {settings.Base} » : personne d’autre que cette machine n’y accède.";
        }
        else if (settings.Scheme == "http")
        {
            yield return "Scheme vaut http : les mots de passe passeraient en clair. Placez un mandataire TLS devant Beffroi et écrivez https.";
        }

        if (settings.Smtp is { Host: not null, Security: "none", User: not null })
        {
            yield return "Smtp.Security vaut none : le mot de passe de messagerie passe en clair. Écrivez starttls ou tls.";
        }
    }
}
