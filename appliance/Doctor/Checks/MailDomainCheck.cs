using Beffroi.Appliance.Configuration;
using Beffroi.Appliance.Doctor.Ports;
using MimeKit;

namespace Beffroi.Appliance.Doctor.Checks;

/// <summary>Whether the domain of the sender lets its mails be believed: SPF (RFC 7208), DKIM (RFC 6376), DMARC (RFC 7489).</summary>
internal sealed class MailDomainCheck(ApplianceSettings settings, INames names) : ICheck
{
    public string Name => "courriel-domaine";

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        if (settings.Smtp.Host is null)
        {
            return [new(Severity.Ok, Name, "Pas de serveur de messagerie : SPF, DKIM et DMARC sans objet.")];
        }

        if (!MailboxAddress.TryParse(settings.Smtp.From, out var from) || from.Domain is not { Length: > 0 } domain)
        {
            return [new(Severity.Fault, Name, $"Smtp.From vaut « {settings.Smtp.From} », qui n’est pas une adresse.", "beffroi check")];
        }

        try
        {
            return
            [
                Spf(domain, await names.TextsAsync(domain, cancellationToken)),
                Dmarc(domain, await names.TextsAsync("_dmarc." + domain, cancellationToken)),
                await DkimAsync(domain, cancellationToken),
            ];
        }
        catch (NamesUnavailableException error)
        {
            return [new(Severity.Warning, Name, $"Les enregistrements de {domain} n’ont pas pu être lus ({error.Message}).", "resolvectl status")];
        }
    }

    private Finding Spf(string domain, IReadOnlyList<string> texts)
    {
        var records = texts.Where(text => text == "v=spf1" || text.StartsWith("v=spf1 ", StringComparison.OrdinalIgnoreCase)).ToList();
        var mend = $"dig +short TXT {domain}";
        return records switch
        {
            [] => new(Severity.Warning, Name, $"{domain} n’a pas de SPF : publiez un TXT « v=spf1 … -all » qui nomme le serveur {settings.Smtp.Host}.", mend),
            [var one] when one.TrimEnd().EndsWith("+all", StringComparison.OrdinalIgnoreCase) => new(Severity.Warning, Name, $"Le SPF de {domain} finit par +all : il laisse n’importe qui écrire en son nom.", mend),
            [_] => new(Severity.Ok, Name, $"{domain} a un SPF."),
            _ => new(Severity.Fault, Name, $"{domain} a {records.Count} SPF : les serveurs les refusent tous. N’en gardez qu’un.", mend),
        };
    }

    private Finding Dmarc(string domain, IReadOnlyList<string> texts)
    {
        var mend = $"dig +short TXT _dmarc.{domain}";
        var record = texts.FirstOrDefault(text => text.StartsWith("v=DMARC1", StringComparison.OrdinalIgnoreCase));
        var tags = record?.Split(';').Select(tag => tag.Split('=', 2)).Where(tag => tag.Length == 2).ToList();
        var policy = tags?.Find(tag => tag[0].Trim() == "p")?[1].Trim().ToLowerInvariant();
        return policy switch
        {
            null when record is null => new(Severity.Warning, Name, $"{domain} n’a pas de DMARC : publiez un TXT « v=DMARC1; p=quarantine » à _dmarc.{domain}.", mend),
            "quarantine" or "reject" => new(Severity.Ok, Name, $"{domain} a un DMARC ({policy})."),
            "none" => new(Severity.Warning, Name, $"Le DMARC de {domain} vaut none : il observe et ne protège pas encore.", mend),
            _ => new(Severity.Warning, Name, $"Le DMARC de {domain} ne dit pas de politique (p=none, quarantine ou reject).", mend),
        };
    }

    private async Task<Finding> DkimAsync(string domain, CancellationToken cancellationToken)
    {
        if (settings.Smtp.DkimSelector is not { Length: > 0 } selector)
        {
            return new(Severity.Ok, Name, "DKIM non vérifié : indiquez le sélecteur de votre serveur dans Smtp.DkimSelector.");
        }

        var name = $"{selector}._domainkey.{domain}";
        var key = (await names.TextsAsync(name, cancellationToken)).SelectMany(text => text.Split(';')).Select(tag => tag.Split('=', 2)).FirstOrDefault(tag => tag.Length == 2 && tag[0].Trim() == "p");
        return key switch
        {
            null => new(Severity.Fault, Name, $"Aucune clé DKIM à {name} : les signatures ne peuvent pas être vérifiées.", $"dig +short TXT {name}"),
            [_, var value] when string.IsNullOrWhiteSpace(value) => new(Severity.Fault, Name, $"La clé DKIM de {name} est révoquée (p vide).", $"dig +short TXT {name}"),
            _ => new(Severity.Ok, Name, $"La clé DKIM {selector} de {domain} est publiée."),
        };
    }
}
