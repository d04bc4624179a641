using Beffroi.Appliance.Backups.Packs;
using Microsoft.Win32.SafeHandles;

namespace Beffroi.Appliance.Backups.Restore;

/// <summary>Writes the files of a backup into an empty folder; each pack is read once, and every hash is checked.</summary>
internal sealed class ExtractFiles(BackupRepository repository, BackupManifest manifest, string identityFile)
{
    private readonly Dictionary<ChunkId, List<(int File, long Offset)>> _places = [];
    private readonly HashSet<ChunkId> _missing = [];
    private BackedUpFile[] _files = [];

    /// <summary>Extracts.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="wanted">Which files, by path.</param>
    /// <param name="progress">Told of the bytes that are written.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task RunAsync(string folder, Func<string, bool> wanted, BackupProgress progress, CancellationToken cancellationToken)
    {
        _files = [.. manifest.Files.Where(file => wanted(file.Path))];
        CheckRoom(folder);
        for (var i = 0; i < _files.Length; i++)
        {
            Make(folder, _files[i]);
            Place(i);
        }

        // Old packs may be needed for a few chunks only; without a list of them by pack in the manifest all are read.
        progress.Begin("Restauration", _files.Sum(file => file.Size));
        await Parallel.ForEachAsync(
            manifest.Packs,
            new ParallelOptions { MaxDegreeOfParallelism = Math.Clamp(Environment.ProcessorCount, 1, 8), CancellationToken = cancellationToken },
            async (pack, token) => await ReadAsync(folder, pack, progress, token));
        if (_missing.Count > 0)
        {
            throw new BackupException($"{_missing.Count} morceau(x) de la sauvegarde {manifest.Id} manquent dans ses paquets. Choisissez-en une autre avec --backup.");
        }

        foreach (var file in _files)
        {
            File.SetUnixFileMode(Path.Combine(folder, file.Path), (UnixFileMode)(file.Mode & 0x1FF));
        }
    }

    private Task ReadAsync(string folder, NeededObject pack, BackupProgress progress, CancellationToken cancellationToken) => repository.ReadCheckedAsync(
        pack,
        cipher => AgeProgram.DecryptAsync(
            pack.Name,
            identityFile,
            cipher,
            plain =>
            {
                using var open = new OpenFile(folder);
                PackEntry.ReadAll(
                    plain,
                    manifest.ChunkKey,
                    (id, content) =>
                    {
                        if (!_places.TryGetValue(id, out var places))
                        {
                            return;
                        }

                        foreach (var (file, offset) in places)
                        {
                            open.Write(_files[file].Path, content.Span, offset);
                            progress.Add(content.Length);
                        }

                        lock (_missing)
                        {
                            _missing.Remove(id);
                        }
                    });
            },
            cancellationToken),
        cancellationToken);

    private static void Make(string folder, BackedUpFile file)
    {
        var path = Path.GetFullPath(Path.Combine(folder, file.Path));
        if (!path.StartsWith(folder + "/", StringComparison.Ordinal))
        {
            throw new BackupException($"La sauvegarde nomme un fichier hors du dossier de données : {file.Path}. Elle n’a pas été faite par Beffroi.");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        using var made = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            BufferSize = 0,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        made.SetLength(file.Size);
    }

    private void Place(int index)
    {
        var file = _files[index];
        var chunks = ChunkId.Unpack(file.Chunks);
        for (var i = 0; i < chunks.Length; i++)
        {
            if (!_places.TryGetValue(chunks[i], out var places))
            {
                _places[chunks[i]] = places = [];
                _missing.Add(chunks[i]);
            }

            places.Add((index, (long)i * file.Block));
        }
    }

    private void CheckRoom(string folder)
    {
        var needed = _files.Sum(file => file.Size);
        var free = new DriveInfo(folder).AvailableFreeSpace;
        if (free < needed + (16 << 20))
        {
            throw new BackupException($"La restauration demande {BackupProgress.Size(needed)} dans {folder}, où {BackupProgress.Size(free)} sont libres. Libérez de la place, puis recommencez ; rien n’a été changé.");
        }
    }

    // Chunks of a file follow each other in a pack: one handle at a time is enough.
    private sealed class OpenFile(string folder) : IDisposable
    {
        private string? _path;
        private SafeFileHandle? _handle;
        private EagerWrites? _eager;

        public void Write(string path, ReadOnlySpan<byte> content, long offset)
        {
            if (_path != path)
            {
                Dispose();
                _handle = File.OpenHandle(Path.Combine(folder, path), FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
                _eager = new EagerWrites(_handle);
                _path = path;
            }

            RandomAccess.Write(_handle!, content, offset);
            _eager!.Add(content.Length);
        }

        public void Dispose()
        {
            _eager?.Begin();
            _handle?.Dispose();
        }
    }
}
