using System.CommandLine;
using System.Reflection;
using Beffroi.Appliance.Configuration;
using Beffroi.Appliance.Doctor;
using Beffroi.Appliance.Hosting;
using Beffroi.Portal.Communes;
using Beffroi.Scheduler.Data;
using Serilog;

namespace Beffroi.Appliance.Commands;

/// <summary><c>beffroi doctor</c>: looks at all that the appliance stands on and says what to mend. It migrates nothing.</summary>
internal sealed class DoctorCommand(CommonOptions common)
{
    public Command Build()
    {
        var complete = new Option<bool>("--complet") { Description = "Vérifie toutes les pages de la base, tout le journal et tous les certificats, le temps qu’il faut." };
        var command = new Command("doctor", "Examine l’appliance et dit ce qui ne va pas, avec la commande qui le répare.") { complete };
        command.SetAction(async (parsed, token) =>
        {
            var informational = typeof(DoctorCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
            var list = new CheckList(
                common.Read(parsed), common.PathOf(parsed), new Machine(), new Names(), informational.Split('+')[0], parsed.GetValue(complete));
            var findings = await ExamineAsync(list, common.IsDevelopment, token);
            Tell(findings, common.Json(parsed));
            return CodeOf(findings);
        });
        return command;
    }

    /// <summary>0 all is well, 1 a fault, 3 warnings only.</summary>
    internal static int CodeOf(IReadOnlyList<Finding> findings) => findings.Max(finding => finding.Severity) switch
    {
        Severity.Fault => ExitCodes.Failed,
        Severity.Warning => ExitCodes.PartlyDone,
        _ => ExitCodes.Done,
    };

    private static async Task<IReadOnlyList<Finding>> ExamineAsync(CheckList list, bool development, CancellationToken cancellationToken)
    {
        var before = new List<Finding>();
        await using var app = await OpenAsync(list.Settings, development, before, cancellationToken);
        var checks = list.Make(app?.Services, TimeProvider.System);
        var done = 0;
        var findings = await new Examination(checks).RunAsync(name => Speak.Note($"[{++done}/{checks.Count}] {name}…"), cancellationToken);
        return [.. before, .. findings];
    }

    private static async Task<WebApplication?> OpenAsync(ApplianceSettings settings, bool development, List<Finding> findings, CancellationToken cancellationToken)
    {
        // Nothing is made here: a directory or a file made by whoever asks the doctor would not be the service's.
        string[] needed = settings.Database.Kind == DatabaseKind.Sqlite ? ["portal.db", "identity.db", "scheduler.db"] : [];
        var missing = needed.Where(name => !File.Exists(Path.Combine(settings.Data, name))).ToList();
        if (!Directory.Exists(settings.Data) || (missing.Count > 0 && missing.Count == needed.Length))
        {
            findings.Add(new(Severity.Fault, "donnees", $"Il n’y a pas encore de données dans {settings.Data} : base, journal, travaux et sauvegardes ne sont pas examinés.", "beffroi setup"));
            return null;
        }

        if (missing.Count > 0)
        {
            findings.Add(new(
                Severity.Fault,
                "donnees",
                $"Il manque {string.Join(", ", missing)} dans {settings.Data} : le premier démarrage les crée ; si l’appliance a déjà tourné, restaurez une sauvegarde. Base, journal, travaux et sauvegardes ne sont pas examinés.",
                "systemctl start beffroi"));
            return null;
        }

        WebApplication? app = null;
        try
        {
            // The doctor writes no log: started by root, it would leave a file that the service cannot write.
            app = ApplianceBuilder.Build(settings, development, runsJobs: false, builder => builder.Host.UseSerilog((_, _) => { }), serves: false);
            await app.Services.GetRequiredService<CommuneDirectory>().RefreshAsync(cancellationToken);
        }
        // The check of the database says the same at length, as far as the services could be made.
        catch (Exception error) when (error is not OutOfMemoryException && !cancellationToken.IsCancellationRequested)
        {
            findings.Add(new(Severity.Fault, "donnees", StorageFault.Words(error, settings.Data) ?? $"Les données de {settings.Data} ne s’ouvrent pas ({error.GetType().Name} : {error.Message.Split('\n')[0]})."));
        }

        return app;
    }

    private static void Tell(IReadOnlyList<Finding> findings, bool json)
    {
        if (json)
        {
            Speak.Json(new
            {
                code = CodeOf(findings),
                findings = findings.Select(finding => new { severity = finding.Severity.ToString().ToLowerInvariant(), check = finding.Check, sentence = finding.Sentence, command = finding.Command }),
            });
            return;
        }

        foreach (var finding in findings)
        {
            var word = finding.Severity switch
            {
                Severity.Fault => Ink.Red("DÉFAUT "),
                Severity.Warning => Ink.Yellow("À VOIR "),
                _ => Ink.Green("bon    "),
            };
            Speak.Line($"{word} {finding.Check,-18} {finding.Sentence}");
            if (finding.Command is { } command && finding.Severity != Severity.Ok)
            {
                Speak.Line($"{"",26} → {command}");
            }
        }

        Speak.Line($"{findings.Count(finding => finding.Severity == Severity.Fault)} défaut(s), {findings.Count(finding => finding.Severity == Severity.Warning)} point(s) à voir, {findings.Count(finding => finding.Severity == Severity.Ok)} bon(s).");
    }
}
