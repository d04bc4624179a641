using Beffroi.Appliance.Configuration;
using Beffroi.Scheduler.Data;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Bench.Grc;

/// <summary>The portal's database, as rows are poured into it: fast and not durably, its indexes made at the end.</summary>
internal abstract class BulkStore : IDisposable
{
    /// <summary>What stands before the name of a table.</summary>
    public abstract string Schema { get; }

    /// <summary>Its size in bytes.</summary>
    public abstract long Size { get; }

    /// <summary>Opens the database of an appliance.</summary>
    public static BulkStore Open(ApplianceSettings settings) => settings.Database.Kind == DatabaseKind.PostgreSql
        ? new PgBulk(settings.Database.ConnectionString!)
        : new SqliteBulk(Path.Combine(settings.Data, "portal.db"));

    /// <summary>The rows of one entity.</summary>
    public abstract BulkRows<T> Rows<T>(DbContext db)
        where T : class;

    /// <summary>Leaves the indexes aside and begins.</summary>
    public abstract void Begin();

    /// <summary>Ends a portion of the rows.</summary>
    public abstract void Next();

    /// <summary>Ends the last portion and makes the indexes.</summary>
    public abstract void End();

    /// <summary>Takes every search entry into the index of words.</summary>
    public abstract void IndexWords();

    /// <summary>Runs a statement.</summary>
    public abstract void Run(string sql);

    public abstract void Dispose();
}

/// <summary>Rows of one entity, each column as the model maps it.</summary>
internal abstract class BulkRows<T> : IDisposable
    where T : class
{
    /// <summary>Adds a row.</summary>
    public abstract void Add(T row);

    /// <summary>Adds rows.</summary>
    public void AddRange(IEnumerable<T> rows)
    {
        foreach (var row in rows)
        {
            Add(row);
        }
    }

    public abstract void Dispose();
}
