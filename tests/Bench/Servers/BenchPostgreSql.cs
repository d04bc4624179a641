using System.Security.Cryptography;
using System.Text;
using Beffroi.Appliance.Configuration;
using Beffroi.Scheduler.Data;
using Npgsql;

namespace Beffroi.Bench.Servers;

/// <summary>A PostgreSQL server for one measure, which the appliances of this process and of its children use while it runs; what it keeps does not outlive it.</summary>
internal sealed class BenchPostgreSql : IAsyncDisposable
{
    private const string Variable = "BEFFROI_BENCH_POSTGRESQL";

    private readonly string _folder;

    private BenchPostgreSql(string folder) => _folder = folder;

    private static string Tool => Path.Combine(Places.Root, "tools", "dev", "postgresql.sh");

    /// <summary>Starts it.</summary>
    public static async Task<BenchPostgreSql> StartAsync()
    {
        // Sockets have short paths.
        var folder = Directory.CreateTempSubdirectory("beffroi-bench-pg-").FullName;
        var port = Places.FreePort();
        await ServerProcess.RunAsync(Tool, ["start", folder, port.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        Environment.SetEnvironmentVariable(Variable, $"Host=127.0.0.1;Port={port};Username=beffroi;Database=postgres");
        return new BenchPostgreSql(folder);
    }

    /// <summary>The database of a data directory: SQLite files, or one of the server that runs.</summary>
    public static DatabaseSection DatabaseOf(string data)
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } server)
        {
            return new DatabaseSection();
        }

        var name = "b" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(data)))[..20];
        using var connection = new NpgsqlConnection(server);
        connection.Open();
        using var exists = new NpgsqlCommand($"SELECT 1 FROM pg_database WHERE datname = '{name}'", connection);
        if (exists.ExecuteScalar() is null)
        {
            using var create = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
            create.ExecuteNonQuery();
        }

        return new DatabaseSection { Kind = DatabaseKind.PostgreSql, ConnectionString = new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString };
    }

    public async ValueTask DisposeAsync()
    {
        Environment.SetEnvironmentVariable(Variable, null);
        NpgsqlConnection.ClearAllPools();
        await ServerProcess.RunAsync(Tool, ["stop", _folder]);
        Directory.Delete(_folder, recursive: true);
    }
}
