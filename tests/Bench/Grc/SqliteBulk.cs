using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Bench.Grc;

/// <summary>A SQLite file.</summary>
internal sealed class SqliteBulk : BulkStore
{
    private readonly List<string> _indexes = [];
    private readonly string _path;
    private readonly SqliteConnection _connection;

    public SqliteBulk(string path)
    {
        _path = path;
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, ForeignKeys = false }.ToString());
        _connection.Open();
    }

    public override string Schema => "";

    public override long Size => new FileInfo(_path).Length;

    public override BulkRows<T> Rows<T>(DbContext db) => new SqliteRows<T>(db, _connection);

    public override void Begin()
    {
        Run("PRAGMA synchronous = OFF");
        Run("PRAGMA cache_size = -400000");
        using (var command = _connection.CreateCommand())
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

    public override void Next()
    {
        Run("COMMIT");
        Run("BEGIN");
    }

    public override void End()
    {
        Run("COMMIT");
        _indexes.ForEach(Run);
    }

    public override void Run(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 900;
        command.ExecuteNonQuery();
    }

    public override void IndexWords()
    {
        Run("INSERT INTO search_ranks (dossier_id) SELECT dossier_id FROM search_entries ORDER BY rowid");
        Run("INSERT INTO search_index (rowid, words) SELECT r.rank, e.words FROM search_ranks r CROSS JOIN search_entries e ON e.dossier_id = r.dossier_id");
    }

    public override void Dispose() => _connection.Dispose();
}
