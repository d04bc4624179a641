using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Beffroi.Bench.Grc;

/// <summary>A PostgreSQL database: each entity is copied on a connection of its own.</summary>
internal sealed class PgBulk : BulkStore
{
    private readonly string _address;
    private readonly NpgsqlConnection _connection;
    private readonly List<IPgCopy> _copies = [];
    private readonly List<string> _indexes = [];

    // As the server's own superuser, whom the walls between communes do not bind: nothing can be copied through them.
    public PgBulk(string address)
    {
        _address = new NpgsqlConnectionStringBuilder(address) { Username = "postgres", CommandTimeout = 1800 }.ConnectionString;
        _connection = Connect();
    }

    public override string Schema => "portal.";

    public override long Size => (long)Ask("SELECT pg_database_size(current_database())")!;

    public override BulkRows<T> Rows<T>(DbContext db)
    {
        var rows = new PgRows<T>(db, Connect());
        _copies.Add(rows);
        return rows;
    }

    public override void Begin()
    {
        var names = new List<string>();
        using (var command = new NpgsqlCommand("SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'portal' AND indexname LIKE 'ix_%'", _connection))
        using (var reader = command.ExecuteReader())
        {
            while (reader.Read())
            {
                names.Add(reader.GetString(0));
                _indexes.Add(reader.GetString(1));
            }
        }

        names.ForEach(name => Run($"DROP INDEX portal.\"{name}\""));
    }

    public override void Next()
    {
    }

    public override void End()
    {
        _copies.ForEach(copy => copy.Complete());
        _indexes.ForEach(Run);
        Run("ANALYZE");
    }

    public override void IndexWords()
    {
        Run("INSERT INTO portal.search_index (dossier_id, words) SELECT dossier_id, array_to_tsvector(string_to_array(words, ' ')) FROM portal.search_entries WHERE words <> ''");
        Run("VACUUM ANALYZE");
    }

    public override void Run(string sql)
    {
        using var command = new NpgsqlCommand(sql, _connection);
        command.ExecuteNonQuery();
    }

    public override void Dispose() => _connection.Dispose();

    private object? Ask(string sql)
    {
        using var command = new NpgsqlCommand(sql, _connection);
        return command.ExecuteScalar();
    }

    private NpgsqlConnection Connect()
    {
        var connection = new NpgsqlConnection(_address);
        connection.Open();
        // Rows come in any order: what they refer to is there at the end.
        using var command = new NpgsqlCommand("SET session_replication_role = replica", connection);
        command.ExecuteNonQuery();
        return connection;
    }
}
