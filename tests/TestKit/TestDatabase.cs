using Beffroi.Appliance.Configuration;
using Beffroi.Scheduler.Data;
using Npgsql;

namespace Beffroi.TestKit;

/// <summary>The database of a test: SQLite files, or a new PostgreSQL database where the variable names a server.</summary>
public static class TestDatabase
{
    /// <summary>The variable that names a PostgreSQL server on which the tests may make databases.</summary>
    public const string ServerVariable = "BEFFROI_TEST_POSTGRESQL";

    /// <summary>Whether the tests run on PostgreSQL.</summary>
    public static bool IsPostgreSql => Server is not null;

    private static string? Server => Environment.GetEnvironmentVariable(ServerVariable) is { Length: > 0 } value ? value : null;

    internal static async Task<DatabaseSection> CreateAsync(string folder)
    {
        if (Server is null)
        {
            return new DatabaseSection();
        }

        // The name follows the folder, so that an appliance that takes a folder over finds its rows again.
        var name = "t" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(folder)))[..20];
        await using (var connection = new NpgsqlConnection(Server))
        {
            await connection.OpenAsync();
            await using var exists = new NpgsqlCommand("SELECT 1 FROM pg_database WHERE datname = @name", connection);
            exists.Parameters.AddWithValue("name", name);
            if (await exists.ExecuteScalarAsync() is null)
            {
                await using var create = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
                await create.ExecuteNonQueryAsync();
            }
        }

        return new DatabaseSection
        {
            Kind = DatabaseKind.PostgreSql,
            ConnectionString = new NpgsqlConnectionStringBuilder(Server) { Database = name, MaxPoolSize = 20 }.ConnectionString,
        };
    }
}
