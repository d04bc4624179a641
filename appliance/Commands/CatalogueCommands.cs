using System.CommandLine;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Demarches.Adopt;
using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Publication;

namespace Beffroi.Appliance.Commands;

/// <summary><c>beffroi demarche list|import|export|adopt</c>: the catalogue of this appliance, beside the running one.</summary>
internal sealed class CatalogueCommands(CommonOptions common)
{
    public void AddTo(Command demarche)
    {
        demarche.Add(List());
        demarche.Add(Import());
        demarche.Add(Export());
        demarche.Add(Adopt());
    }

    private Command List()
    {
        var insee = Values.Commune("Ce que cette commune a adopté ou écrit, au lieu du catalogue.", common);
        var command = new Command("list", "Liste les démarches du catalogue, ou celles d’une commune, avec leur version et leur état.") { insee };
        command.SetAction((parsed, token) => RunAsync(parsed, async services =>
        {
            var listing = services.GetRequiredService<DemarcheListing>();
            IReadOnlyList<ListedDemarche> lines;
            if (parsed.GetValue(insee) is { } code)
            {
                if (await FindCommuneAsync(services, code, token) is not { } commune)
                {
                    return ExitCodes.Failed;
                }

                lines = await listing.OfCommuneAsync(commune.Id, token);
            }
            else
            {
                lines = await listing.OfCatalogueAsync(token);
            }

            if (common.Json(parsed))
            {
                Speak.Json(lines.Select(line => new
                {
                    code = line.Code,
                    version = line.Version,
                    libelle = line.Libelle,
                    famille = line.Famille,
                    origine = line.Origin.ToString().ToLowerInvariant(),
                    etats = line.States.Select(CodeOf),
                    nouvelle = line.Newer,
                }));
            }
            else
            {
                foreach (var line in lines)
                {
                    Speak.Line($"{line.Code,-40} {line.Version,-8} {WordsOf(line),-32} {line.Libelle}");
                }
            }

            return ExitCodes.Done;
        }, token));
        return command;
    }

    private static string WordsOf(ListedDemarche line) => string.Join(", ", line.States.Select(state => state switch
    {
        DemarcheState.Livree => "livrée",
        DemarcheState.Publiee => line.Origin is DemarcheOrigin.Commune ? "écrite ici" : "publiée",
        DemarcheState.Retiree => "retirée",
        DemarcheState.Brouillon => "brouillon",
        DemarcheState.Adoptee => "adoptée",
        DemarcheState.HorsPeriode => "hors période",
        DemarcheState.Figee => "reste sur sa version",
        _ => "proposée au syndicat",
    }).Concat(line.Newer is null ? [] : [$"{line.Newer} disponible"]));

    private static string CodeOf(DemarcheState state) => state is DemarcheState.HorsPeriode ? "hors-periode" : state.ToString().ToLowerInvariant();

    private static async Task<Commune?> FindCommuneAsync(IServiceProvider services, string insee, CancellationToken cancellationToken)
    {
        var directory = services.GetRequiredService<CommuneDirectory>();
        await directory.RefreshAsync(cancellationToken);
        if (directory.FindInsee(insee) is { } commune)
        {
            return commune;
        }

        Speak.Note($"Aucune commune ne porte le code INSEE « {insee} » ici. « beffroi commune list » les montre.");
        return null;
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
            if (await FindCommuneAsync(services, parsed.GetRequiredValue(insee), token) is not { } commune)
            {
                return ExitCodes.Failed;
            }

            var directory = services.GetRequiredService<CommuneDirectory>();
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
