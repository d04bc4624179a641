using Beffroi.Appliance.Databases;
using Beffroi.Scheduler.Data;

namespace Beffroi.Appliance.Backups;

/// <summary>An object that a backup needs.</summary>
/// <param name="Name">Its name in the repository.</param>
/// <param name="Size">Its length in bytes.</param>
/// <param name="Sha256">SHA-256 of its bytes.</param>
public sealed record NeededObject(string Name, long Size, string Sha256);

/// <summary>A pack that a backup needs, and what it holds for it.</summary>
/// <param name="Name">Its name in the repository.</param>
/// <param name="Size">Its length in bytes.</param>
/// <param name="Sha256">SHA-256 of its bytes.</param>
/// <param name="Chunks">The chunks in it, 32 bytes each, as base64.</param>
public sealed record NeededPack(string Name, long Size, string Sha256, string Chunks);

/// <summary>What a repository says of a backup in clear; nothing of a person is in it. Its presence is what makes the backup exist.</summary>
public sealed record BackupSummary
{
    /// <summary>The version of the format.</summary>
    public const int CurrentFormat = 1;

    /// <summary>The version of the format that it was written in.</summary>
    public required int Format { get; init; }

    /// <summary>The identifier: the instant in UTC, such as <c>20261124T013000Z</c>.</summary>
    public required string Id { get; init; }

    /// <summary>When the databases were read, UTC.</summary>
    public required DateTime At { get; init; }

    /// <summary>The version of the appliance.</summary>
    public required string Version { get; init; }

    /// <summary><c>Sqlite</c> or <c>PostgreSql</c>.</summary>
    public required string Database { get; init; }

    /// <summary>The last migration of each module.</summary>
    public required IReadOnlyDictionary<string, string> Schemas { get; init; }

    /// <summary>Files in the backup.</summary>
    public required int Files { get; init; }

    /// <summary>Their bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>Bytes that this backup added to the repository.</summary>
    public required long Added { get; init; }

    /// <summary>The encrypted manifest.</summary>
    public required NeededObject Manifest { get; init; }

    /// <summary>The packs, those of earlier backups included.</summary>
    public required IReadOnlyList<NeededPack> Packs { get; init; }
}

/// <summary>The encrypted list of what a backup holds.</summary>
public sealed record BackupManifest
{
    /// <summary>The version of the format.</summary>
    public required int Format { get; init; }

    /// <summary>The identifier of the backup.</summary>
    public required string Id { get; init; }

    /// <summary>The version of the appliance.</summary>
    public required string Version { get; init; }

    /// <summary><c>Sqlite</c> or <c>PostgreSql</c>.</summary>
    public required string Database { get; init; }

    /// <summary>The last migration of each module.</summary>
    public required IReadOnlyDictionary<string, string> Schemas { get; init; }

    /// <summary>Rows by table, such as <c>portal.dossiers</c>.</summary>
    public required IReadOnlyDictionary<string, long> Rows { get; init; }

    /// <summary>The key of the chunks' names.</summary>
    public required byte[] ChunkKey { get; init; }

    /// <summary>The packs.</summary>
    public required IReadOnlyList<NeededObject> Packs { get; init; }

    /// <summary>The files.</summary>
    public required IReadOnlyList<BackedUpFile> Files { get; init; }

    /// <summary>Refuses what a newer program has written.</summary>
    /// <exception cref="BackupException">The program does not know a migration of the backup.</exception>
    internal void RefuseNewer(DatabaseKind kind)
    {
        foreach (var module in ModuleDatabases.Modules)
        {
            if (Schemas.TryGetValue(module, out var last) && last.Length > 0 && !ModuleDatabases.Known(module, kind).Contains(last))
            {
                throw new BackupException(
                    $"La sauvegarde {Id} a été faite par une version plus récente de Beffroi ({Version}) : la base « {module} » est à l’étape {last}, inconnue ici. Installez cette version, puis recommencez.",
                    refused: true);
            }
        }
    }
}

/// <summary>A file of a backup.</summary>
/// <param name="Path">Its path in the data directory, with slashes.</param>
/// <param name="Size">Its length in bytes.</param>
/// <param name="Mode">Its Unix mode.</param>
/// <param name="Block">The length of its chunks in bytes, the last one aside.</param>
/// <param name="Chunks">Its chunks in order, 32 bytes each, as base64.</param>
public sealed record BackedUpFile(string Path, long Size, int Mode, int Block, string Chunks);
