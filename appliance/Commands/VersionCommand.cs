using System.CommandLine;
using System.Reflection;
using Beffroi.Appliance.Databases;

namespace Beffroi.Appliance.Commands;

/// <summary><c>beffroi version</c>: the program, and the schemas that it knows and that the databases have.</summary>
internal sealed class VersionCommand(CommonOptions common)
{
    public Command Build()
    {
        var command = new Command("version", "Version, commit, base de données et ses schémas.");
        command.SetAction(async (parsed, token) =>
        {
            var settings = common.Read(parsed);
            var informational = typeof(VersionCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
            var (version, commit) = informational.Split('+') is [var number, var hash] ? (number, hash) : (informational, "inconnu");
            var schemas = await SchemaVersions.ReadAsync(settings, token);
            if (common.Json(parsed))
            {
                Speak.Json(new
                {
                    version,
                    commit,
                    database = settings.Database.Kind.ToString(),
                    schemas = schemas.Select(schema => new { module = schema.Module, program = schema.Program, database = schema.Database }),
                });
                return ExitCodes.Done;
            }

            Speak.Line($"beffroi {version} ({commit}), base {settings.Database.Kind}");
            foreach (var schema in schemas)
            {
                Speak.Line($"  {schema.Module,-10} programme {schema.Program}, base {schema.Database ?? "absente ou fermée à cet utilisateur"}");
            }

            return ExitCodes.Done;
        });
        return command;
    }
}
