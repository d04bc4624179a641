using Microsoft.Data.Sqlite;

namespace Beffroi.Appliance.Databases;

/// <summary>A SQLite file looked at without the program's models: it may be a copy, or of another version.</summary>
internal static class SqliteFile
{
    /// <summary>Opens it as it is; no pool keeps it open afterwards.</summary>
    public static SqliteConnection Open(string path, SqliteOpenMode mode = SqliteOpenMode.ReadWrite)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 30 }.ConnectionString);
        connection.Open();
        return connection;
    }

    /// <summary>Reads its first page.</summary>
    /// <exception cref="SqliteException">It cannot be read.</exception>
    public static void Touch(string path)
    {
        using var connection = Open(path);
        using var read = connection.CreateCommand();
        read.CommandText = "SELECT count(*) FROM sqlite_master";
        read.ExecuteScalar();
    }

    /// <summary>Copies it with SQLite's own backup: a reader to others, page by page, so that unchanged pages stay where they were.</summary>
    /// <param name="from">The database.</param>
    /// <param name="to">The copy.</param>
    /// <param name="passing">Whether the copy is only read and deleted again: it need not survive a power cut, and does not wait for the disk.</param>
    public static void Copy(string from, string to, bool passing = false)
    {
        using var source = Open(from);
        using var copy = Open(to, SqliteOpenMode.ReadWriteCreate);
        if (passing)
        {
            using var unflushed = copy.CreateCommand();
            unflushed.CommandText = "PRAGMA synchronous=OFF";
            unflushed.ExecuteNonQuery();
        }

        source.BackupDatabase(copy);
        // One file, without a journal beside it.
        using var journal = copy.CreateCommand();
        journal.CommandText = "PRAGMA journal_mode=DELETE";
        journal.ExecuteNonQuery();
    }

    /// <summary>What is wrong with its pages, in SQLite's words; null when they are sound.</summary>
    public static string? Fault(string path)
    {
        try
        {
            using var connection = Open(path);
            using var check = connection.CreateCommand();
            check.CommandText = "PRAGMA quick_check(1)";
            return check.ExecuteScalar() as string is not "ok" and var fault ? fault ?? "?" : null;
        }
        catch (SqliteException error) when (IsDamage(error))
        {
            return error.Message;
        }
    }

    /// <summary>Whether SQLite found a damaged page.</summary>
    public static bool IsDamage(SqliteException error) => error.SqliteErrorCode is SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB;

    /// <summary>Rows by table, as <c>module.table</c>.</summary>
    public static Dictionary<string, long> CountRows(string path, string module)
    {
        using var connection = Open(path);
        using var list = connection.CreateCommand();
        list.CommandText = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
        var tables = new List<string>();
        using (var reader = list.ExecuteReader())
        {
            while (reader.Read())
            {
                tables.Add(reader.GetString(0));
            }
        }

        var rows = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in tables)
        {
            using var count = connection.CreateCommand();
#pragma warning disable CA2100 // The name comes from the database's own list of tables, quoted.
            count.CommandText = $"SELECT count(*) FROM \"{table.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
#pragma warning restore CA2100
            rows[$"{module}.{table}"] = (long)count.ExecuteScalar()!;
        }

        return rows;
    }
}
