using System.CommandLine;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Communes.Register;
using Beffroi.Portal.Features.Adresses.Import;
using Spectre.Console;

namespace Beffroi.Appliance.Commands;

/// <summary><c>beffroi adresses import</c>: the addresses that the forms of a commune propose, from its own address file.</summary>
internal sealed class AddressCommands(CommonOptions common)
{
    private const int Listed = 20;

    public Command Build() => new("adresses", "Tient les adresses que proposent les formulaires d’une commune.") { Import() };

    private Command Import()
    {
        var insee = Values.Insee("Code INSEE de la commune, par exemple 50502.", common);
        var file = new Argument<FileInfo>("FICHIER") { Description = "Fichier d’adresses de la commune : Base Adresse Locale, formats 1.3 à 1.5." };
        var command = new Command("import", "Remplace les adresses d’une commune par celles de son fichier ; les lignes refusées sont listées, les autres gardées.") { insee, file };
        command.SetAction(async (parsed, token) =>
        {
            // Read as whoever types it: root gives its place up once the data is opened.
            MemoryStream content;
            try
            {
                if (parsed.GetRequiredValue(file).Length > 100 * 1024 * 1024)
                {
                    return Refused($"Le fichier {parsed.GetRequiredValue(file).Name} dépasse 60\u00A0Mo, plus que les adresses d’une commune. Donnez le fichier de cette seule commune.");
                }

                content = new MemoryStream(await File.ReadAllBytesAsync(parsed.GetRequiredValue(file).FullName, token));
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                return Refused($"Le fichier {parsed.GetRequiredValue(file).Name} ne peut pas être lu : {error.Message}");
            }

            await using var opened = content;
            return await common.RunOnPortalAsync(parsed, services => ImportAsync(services, parsed.GetRequiredValue(insee), content, common.Json(parsed), token), token);
        });
        return command;
    }

    private static async Task<int> ImportAsync(IServiceProvider services, string insee, Stream content, bool json, CancellationToken cancellationToken)
    {
        if (services.GetRequiredService<CommuneDirectory>().FindInsee(insee) is not { } commune)
        {
            Speak.Note($"La commune {insee} n’est pas sur cette appliance. « beffroi commune list » les montre.");
            return ExitCodes.Failed;
        }

        BalContent bal;
        try
        {
            bal = BalFile.Read(content, commune);
        }
        catch (UnreadableFileException error)
        {
            return Refused(error.Message);
        }

        if (bal.Addresses.Count == 0)
        {
            Say(bal, commune, json);
            Speak.Note("Aucune adresse n’a pu être prise : celles d’avant restent.");
            return ExitCodes.Failed;
        }

        await Speak.Aside().Progress().AutoClear(true).StartAsync(async progress =>
        {
            var task = progress.AddTask("Adresses", maxValue: bal.Addresses.Count);
            await services.GetRequiredService<ImportAddresses>().RunAsync(commune, bal.Addresses, written => task.Value = written, cancellationToken);
        });
        Say(bal, commune, json);
        return bal.Rejected.Count > 0 ? ExitCodes.PartlyDone : ExitCodes.Done;
    }

    private static void Say(BalContent bal, Commune commune, bool json)
    {
        if (json)
        {
            Speak.Json(new
            {
                insee = commune.Insee,
                adresses = bal.Addresses.Count,
                voies = bal.Streets,
                reunies = bal.Merged,
                sansPosition = bal.WithoutPosition,
                refusees = bal.Rejected.Select(line => new { ligne = line.Line, raison = line.Reason }),
            });
            return;
        }

        Speak.Line($"{commune.Nom} : {bal.Addresses.Count} adresse(s) dans {bal.Streets} voie(s) ou lieu(x)-dit(s), {bal.Rejected.Count} ligne(s) refusée(s).");
        if (bal.Merged + bal.WithoutPosition > 0)
        {
            Speak.Line($"{bal.Merged} autre(s) position(s) d’une même adresse réunie(s) ; {bal.WithoutPosition} adresse(s) sans position utilisable.");
        }

        foreach (var line in bal.Rejected.Take(Listed))
        {
            Speak.Note($"ligne {line.Line} : {line.Reason}");
        }

        if (bal.Rejected.Count > Listed)
        {
            Speak.Note($"… et {bal.Rejected.Count - Listed} autre(s) ligne(s) refusée(s). « --json » les donne toutes.");
        }
    }

    private static int Refused(string words)
    {
        Speak.Note(words);
        return ExitCodes.BadUsage;
    }
}
