using System.CommandLine;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Delais;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Scheduler.Jobs;

namespace Beffroi.Appliance.Commands;

/// <summary><c>beffroi jobs …</c>, <c>log verify</c> and <c>delais</c>.</summary>
internal sealed class OperationCommands(CommonOptions common)
{
    public IEnumerable<Command> Build() => [Jobs(), Log(), Delais()];

    private Command Jobs()
    {
        var list = new Command("list", "Liste les travaux avec leur dernière exécution.");
        list.SetAction((parsed, token) => common.RunAsync(parsed, async services =>
        {
            var lines = await services.GetRequiredService<JobBoard>().ListAsync(token);
            if (common.Json(parsed))
            {
                Speak.Json(lines.Select(line => new
                {
                    name = line.Job.Name,
                    label = line.Job.Label,
                    schedule = line.Job.Schedule.Text,
                    parked = line.State?.ParkedAt,
                    lastRun = line.State?.LastRunAt,
                    outcome = line.LastRun?.Outcome.ToString(),
                    rows = line.LastRun?.Rows,
                    error = line.LastRun?.Error,
                    nextRun = line.NextRunAt,
                }));
            }
            else
            {
                foreach (var line in lines)
                {
                    Speak.Line($"{line.Job.Name,-24} {line.Job.Schedule.Text,-44} {line.LastRun?.Outcome.ToString() ?? "jamais exécuté",-12} {(line.State?.ParkedAt is null ? "" : "en attente de l’opérateur")}");
                }
            }

            return ExitCodes.Done;
        }, token));

        var name = new Argument<string>("NOM") { Description = "Nom du travail ; « beffroi jobs list » les montre." };
        name.CompletionSources.Add(_ => JobNames.All);
        var run = new Command("run", "Exécute un travail maintenant et attend sa fin.") { name };
        run.SetAction((parsed, token) => common.RunAsync(parsed, async services =>
        {
            if (services.GetRequiredService<JobCatalogue>().Find(parsed.GetRequiredValue(name)) is not { } job)
            {
                Speak.Note($"Aucun travail ne s’appelle « {parsed.GetRequiredValue(name)} ». « beffroi jobs list » les montre.");
                return ExitCodes.BadUsage;
            }

            if (await services.GetRequiredService<JobRunner>().RunAsync(job, attempt: 1, byOperator: true, token) is not { } done)
            {
                Speak.Note($"Le travail « {job.Name} » est déjà en cours dans un autre processus, qui fera ce qui attend.");
                return ExitCodes.Failed;
            }

            if (common.Json(parsed))
            {
                Speak.Json(new { name = job.Name, outcome = done.Outcome.ToString(), rows = done.Rows, error = done.Error });
            }
            else
            {
                Speak.Line($"{job.Label} : {done.Outcome}, {done.Rows} ligne(s). {done.Error}");
            }

            return done.Outcome == Beffroi.Scheduler.History.JobOutcome.Reussi ? ExitCodes.Done : ExitCodes.Failed;
        }, token));
        return new Command("jobs", "Montre et exécute les travaux.") { list, run };
    }

    private Command Log()
    {
        var insee = Values.Commune("Une seule commune, par son code INSEE.", common);
        var verify = new Command("verify", "Vérifie la chaîne du journal des dossiers.") { insee };
        verify.SetAction((parsed, token) => common.RunAsync(parsed, async services =>
        {
            var directory = services.GetRequiredService<CommuneDirectory>();
            var communes = directory.All.Where(commune => parsed.GetValue(insee) is not { } code || commune.Insee == code).ToList();
            if (communes.Count == 0 && parsed.GetValue(insee) is { } unknown)
            {
                Speak.Note($"La commune {unknown} n’est pas sur cette appliance. « beffroi commune list » les montre.");
                return ExitCodes.Failed;
            }

            var results = new List<LogVerification>();
            foreach (var commune in communes)
            {
                results.Add(await services.GetRequiredService<VerifyLog>().RunAsync(commune, token));
            }

            Report(results, common.Json(parsed));
            return results.TrueForAll(result => result.Holds) ? ExitCodes.Done : ExitCodes.Failed;
        }, token));
        return new Command("log", "Le journal des dossiers.") { verify };
    }

    private static void Report(List<LogVerification> results, bool json)
    {
        if (json)
        {
            Speak.Json(results.Select(result => new { insee = result.Insee, lines = result.Lines, holds = result.Holds, brokenAt = result.BrokenAt, reason = result.Reason }));
            return;
        }

        foreach (var broken in results.Where(result => !result.Holds))
        {
            Speak.Line($"{broken.Insee} : la chaîne est rompue à la ligne {broken.BrokenAt} ({broken.Reason}).");
        }

        Speak.Line($"{results.Sum(result => result.Lines)} ligne(s) dans {results.Count} commune(s), {results.Count(result => !result.Holds)} chaîne(s) rompue(s).");
    }

    private Command Delais()
    {
        var file = new Argument<FileInfo>("FICHIER") { Description = "CSV avec les colonnes id, regle, entree_json." };
        var command = new Command("delais", "Calcule des dates légales, pour le juriste qui vérifie les règles.") { file };
        command.SetAction(parsed =>
        {
            try
            {
                using var reader = parsed.GetRequiredValue(file).OpenText();
                if (common.Json(parsed))
                {
                    return DelaisJson(reader);
                }

                var counts = DelaiCsv.Run(reader, Console.Out, Console.Error);
                return counts.Rejected > 0 ? ExitCodes.PartlyDone : ExitCodes.Done;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or DelaiCsvException)
            {
                Speak.Note(error.Message);
                return ExitCodes.BadUsage;
            }
        });
        return command;
    }

    private static int DelaisJson(TextReader reader)
    {
        var lines = DelaiCsv.Read(reader).ToList();
        var rejected = lines.Where(line => line.Result is DelaiRefused).ToList();
        Speak.Json(new
        {
            dates = lines.Where(line => line.Result is DelaiComputed)
                .Select(line => new { id = line.Id, date = ((DelaiComputed)line.Result).Date, remarque = ((DelaiComputed)line.Result).Remark }),
            rejetees = rejected.Select(line => new { ligne = line.Number, id = line.Id, raison = ((DelaiRefused)line.Result).Message }),
        });
        return rejected.Count > 0 ? ExitCodes.PartlyDone : ExitCodes.Done;
    }
}
