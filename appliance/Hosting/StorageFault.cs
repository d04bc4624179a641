using Microsoft.Data.Sqlite;
using Npgsql;

namespace Beffroi.Appliance.Hosting;

/// <summary>Knows the errors of a disk that is full or refuses writes: the operator mends them, the visitor only has to wait.</summary>
internal static class StorageFault
{
    // Linux error numbers, which .NET gives as HResult: EIO, ENOSPC, EROFS, EDQUOT.
    private static readonly int[] s_disk = [5, 28, 30, 122];

    /// <summary>Whether the error, or one that it wraps, comes from where the data is kept.</summary>
    public static bool Is(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
        {
            if (error switch
            {
                SqliteException sqlite => sqlite.SqliteErrorCode is SQLitePCL.raw.SQLITE_FULL or SQLitePCL.raw.SQLITE_IOERR
                    or SQLitePCL.raw.SQLITE_READONLY or SQLitePCL.raw.SQLITE_CANTOPEN,
                PostgresException postgres => postgres.SqlState is PostgresErrorCodes.DiskFull or PostgresErrorCodes.ReadOnlySqlTransaction,
                IOException disk => s_disk.Contains(disk.HResult),
                _ => false,
            })
            {
                return true;
            }
        }

        return false;
    }
}
