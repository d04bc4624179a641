using Beffroi.Portal.Data;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Features.Dossiers.Recherche;

/// <summary>
/// The index of each database over <see cref="SearchEntry"/>, which no model can say: FTS5 on SQLite, an inverted index on PostgreSQL. <see cref="FoldSearch"/>
/// takes entries in; a trigger takes out what goes, whichever way it goes.
/// </summary>
internal static class SearchSchema
{
    // Whole numbers for the index of words, which stay the same when the file is written anew.
    private const string Sqlite =
        """
        CREATE TABLE IF NOT EXISTS search_ranks (rank INTEGER PRIMARY KEY, dossier_id BLOB NOT NULL UNIQUE);
        CREATE VIRTUAL TABLE IF NOT EXISTS search_index USING fts5(words, content='', contentless_delete=1, detail=none, tokenize='ascii');
        CREATE TRIGGER IF NOT EXISTS search_entries_removed AFTER DELETE ON search_entries BEGIN
          DELETE FROM search_index WHERE rowid = (SELECT rank FROM search_ranks WHERE dossier_id = old.dossier_id);
          DELETE FROM search_ranks WHERE dossier_id = old.dossier_id;
        END;
        """;

    // A table of its own: under row-level security PostgreSQL would read the rows of a commune one by one rather than ask an inverted index. Its words carry
    // their commune, it holds no text and is only read joined to the guarded entries.
    private const string Pg =
        """
        CREATE TABLE IF NOT EXISTS portal.search_index (dossier_id uuid PRIMARY KEY, words tsvector NOT NULL);
        CREATE INDEX IF NOT EXISTS ix_search_index_words ON portal.search_index USING gin (words);
        CREATE OR REPLACE FUNCTION portal.leave_search_index() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          DELETE FROM portal.search_index WHERE dossier_id = OLD.dossier_id;
          RETURN OLD;
        END $$;
        CREATE OR REPLACE TRIGGER search_entries_removed AFTER DELETE ON portal.search_entries
          FOR EACH ROW EXECUTE FUNCTION portal.leave_search_index();
        """;

    /// <summary>Makes it where it is missing.</summary>
    public static async Task EnsureAsync(PortalDb db, CancellationToken cancellationToken)
    {
        var present = db is PgPortal
            ? db.Database.SqlQuery<int>($"SELECT count(*)::int AS \"Value\" FROM pg_trigger WHERE tgname = 'search_entries_removed'")
            : db.Database.SqlQuery<int>($"SELECT count(*) AS \"Value\" FROM sqlite_master WHERE name = 'search_entries_removed'");
        if (await present.SingleAsync(cancellationToken) == 0)
        {
            await db.Database.ExecuteSqlRawAsync(db is PgPortal ? Pg : Sqlite, cancellationToken);
        }
    }
}
