using Microsoft.Data.Sqlite;

namespace Beffroi.Bench.Grc;

/// <summary>A SQLite file that rows are poured into, fast and not durably, its indexes made at the end.</summary>
internal sealed class BulkFile : IDisposable
{
    private readonly List<string> _indexes = [];

    public BulkFile(string path)
    {
        Connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, ForeignKeys = false }.ToString());
        Connection.Open();
    }

    /// <summary>The connection.</summary>
    public SqliteConnection Connection { get; }

    /// <summary>Leaves the indexes aside and opens a transaction.</summary>
    public void Begin()
    {
        Run("PRAGMA synchronous = OFF");
        Run("PRAGMA cache_size = -400000");
        using (var command = Connection.CreateCommand())
        {
            command.CommandText = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL";
            using var reader = command.ExecuteReader();
            var names = new List<string>();
            while (reader.Read())
            {
                names.Add(reader.GetString(0));
                _indexes.Add(reader.GetString(1));
            }

            reader.Close();
            names.ForEach(name => Run($"DROP INDEX \"{name}\""));
        }

        Run("BEGIN");
    }

    /// <summary>Ends a transaction and opens the next.</summary>
    public void Next()
    {
        Run("COMMIT");
        Run("BEGIN");
    }

    /// <summary>Ends the last transaction and makes the indexes.</summary>
    public void End()
    {
        Run("COMMIT");
        _indexes.ForEach(Run);
    }

    /// <summary>Runs a statement.</summary>
    public void Run(string sql)
    {
        using var command = Connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 900;
        command.ExecuteNonQuery();
    }

    public void Dispose() => Connection.Dispose();
}
