using Beffroi.Appliance.Configuration;
using Beffroi.Appliance.Databases;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Beffroi.Appliance.Hosting;

/// <summary>Knows the errors of a disk that is full, refuses writes or is damaged: the operator mends them, the visitor only has to wait.</summary>
internal static class StorageFault
{
    // Linux error numbers, which .NET gives as HResult: EIO, ENOSPC, EMFILE, ENFILE, EROFS, EDQUOT.
    private const int Damaged = 5;
    private const int Full = 28;
    private const int NoHandleHere = 24;
    private const int NoHandleAtAll = 23;
    private const int ReadOnly = 30;
    private const int Quota = 122;

    /// <summary>Whether the error, or one that it wraps, comes from where the data is kept.</summary>
    public static bool Is(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
        {
            if (error switch
            {
                SqliteException sqlite => sqlite.SqliteErrorCode is SQLitePCL.raw.SQLITE_FULL or SQLitePCL.raw.SQLITE_IOERR
                    or SQLitePCL.raw.SQLITE_READONLY or SQLitePCL.raw.SQLITE_CANTOPEN or SQLitePCL.raw.SQLITE_CORRUPT,
                PostgresException postgres => postgres.SqlState is PostgresErrorCodes.DiskFull or PostgresErrorCodes.ReadOnlySqlTransaction,
                IOException disk => disk.HResult is Damaged or Full or ReadOnly or Quota or NoHandleHere or NoHandleAtAll,
                _ => false,
            })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What the operator can do about the error, or one that it wraps, in French; null when it is none of these.</summary>
    /// <param name="error">The error.</param>
    /// <param name="folder">Where the data is kept.</param>
    public static string? Words(Exception? error, string folder)
    {
        for (; error is not null; error = error.InnerException)
        {
            var words = error switch
            {
                SqliteException sqlite when SqliteFile.IsDamage(sqlite) =>
                    $"Une base de données de {folder} a une page abîmée. Arrêtez l’appliance (« systemctl stop beffroi »), copiez ce dossier, trouvez laquelle par « beffroi doctor --complet », puis ramenez la dernière sauvegarde : « beffroi restore --force ».",
                SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_FULL } or IOException { HResult: Full or Quota } => FullWords(folder),
                // SQLite's shared memory that finds no room is told as an error of input and output.
                SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_IOERR } when IsFull(folder) => FullWords(folder),
                SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_READONLY or SQLitePCL.raw.SQLITE_CANTOPEN } =>
                    $"Une base de données de {folder} ne s’ouvre pas en écriture à l’utilisateur {ProcessUser.UserName}. « beffroi doctor » dit à qui sont les fichiers et ce qui les répare.",
                IOException { HResult: ReadOnly } =>
                    $"Le dossier {folder} est en lecture seule : le système l’a monté ainsi, souvent après une erreur du disque. « findmnt -T {folder} » et « dmesg » disent pourquoi ; remontez-le en écriture (« mount -o remount,rw »), puis recommencez.",
                IOException { HResult: NoHandleHere or NoHandleAtAll } => Handles.Words,
                SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_IOERR } or IOException { HResult: Damaged } =>
                    $"Le disque de {folder} ne répond pas bien (erreur d’entrée-sortie). « dmesg » en dit la cause ; ne redémarrez pas sur ce disque avant de l’avoir copié ou remplacé.",
                UnauthorizedAccessException =>
                    $"L’accès à {error.Message.Split('\'').ElementAtOrDefault(1) ?? folder} est refusé à l’utilisateur {ProcessUser.UserName}. « beffroi doctor » dit à qui sont les fichiers des données ; un autre dossier est à ouvrir à cet utilisateur.",
                _ => null,
            };
            if (words is not null)
            {
                return words;
            }
        }

        return null;
    }

    private static string FullWords(string folder) =>
        $"Le disque de {folder} est plein : rien n’y est plus écrit. Libérez de la place hors de ce dossier (« df -h {folder} » dit combien il en reste), puis recommencez.";

    private static bool IsFull(string folder)
    {
        try
        {
            return new DriveInfo(folder).AvailableFreeSpace < 1 << 20;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }
}
