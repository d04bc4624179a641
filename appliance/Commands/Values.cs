using System.CommandLine;
using System.CommandLine.Completions;
using Microsoft.Data.Sqlite;

namespace Beffroi.Appliance.Commands;

/// <summary>The values that several commands take, with what the shell may propose for them.</summary>
internal static class Values
{
    public static Argument<string> Insee(string description, CommonOptions common)
    {
        var argument = new Argument<string>("INSEE") { Description = description };
        argument.CompletionSources.Add(context => Communes(context, common));
        return argument;
    }

    public static Option<string?> Commune(string description, CommonOptions common)
    {
        var option = new Option<string?>("--commune") { HelpName = "INSEE", Description = description };
        option.CompletionSources.Add(context => Communes(context, common));
        return option;
    }

    // The database alone is looked into, as it is: a key press neither starts the appliance nor makes a file.
    private static List<string> Communes(CompletionContext context, CommonOptions common)
    {
        try
        {
            var settings = common.ReadAll(context.ParseResult).Settings;
            using var database = new SqliteConnection(new SqliteConnectionStringBuilder
            {
                DataSource = Path.Combine(settings.Data, "portal.db"),
                Mode = SqliteOpenMode.ReadOnly,
                DefaultTimeout = 1,
                Pooling = false,
            }.ToString());
            database.Open();
            using var query = database.CreateCommand();
            query.CommandText = "SELECT insee FROM communes ORDER BY insee";
            using var rows = query.ExecuteReader();
            var codes = new List<string>();
            while (rows.Read())
            {
                codes.Add(rows.GetString(0));
            }

            return codes;
        }
        // No database here, or not this user's: nothing is proposed.
        catch (SqliteException)
        {
            return [];
        }
    }
}
