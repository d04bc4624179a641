using System.Net.Mail;
using Beffroi.Appliance.Commands;
using Beffroi.Appliance.Configuration;
using Beffroi.Portal.Communes.Register;
using Spectre.Console;

namespace Beffroi.Appliance.Setup;

/// <summary>Asks on the terminal for what is still missing; an empty answer keeps what is there or leaves the question for later.</summary>
internal sealed class SetupQuestions(SetupState state, CommuneRegister register)
{
    private const string BadAddress = "Écrivez une adresse électronique complète, par exemple prenom.nom@exemple.fr.";

    private readonly IAnsiConsole _console = Speak.Aside();

    /// <summary>The wishes with the answers; what an option gave is not asked.</summary>
    public SetupWishes Ask(SetupWishes wishes)
    {
        Speak.Note("Installation de Beffroi. Une réponse vide garde la valeur entre crochets, ou passe la question.");
        wishes = AskSetting(wishes, "Base", "--base", "Domaine de base, par exemple communes.exemple.fr", when: state.Settings.Base == new ApplianceSettings().Base);
        wishes = wishes with
        {
            Nom = wishes.Nom ?? AskWhen(state.Nom is null, "Nom du syndicat", Names),
            Contact = wishes.Contact ?? AskWhen(state.Contact is null, "Courriel public du syndicat", Address),
        };
        if (wishes.Operateur is null && state.Operateurs == 0)
        {
            wishes = wishes with { Operateur = AskWhen(true, "Courriel du premier opérateur", Address) };
            wishes = wishes.Operateur is null ? wishes : wishes with { OperateurNom = wishes.OperateurNom ?? AskWhen(true, "Prénom et nom de l’opérateur", Names) };
        }

        wishes = AskMail(wishes);
        return state.Communes > 0 || wishes.Communes.Count > 0
            ? wishes
            : wishes with { Communes = Split(AskWhen(true, "Premières communes, codes INSEE séparés par des virgules", Codes)) };
    }

    /// <summary>The codes of a list.</summary>
    public static IReadOnlyList<string> Split(string? codes) =>
        (codes ?? "").Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private SetupWishes AskMail(SetupWishes wishes)
    {
        if (state.Settings.Smtp.Host is not null || wishes["Smtp:Host"] is not null)
        {
            return wishes;
        }

        wishes = AskSetting(wishes, "Smtp:Host", "--smtp-host", "Serveur de messagerie (rien : les courriels restent dans un dossier)", when: true);
        if (wishes["Smtp:Host"] is null)
        {
            return wishes;
        }

        wishes = AskSetting(wishes, "Smtp:Security", "--smtp-security", "Sûreté : none, starttls ou tls [starttls]", when: true);
        wishes = AskSetting(wishes, "Smtp:Port", "--smtp-port", wishes["Smtp:Security"] == "tls" ? "Port, 465 le plus souvent [587]" : "Port [587]", when: true);
        wishes = AskSetting(wishes, "Smtp:User", "--smtp-user", "Compte, s’il en faut un", when: true);
        if (wishes["Smtp:User"] is not null && wishes["Smtp:Password"] is null)
        {
            var password = _console.Prompt(new TextPrompt<string>("Mot de passe du compte :").Secret().AllowEmpty());
            wishes = password.Length == 0 ? wishes : wishes.With("Smtp:Password", "--smtp-password-file", password);
        }

        wishes = AskSetting(wishes, "Smtp:From", "--smtp-from", "Adresse de l’expéditeur, par exemple ne-pas-repondre@exemple.fr", when: true);
        return wishes.TestCourriel is not null ? wishes : wishes with { TestCourriel = AskWhen(true, "Adresse pour un courriel d’essai (rien : pas d’essai)", Address) };
    }

    private static SetupWishes AskSetting(SetupWishes wishes, string key, string option, string question, bool when)
    {
        if (wishes[key] is not null)
        {
            return wishes;
        }

        var known = SettingKey.Find(key)!;
        return AskWhen(when, question, text => SettingRules.Accepts(known, text) ? null : SettingRules.Accepted(known)) is { } answer
            ? wishes.With(key, option, answer)
            : wishes;
    }

    private static string? AskWhen(bool when, string question, Func<string, string?> fault)
    {
        while (when)
        {
            Console.Error.Write(question + " : ");
            var answer = Console.In.ReadLine()?.Trim();
            if (string.IsNullOrEmpty(answer))
            {
                return null;
            }

            if (fault(answer) is not { } reason)
            {
                return answer;
            }

            Speak.Note(reason);
        }

        return null;
    }

    /// <summary>What is wrong with a name, or null.</summary>
    public static string? Names(string text) =>
        text.Trim().Length is > 0 and <= 200 && !text.Any(char.IsControl) ? null : "Écrivez un nom, en 200 caractères au plus.";

    /// <summary>What is wrong with an address, or null.</summary>
    public static string? Address(string text) =>
        text.Length <= 254 && MailAddress.TryCreate(text, out var address) && address.Address == text && address.Host.Contains('.', StringComparison.Ordinal) ? null : BadAddress;

    private string? Codes(string text) =>
        Split(text).Select(code => InseeCode.Read(code, register).Reason).FirstOrDefault(reason => reason is not null);
}
