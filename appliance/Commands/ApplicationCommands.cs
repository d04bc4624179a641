using System.CommandLine;
using Beffroi.Identity.Issuer;

namespace Beffroi.Appliance.Commands;

/// <summary><c>beffroi application …</c>: programs that sign people in through the issuer.</summary>
internal sealed class ApplicationCommands(CommonOptions common)
{
    public Command Build()
    {
        var name = new Option<string>("--name") { HelpName = "NOM", Description = "Nom de l’application, tel que les usagers le lisent.", Required = true };
        var redirect = new Option<string[]>("--redirect-uri") { HelpName = "ADRESSE", Description = "Adresse de retour, exacte ; l’option peut être répétée.", Required = true };
        var confidential = new Option<bool>("--confidential") { Description = "L’application garde un secret : elle tourne sur un serveur." };
        var firstParty = new Option<bool>("--first-party") { Description = "L’application est celle du syndicat : aucun consentement n’est demandé." };
        var add = new Command("add", "Inscrit une application OpenID Connect.") { name, redirect, confidential, firstParty };
        add.SetAction((parsed, token) => common.RunAsync(parsed, async services =>
        {
            try
            {
                await using var scope = services.CreateAsyncScope();
                var registered = await scope.ServiceProvider.GetRequiredService<RegisterApplication>().RunAsync(
                    new ApplicationToRegister(parsed.GetRequiredValue(name), parsed.GetRequiredValue(redirect), parsed.GetValue(confidential), parsed.GetValue(firstParty)), token);
                Report(registered, common.Json(parsed));
                return ExitCodes.Done;
            }
            catch (ApplicationRefusedException refused)
            {
                Speak.Note(refused.Message);
                return refused.AlreadyThere ? ExitCodes.RefusedByRule : ExitCodes.BadUsage;
            }
        }, token));
        return new Command("application", "Inscrit les applications qui connectent par Beffroi.") { add };
    }

    private static void Report(RegisteredApplication registered, bool json)
    {
        if (json)
        {
            Speak.Json(new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["name"] = registered.Name,
                ["client_id"] = registered.ClientId,
                ["client_secret"] = registered.ClientSecret,
            });
            return;
        }

        Speak.Line($"client_id      {registered.ClientId}");
        if (registered.ClientSecret is not null)
        {
            Speak.Line($"client_secret  {registered.ClientSecret}");
            Speak.Note("Ce secret ne sera plus jamais montré : gardez-le maintenant.");
        }
    }
}
