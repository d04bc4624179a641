using Beffroi.Appliance.Commands;
using Beffroi.Appliance.Configuration;
using Beffroi.Portal.Communes;

namespace Beffroi.Appliance.Setup;

/// <summary>Whether the running appliance must start again, to read its settings and to listen to the network.</summary>
internal enum SetupRestart
{
    /// <summary>Nothing that it holds has changed.</summary>
    NotDue,

    /// <summary>The operator has to restart it.</summary>
    Due,

    /// <summary>The command restarted it.</summary>
    Done,
}

/// <summary>Says how the installation stands after <c>beffroi setup</c>, and what is left to do.</summary>
internal sealed class SetupReport(
    IServiceProvider services, SetupState state, string path, IReadOnlyList<string> written, string? operateur, string? link, MailTestResult? mail, SetupRestart restart)
{
    public void Write(bool json)
    {
        if (json)
        {
            WriteJson();
        }
        else
        {
            WriteText();
        }
    }

    private void WriteJson()
    {
        var directory = services.GetRequiredService<CommuneDirectory>();
        Speak.Json(new
        {
            @base = state.Settings.Base,
            scheme = state.Settings.Scheme,
            nom = state.Nom,
            contact = state.Contact,
            operateurs = state.Operateurs,
            invitation = operateur is null ? null : new { email = operateur, link },
            communes = directory.All.Select(commune => new { insee = commune.Insee, nom = commune.Nom, slug = commune.Slug, host = directory.HostOf(commune) }),
            mail = mail is null ? null : new { sent = mail.Sent, message = mail.Message },
            config = path,
            written,
            restart = restart == SetupRestart.Due,
            restarted = restart == SetupRestart.Done,
        });
    }

    private void WriteText()
    {
        var smtp = state.Settings.Smtp;
        Speak.Line($"Syndicat     {state.Nom ?? "pas encore inscrit"}{(state.Contact is null ? "" : $" ({state.Contact})")}");
        Speak.Line($"Adresse      {state.Settings.Scheme}://{state.Settings.Base}/");
        Speak.Line($"Opérateurs   {state.Operateurs}");
        Speak.Line($"Communes     {state.Communes}");
        Speak.Line($"Messagerie   {(smtp.Host is null ? "aucun serveur : dossier « courriels » des données" : $"{smtp.Host}:{smtp.Port} ({smtp.Security}), de {smtp.From}")}");
        if (operateur is not null)
        {
            Speak.Line(link is null
                ? $"{operateur} est opérateur et a déjà un mot de passe."
                : $"Lien d’invitation de {operateur}, valable sept jours : {link}");
        }

        if (mail is not null)
        {
            Speak.Line(mail.Message);
        }

        if (written.Count > 0)
        {
            Speak.Note($"Écrit dans {path} : {string.Join(", ", written)}.");
        }

        foreach (var step in Left())
        {
            Speak.Note(step);
        }
    }

    private IEnumerable<string> Left()
    {
        if (state.Contact is null)
        {
            yield return "À faire : le courriel public du syndicat, avec --contact.";
        }

        if (state.Operateurs == 0)
        {
            yield return "À faire : un premier opérateur, avec --operateur. D’ici là, seule cette machine est écoutée.";
        }

        if (state.Communes == 0)
        {
            yield return "À faire : des communes, avec --communes ou « beffroi commune add ».";
        }

        if (restart == SetupRestart.Due)
        {
            yield return $"Jusqu’au redémarrage, l’appliance en marche garde ses anciens réglages{(operateur is null ? "" : " et, sans opérateur à son démarrage, n’écoute que cette machine")}. Redémarrez-la : sudo {ServiceUnit.RestartCommand}";
        }

        if (restart == SetupRestart.Done)
        {
            yield return $"Beffroi a été redémarré ({ServiceUnit.RestartCommand}) : il suit ces réglages{(state.Operateurs > 0 ? " et écoute sur " + state.Settings.Listen : "")}.";
        }
    }
}
