using System.CommandLine;
using Beffroi.Appliance.Configuration;
using Beffroi.Appliance.Setup;

namespace Beffroi.Appliance.Commands;

/// <summary><c>beffroi setup</c>: makes a new syndicate ready, asked on a terminal or by options; run again, it changes only what is asked.</summary>
internal sealed class SetupCommand(CommonOptions common)
{
    private readonly Option<string?> _scheme = new("--scheme") { HelpName = "MOT", CompletionSources = { "http", "https" }, Description = "http ou https ; https d’office avec un vrai domaine." };
    private readonly Option<string?> _nom = new("--nom") { Description = "Nom du syndicat." };
    private readonly Option<string?> _contact = new("--contact") { HelpName = "COURRIEL", Description = "Courriel public du syndicat." };
    private readonly Option<string?> _operateur = new("--operateur") { HelpName = "COURRIEL", Description = "Courriel de l’opérateur à inviter." };
    private readonly Option<string?> _operateurNom = new("--operateur-nom") { HelpName = "NOM", Description = "Prénom et nom de l’opérateur ; sans eux, le début de l’adresse." };
    private readonly Option<string?> _smtpHost = new("--smtp-host") { HelpName = "HÔTE", Description = "Serveur de messagerie." };
    private readonly Option<string?> _smtpPort = new("--smtp-port") { HelpName = "PORT", Description = "Port du serveur, 587 d’office." };
    private readonly Option<string?> _smtpSecurity = new("--smtp-security") { HelpName = "MOT", CompletionSources = { "none", "starttls", "tls" }, Description = "none, starttls ou tls." };
    private readonly Option<string?> _smtpUser = new("--smtp-user") { HelpName = "COMPTE", Description = "Compte du serveur." };
    private readonly Option<string?> _smtpPasswordFile = new("--smtp-password-file") { HelpName = "FICHIER", Description = "Fichier qui contient le mot de passe du compte ; « - » le lit sur l’entrée." };
    private readonly Option<string?> _smtpFrom = new("--smtp-from") { HelpName = "COURRIEL", Description = "Adresse de l’expéditeur." };
    private readonly Option<string?> _communes = new("--communes") { HelpName = "INSEE,…", Description = "Codes INSEE séparés par des virgules, par exemple 50502,50129." };
    private readonly Option<string?> _test = new("--test-courriel") { HelpName = "COURRIEL", Description = "Envoie un courriel d’essai à cette adresse." };
    private readonly Option<bool> _force = new("--force") { Description = "Change le domaine de base même quand des communes ont déjà leurs adresses." };

    public Command Build()
    {
        var command = new Command("setup", "Prépare un nouveau syndicat : domaine, nom, opérateur, messagerie, communes.")
        {
            _scheme, _nom, _contact, _operateur, _operateurNom, _smtpHost, _smtpPort, _smtpSecurity, _smtpUser, _smtpPasswordFile, _smtpFrom, _communes, _test, _force,
        };
        command.SetAction((parsed, token) =>
        {
            var (password, unreadable) = Password(parsed.GetValue(_smtpPasswordFile));
            if (unreadable)
            {
                Speak.Note($"Le fichier {parsed.GetValue(_smtpPasswordFile)} ne peut pas être lu. Vérifiez --smtp-password-file.");
                return Task.FromResult(ExitCodes.BadUsage);
            }

            return new SetupRun(common, parsed, parsed.GetValue(_force)).RunAsync(Wishes(parsed, password), token);
        });
        return command;
    }

    private SetupWishes Wishes(ParseResult parsed, string? password) => new()
    {
        Settings =
        [
            new WishedSetting("Base", "--base", common.BaseOf(parsed)),
            new WishedSetting("Scheme", "--scheme", parsed.GetValue(_scheme)),
            new WishedSetting("Smtp:Host", "--smtp-host", parsed.GetValue(_smtpHost)),
            new WishedSetting("Smtp:Port", "--smtp-port", parsed.GetValue(_smtpPort)),
            new WishedSetting("Smtp:Security", "--smtp-security", parsed.GetValue(_smtpSecurity)),
            new WishedSetting("Smtp:User", "--smtp-user", parsed.GetValue(_smtpUser)),
            new WishedSetting("Smtp:Password", "--smtp-password-file", password),
            new WishedSetting("Smtp:From", "--smtp-from", parsed.GetValue(_smtpFrom)),
        ],
        Nom = parsed.GetValue(_nom)?.Trim(),
        Contact = parsed.GetValue(_contact)?.Trim(),
        Operateur = parsed.GetValue(_operateur)?.Trim(),
        OperateurNom = parsed.GetValue(_operateurNom)?.Trim(),
        Communes = SetupQuestions.Split(parsed.GetValue(_communes)),
        TestCourriel = parsed.GetValue(_test)?.Trim(),
    };

    private static (string? Password, bool Unreadable) Password(string? file)
    {
        try
        {
            return file switch
            {
                null => (null, false),
                "-" => (Console.In.ReadToEnd().TrimEnd('\r', '\n'), false),
                _ => (File.ReadAllText(file).TrimEnd('\r', '\n'), false),
            };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return (null, true);
        }
    }
}
