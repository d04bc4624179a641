using System.Reflection;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Courriels;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Portal.Features.Dossiers.Recherche;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Beffroi.Appliance.Backups.Communes;

/// <summary>
/// Replaces all rows of a commune by those of another database. The kinds of rows are those of the model that a commune owns, in the order of
/// their foreign keys, so that a new one cannot be forgotten.
/// </summary>
internal sealed class CommuneRows(PortalDb source, PortalDb db, Commune commune)
{
    private const int Batch = 500;

    private static readonly MethodInfo s_delete = typeof(CommuneRows).GetMethod(nameof(DeleteAsync), BindingFlags.Instance | BindingFlags.NonPublic)!;
    private static readonly MethodInfo s_copy = typeof(CommuneRows).GetMethod(nameof(CopyAsync), BindingFlags.Instance | BindingFlags.NonPublic)!;

    /// <summary>Replaces them; the caller's transaction makes it all or nothing.</summary>
    public async Task<IReadOnlyList<ReplacedRows>> ReplaceAsync(CancellationToken cancellationToken)
    {
        var types = Ordered(db.Model);
        // Read before the rows go: numbers that were given since are never given again.
        var ledger = await db.Ledgers.AsNoTracking().FirstOrDefaultAsync(cancellationToken);
        var before = new Dictionary<IEntityType, int>();
        foreach (var type in types.Reverse())
        {
            before[type] = await (Task<int>)s_delete.MakeGenericMethod(type.ClrType).Invoke(this, [cancellationToken])!;
        }

        await PutCommuneAsync(cancellationToken);
        var replaced = new List<ReplacedRows>();
        foreach (var type in types)
        {
            var after = await (Task<int>)s_copy.MakeGenericMethod(type.ClrType).Invoke(this, [cancellationToken])!;
            replaced.Add(new ReplacedRows(type.ClrType.Name, before[type], after));
        }

        await KeepNumbersAsync(ledger, cancellationToken);
        return replaced;
    }

    /// <summary>The kinds of rows that a commune owns, each after those that it points to.</summary>
    internal static IReadOnlyList<IEntityType> Ordered(IModel model)
    {
        var left = model.GetEntityTypes().Where(type => typeof(ICommuneOwned).IsAssignableFrom(type.ClrType)).OrderBy(type => type.Name, StringComparer.Ordinal).ToList();
        var ordered = new List<IEntityType>();
        while (left.Count > 0)
        {
            var next = left.FirstOrDefault(type => type.GetForeignKeys().All(key => key.PrincipalEntityType == type || !left.Contains(key.PrincipalEntityType)))
                ?? throw new InvalidOperationException("The foreign keys of the model go in a circle.");
            left.Remove(next);
            ordered.Add(next);
        }

        return ordered;
    }

    private Task<int> DeleteAsync<T>(CancellationToken cancellationToken)
        where T : class, ICommuneOwned =>
        db.Set<T>().IgnoreQueryFilters([PortalDb.CommuneFilter]).Where(row => row.CommuneId == commune.Id).ExecuteDeleteAsync(cancellationToken);

    private async Task<int> CopyAsync<T>(CancellationToken cancellationToken)
        where T : class, ICommuneOwned
    {
        var count = 0;
        var rows = source.Set<T>().IgnoreQueryFilters([PortalDb.CommuneFilter]).AsNoTracking().Where(row => row.CommuneId == commune.Id).AsAsyncEnumerable();
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            if (row is Courriel { State: CourrielState.EnAttente or CourrielState.EnCours } mail)
            {
                // It may have left since the backup: it never goes twice by itself.
                mail.State = CourrielState.Incertain;
            }

            if (row is SearchEntry entry)
            {
                // The index of words of this database has yet to take it in.
                entry.Pending = true;
            }

            db.Add(row);
            if (++count % Batch == 0)
            {
                await SaveAsync(cancellationToken);
            }
        }

        await SaveAsync(cancellationToken);
        return count;
    }

    private async Task PutCommuneAsync(CancellationToken cancellationToken)
    {
        var present = await db.Communes.FirstOrDefaultAsync(row => row.Id == commune.Id, cancellationToken);
        if (present is null)
        {
            db.Add(commune);
        }
        else
        {
            db.Entry(present).CurrentValues.SetValues(commune);
        }

        await SaveAsync(cancellationToken);
    }

    private async Task KeepNumbersAsync(CommuneLedger? former, CancellationToken cancellationToken)
    {
        var ledger = await db.Ledgers.FirstOrDefaultAsync(cancellationToken);
        if (former is null || ledger is null || (former.Year, former.LastNumber).CompareTo((ledger.Year, ledger.LastNumber)) <= 0)
        {
            return;
        }

        db.Entry(ledger).Property(row => row.Year).CurrentValue = former.Year;
        db.Entry(ledger).Property(row => row.LastNumber).CurrentValue = former.LastNumber;
        await SaveAsync(cancellationToken);
    }

    private async Task SaveAsync(CancellationToken cancellationToken)
    {
        await db.SaveChangesAsync(cancellationToken);
        db.ChangeTracker.Clear();
    }
}
