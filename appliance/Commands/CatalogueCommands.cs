using System.CommandLine;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Demarches.Adopt;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Publication;

namespace Beffroi.Appliance.Commands;

/// <summary><c>beffroi demarche import|export|adopt</c>: the catalogue of this appliance, beside the running one.</summary>
internal sealed class CatalogueCommands(CommonOptions common)
{
    public void AddTo(Command demarche)
    {
        demarche.Add(Import());
        demarche.Add(Export());
        demarche.Add(Adopt());
    }

    private Command Import()
    {
        var file = new Argument<FileInfo>("FICHIER") { Description = "La démarche : un fichier signé, ou une définition écrite ici." };
        var fingerprint = new Option<string?>("--empreinte") { HelpName = "EMPREINTE", Description = "Empreinte de l’émetteur d’un fichier signé, telle qu’il vous l’a dite." };
        var draft = new Option<bool>("--brouillon") { Description = "Enregistre sans publier." };
        var command = new Command("import", "Ajoute une démarche au catalogue du syndicat et la publie.") { file, fingerprint, draft };
        command.SetAction(async (parsed, token) =>
        {
            string text;
            try
            {
                text = await File.ReadAllTextAsync(parsed.GetRequiredValue(file).FullName, token);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                Speak.Note($"Le fichier ne peut pas être lu : {error.Message}");
                return ExitCodes.BadUsage;
            }

            return await RunAsync(parsed, services => ImportAsync(services, text, parsed.GetValue(fingerprint), parsed.GetValue(draft), common.Json(parsed), token), token);
        });
        return command;
    }

    private static async Task<int> ImportAsync(IServiceProvider services, string text, string? fingerprint, bool draft, bool json, CancellationToken cancellationToken)
    {
        SignedDemarche? signed = null;
        DemarcheDefinition definition;
        if (text.Contains("\"signature\"", StringComparison.Ordinal))
        {
            signed = DemarcheFiles.Read(text);
            definition = signed.Definition;
            if (Plain(fingerprint) != Plain(signed.Fingerprint))
            {
                Speak.Note($"Le fichier est signé par « {signed.Issuer} », empreinte {signed.Fingerprint}.");
                Speak.Note("Vérifiez cette empreinte auprès de son émetteur, puis recommencez avec --empreinte. Rien n’a été ajouté.");
                return ExitCodes.Failed;
            }
        }
        else
        {
            var faults = DefinitionCheck.Check(text);
            if (faults.Count > 0)
            {
                if (json)
                {
                    Speak.Json(faults);
                }
                else
                {
                    faults.ToList().ForEach(fault => Speak.Line(fault.ToString()));
                }

                return ExitCodes.Failed;
            }

            definition = DefinitionJson.Read(text);
        }

        var publish = services.GetRequiredService<PublishDemarche>();
        var revision = await publish.RecordAsync(CommuneScope.SyndicatId, definition, "beffroi demarche import", signed is null ? null : $"{signed.Issuer} ({signed.Fingerprint})", cancellationToken);
        if (!draft)
        {
            await publish.PublishAsync(CommuneScope.SyndicatId, revision.Id, cancellationToken);
        }

        if (json)
        {
            Speak.Json(new { code = definition.Code, version = definition.Version, publiee = !draft });
        }
        else
        {
            Speak.Line($"{definition.Libelle}, version {definition.Version} : {(draft ? "enregistrée, pas encore publiée" : "publiée au catalogue")}.");
            Speak.Note($"Ensuite : les communes l’adoptent, ou « beffroi demarche adopt {definition.Code} --commune INSEE ».");
        }

        return ExitCodes.Done;
    }

    private Command Export()
    {
        var code = DemarcheCommands.CodeArgument();
        var version = new Option<string?>("--version-demarche") { HelpName = "VERSION", Description = "Une version précise ; sinon la dernière." };
        var signed = new Option<bool>("--signe") { Description = "Un fichier signé, pour un autre syndicat." };
        var command = new Command("export", "Écrit la définition d’une démarche du catalogue.") { code, version, signed };
        command.SetAction((parsed, token) => RunAsync(parsed, async services =>
        {
            await services.GetRequiredService<PublishedDemarches>().RefreshAsync(token);
            if (services.GetRequiredService<DemarcheCatalogue>().Find(parsed.GetRequiredValue(code), parsed.GetValue(version)) is not { } demarche)
            {
                Speak.Note(DemarcheCommands.Unknown(parsed.GetRequiredValue(code)));
                return ExitCodes.Failed;
            }

            if (parsed.GetValue(signed))
            {
                var files = services.GetRequiredService<DemarcheFiles>();
                Console.Out.Write(files.Write(demarche));
                Speak.Note($"Dites l’empreinte à qui reçoit le fichier : {files.Fingerprint}");
            }
            else
            {
                Speak.Line(DefinitionJson.Write(demarche));
            }

            return ExitCodes.Done;
        }, token));
        return command;
    }

    private Command Adopt()
    {
        var code = DemarcheCommands.CodeArgument();
        var insee = new Option<string>("--commune") { HelpName = "INSEE", Description = "Code INSEE de la commune.", Required = true };
        var command = new Command("adopt", "Propose une démarche aux usagers d’une commune.") { code, insee };
        command.SetAction((parsed, token) => RunAsync(parsed, async services =>
        {
            var directory = services.GetRequiredService<CommuneDirectory>();
            await directory.RefreshAsync(token);
            if (directory.FindInsee(parsed.GetRequiredValue(insee)) is not { } commune)
            {
                Speak.Note($"Aucune commune ne porte le code INSEE « {parsed.GetRequiredValue(insee)} » ici. « beffroi commune list » les montre.");
                return ExitCodes.Failed;
            }

            await services.GetRequiredService<AdoptDemarche>().AdoptAsync(commune.Id, parsed.GetRequiredValue(code), token);
            if (common.Json(parsed))
            {
                Speak.Json(new { code = parsed.GetRequiredValue(code), commune = commune.Insee });
            }
            else
            {
                Speak.Line($"{commune.Nom} propose la démarche {parsed.GetRequiredValue(code)}.");
                Speak.Note($"Sa page : {directory.UrlOf(commune, "/demarches/" + parsed.GetRequiredValue(code))} (dix minutes au plus, si la page était gardée en mémoire)");
            }

            return ExitCodes.Done;
        }, token));
        return command;
    }

    private Task<int> RunAsync(ParseResult parsed, Func<IServiceProvider, Task<int>> work, CancellationToken cancellationToken) => common.RunOnPortalAsync(
        parsed,
        async services =>
        {
            try
            {
                return await work(services);
            }
            catch (DemarcheRuleException refused)
            {
                Speak.Note(refused.Message);
                return ExitCodes.Failed;
            }
        },
        cancellationToken);

    private static string Plain(string? fingerprint) => string.Concat((fingerprint ?? "").Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
}
