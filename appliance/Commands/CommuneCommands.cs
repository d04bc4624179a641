using System.CommandLine;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Communes.Register;
using Spectre.Console;

namespace Beffroi.Appliance.Commands;

/// <summary><c>beffroi commune …</c>: add communes from the national register, list and show them.</summary>
internal sealed class CommuneCommands(CommonOptions common)
{
    public Command Build()
    {
        var command = new Command("commune", "Ajoute et montre les communes.");
        command.Add(Add());
        command.Add(Import());
        command.Add(List());
        command.Add(Show());
        command.Add(new CommuneDomainCommand(common).Build());
        return command;
    }

    private Command Add()
    {
        var insee = new Argument<string?>("INSEE") { Arity = ArgumentArity.ZeroOrOne, Description = "Code INSEE de la commune, par exemple 50502." };
        var departement = new Option<string?>("--departement") { HelpName = "CODE", Description = "Ajoute toutes les communes de ce département, par exemple 50." };
        var command = new Command("add", "Ajoute une commune, ou toutes celles d’un département.") { insee, departement };
        command.SetAction((parsed, token) => common.RunOnPortalAsync(parsed, async services =>
        {
            var register = services.GetRequiredService<CommuneRegister>();
            if (parsed.GetValue(departement) is { } code)
            {
                var communes = register.Departement(code);
                if (communes.Count == 0)
                {
                    Speak.Note($"Aucun département ne porte le code « {code} ». Exemples : 50, 2A, 974.");
                    return ExitCodes.BadUsage;
                }

                return await AddManyAsync(services, [.. communes.Select(commune => (commune, new CommuneDetails()))], [], common.Json(parsed), token);
            }

            var (found, reason) = InseeCode.Read(parsed.GetValue(insee) ?? "", register);
            if (found is null)
            {
                Speak.Note(reason ?? "Indiquez un code INSEE, ou --departement.");
                return ExitCodes.BadUsage;
            }

            return await AddOneAsync(services, found, common.Json(parsed), token);
        }, token));
        return command;
    }

    private Command Import()
    {
        var file = new Argument<FileInfo>("FICHIER") { Description = "Fichier CSV avec une colonne insee." };
        var command = new Command("import", "Ajoute les communes d’un fichier CSV ; les lignes refusées sont listées, les autres gardées.") { file };
        command.SetAction(async (parsed, token) =>
        {
            // Read as whoever types it: root gives its place up once the data is opened.
            MemoryStream content;
            try
            {
                content = new MemoryStream(await File.ReadAllBytesAsync(parsed.GetRequiredValue(file).FullName, token));
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                return Unreadable($"Le fichier {parsed.GetRequiredValue(file).Name} ne peut pas être lu : {error.Message}");
            }

            await using var opened = content;
            return await common.RunOnPortalAsync(parsed, services => ImportAsync(services, content, common.Json(parsed), token), token);
        });
        return command;
    }

    private static async Task<int> ImportAsync(IServiceProvider services, Stream content, bool json, CancellationToken cancellationToken)
    {
        CommuneImport import;
        try
        {
            import = new CommuneCsv(services.GetRequiredService<CommuneRegister>()).Read(content);
        }
        catch (UnreadableFileException error)
        {
            return Unreadable(error.Message);
        }

        return await AddManyAsync(
            services,
            [.. import.Rows.Select(row => (row.Commune, new CommuneDetails(row.Courriel, row.Telephone, row.Adresse, row.Domaine, row.Couleur)))],
            import.Rejected,
            json,
            cancellationToken);
    }

    private static int Unreadable(string words)
    {
        Speak.Note(words);
        return ExitCodes.BadUsage;
    }

    private Command List()
    {
        var command = new Command("list", "Liste les communes.");
        command.SetAction((parsed, token) => common.RunOnPortalAsync(parsed, services =>
        {
            var directory = services.GetRequiredService<CommuneDirectory>();
            if (common.Json(parsed))
            {
                Speak.Json(directory.All.Select(commune => Row(commune, directory)));
            }
            else
            {
                foreach (var commune in directory.All)
                {
                    Speak.Line($"{commune.Insee}  {commune.Nom,-40}  {directory.UrlOf(commune, "/")}");
                }

                Speak.Note($"{directory.All.Count} commune(s).");
            }

            return Task.FromResult(ExitCodes.Done);
        }, token));
        return command;
    }

    private Command Show()
    {
        var insee = Values.Insee("Code INSEE de la commune, par exemple 50502.", common);
        var command = new Command("show", "Montre une commune.") { insee };
        command.SetAction((parsed, token) => common.RunOnPortalAsync(parsed, services =>
        {
            var directory = services.GetRequiredService<CommuneDirectory>();
            if (directory.FindInsee(parsed.GetRequiredValue(insee)) is not { } commune)
            {
                Speak.Note($"La commune {parsed.GetRequiredValue(insee)} n’est pas sur cette appliance. « beffroi commune list » les montre.");
                return Task.FromResult(ExitCodes.Failed);
            }

            if (common.Json(parsed))
            {
                Speak.Json(Row(commune, directory));
            }
            else
            {
                Speak.Line($"{commune.Nom} ({commune.Insee}), {commune.DepartementNom}, {commune.Population} habitants");
                Speak.Line($"  site    {directory.UrlOf(commune, "/")}");
                Speak.Line($"  SIREN   {commune.Siren ?? "inconnu"}");
                Speak.Line($"  EPCI    {commune.EpciNom ?? "aucun"}");
                Speak.Line($"  postes  {commune.CodesPostaux}");
            }

            return Task.FromResult(ExitCodes.Done);
        }, token));
        return command;
    }

    private static async Task<int> AddOneAsync(IServiceProvider services, RegisterCommune source, bool json, CancellationToken cancellationToken)
    {
        var directory = services.GetRequiredService<CommuneDirectory>();
        var added = await services.GetRequiredService<AddCommune>().RunAsync(source, new CommuneDetails(), cancellationToken);
        await directory.RefreshAsync(cancellationToken);
        if (json)
        {
            Speak.Json(Row(added.Commune, directory));
        }
        else
        {
            Speak.Line(added.AlreadyThere
                ? $"{added.Commune.Nom} est déjà là : {directory.UrlOf(added.Commune, "/")}"
                : $"{added.Commune.Nom} est prête : {directory.UrlOf(added.Commune, "/")}");
            Speak.Note("À faire ensuite : confirmer les horaires et les coordonnées, et inviter un administrateur avec « beffroi agent invite ».");
        }

        return added.AlreadyThere ? ExitCodes.RefusedByRule : ExitCodes.Done;
    }

    private static async Task<int> AddManyAsync(
        IServiceProvider services,
        IReadOnlyList<(RegisterCommune Source, CommuneDetails Details)> sources,
        IReadOnlyList<RejectedLine> rejected,
        bool json,
        CancellationToken cancellationToken)
    {
        var add = services.GetRequiredService<AddCommune>();
        var results = new List<AddedCommune>(sources.Count);
        await Speak.Aside()
            .Progress()
            .AutoClear(true)
            .StartAsync(async progress =>
            {
                var task = progress.AddTask("Communes", maxValue: Math.Max(1, sources.Count));
                foreach (var (source, details) in sources)
                {
                    results.Add(await add.RunAsync(source, details, cancellationToken));
                    task.Increment(1);
                }
            });

        var directory = services.GetRequiredService<CommuneDirectory>();
        await directory.RefreshAsync(cancellationToken);
        var there = results.Count(result => result.AlreadyThere);
        if (json)
        {
            Speak.Json(new
            {
                ajoutees = results.Where(result => !result.AlreadyThere).Select(result => Row(result.Commune, directory)),
                dejaPresentes = there,
                refusees = rejected.Select(line => new { ligne = line.Line, raison = line.Reason }),
            });
        }
        else
        {
            Speak.Line($"{results.Count - there} commune(s) ajoutée(s), {there} déjà présente(s), {rejected.Count} ligne(s) refusée(s).");
            foreach (var line in rejected)
            {
                Speak.Note($"ligne {line.Line} : {line.Reason}");
            }
        }

        return rejected.Count > 0 ? ExitCodes.PartlyDone : ExitCodes.Done;
    }

    private static object Row(Commune commune, CommuneDirectory directory) => new
    {
        insee = commune.Insee,
        nom = commune.Nom,
        slug = commune.Slug,
        host = directory.HostOf(commune),
        departement = commune.DepartementCode,
        population = commune.Population,
        siren = commune.Siren,
        epci = commune.EpciNom,
    };
}
