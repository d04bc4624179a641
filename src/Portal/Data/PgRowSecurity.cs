using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Data;

/// <summary>Row-level security on PostgreSQL: every table of rows that a commune owns repeats the query filter, for reads and for writes.</summary>
internal static class PgRowSecurity
{
    private const string Policy = "commune_wall";

    /// <summary>Gives the policy to each table that lacks it; a new table cannot be forgotten, since the model says which there are.</summary>
    public static async Task EnsureAsync(PgPortal db, CancellationToken cancellationToken)
    {
        var tables = db.Model.GetEntityTypes()
            .Where(type => typeof(ICommuneOwned).IsAssignableFrom(type.ClrType))
            .Select(type => type.GetTableName()!);
        var done = await db.Database
            .SqlQuery<string>($"SELECT tablename AS \"Value\" FROM pg_policies WHERE schemaname = {PgPortal.Schema} AND policyname = {Policy}")
            .ToListAsync(cancellationToken);

        foreach (var table in tables.Except(done))
        {
            const string Rule =
                // CASE, because OR promises no order: « * » must not be read as a key.
                $"CASE current_setting('{PgScopeInterceptor.Setting}', true) WHEN '*' THEN true "
                + $"ELSE commune_id = ANY (string_to_array(current_setting('{PgScopeInterceptor.Setting}', true), ',')::uuid[]) END";
            // FORCE: the appliance owns its tables, and an owner is otherwise exempt.
            var sql =
                $"ALTER TABLE {PgPortal.Schema}.{table} ENABLE ROW LEVEL SECURITY; "
                + $"ALTER TABLE {PgPortal.Schema}.{table} FORCE ROW LEVEL SECURITY; "
                + $"CREATE POLICY {Policy} ON {PgPortal.Schema}.{table} USING ({Rule}) WITH CHECK ({Rule});";
            await db.Database.ExecuteSqlRawAsync(sql, cancellationToken);
        }
    }
}
