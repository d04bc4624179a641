using Beffroi.Appliance.Configuration;
using Beffroi.Appliance.Databases;
using Beffroi.Scheduler.Data;
using Microsoft.Data.Sqlite;

namespace Beffroi.Appliance.Doctor.Checks;

/// <summary>Whether the database opens, is sound page by page, and has the schema of this program. Nothing is migrated.</summary>
internal sealed class DatabaseCheck(ApplianceSettings settings, bool complete) : ICheck
{
    public string Name => "base";

    public TimeSpan Limit => complete ? TimeSpan.FromHours(1) : TimeSpan.FromSeconds(5);

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        if (settings.Database.Kind == DatabaseKind.Sqlite)
        {
            foreach (var module in ModuleDatabases.Modules)
            {
                findings.AddRange(await SoundnessAsync(Path.Combine(settings.Data, module + ".db"), cancellationToken));
            }
        }

        if (findings.Count == 0)
        {
            foreach (var module in ModuleDatabases.Modules)
            {
                findings.AddRange(await SchemaAsync(module, cancellationToken));
            }
        }

        return findings.Count > 0
            ? findings
            : [new(Severity.Ok, Name, $"La base {settings.Database.Kind} s’ouvre{(settings.Database.Kind == DatabaseKind.Sqlite ? $" et ses pages sont saines ({(complete ? "vérification complète" : "vérification rapide")})" : "")} ; son schéma est celui du programme.")];
    }

    private async Task<IReadOnlyList<Finding>> SoundnessAsync(string path, CancellationToken cancellationToken)
    {
        const string Mend = "systemctl stop beffroi, puis beffroi restore";
        try
        {
            await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false, DefaultTimeout = 3 }.ConnectionString);
            await connection.OpenAsync(cancellationToken);
            await using var command = connection.CreateCommand();
            // The long one interrupts itself when it is given up; 0 is no limit.
            command.CommandTimeout = complete ? 0 : 4;
            command.CommandText = complete ? "PRAGMA integrity_check(1)" : "PRAGMA quick_check(1)";
            var answer = (string?)await command.ExecuteScalarAsync(cancellationToken);
            return answer == "ok" ? [] : [new(Severity.Fault, Name, $"{path} est abîmé : {answer}.", Mend)];
        }
        catch (SqliteException error)
        {
            return SqliteFile.IsDamage(error)
                ? [new(Severity.Fault, Name, $"{path} est abîmé ({error.Message}).", Mend)]
                : [new(Severity.Fault, Name, $"{path} ne s’ouvre pas ({error.Message}) : ce sont ses droits, sa place ou son disque, pas son contenu.", $"ls -l {path} ; findmnt -T {path} ; df -h {path}")];
        }
    }

    private async Task<IReadOnlyList<Finding>> SchemaAsync(string module, CancellationToken cancellationToken)
    {
        try
        {
            var known = ModuleDatabases.Known(module, settings.Database.Kind);
            var applied = await ModuleDatabases.AppliedAsync(module, settings.DatabaseOf(module), cancellationToken);
            if (applied.Except(known).FirstOrDefault() is { } newer)
            {
                return [new(Severity.Fault, Name, $"Le schéma {module} vient d’une version plus récente ({newer}) : ce programme ne doit pas y écrire.", "apt install beffroi")];
            }

            return known.Count > applied.Count
                ? [new(Severity.Warning, Name, $"Le schéma {module} attend {known.Count - applied.Count} mise(s) à jour, faite(s) au prochain démarrage.", "systemctl restart beffroi")]
                : [];
        }
        catch (System.Data.Common.DbException error)
        {
            return [new(Severity.Fault, Name, $"La base {module} ne répond pas ({error.GetType().Name} : {error.Message.Split('\n')[0]}).", "systemctl status postgresql")];
        }
    }
}
