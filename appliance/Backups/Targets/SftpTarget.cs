using Beffroi.Appliance.Configuration;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Beffroi.Appliance.Backups.Targets;

/// <summary>A folder of an SFTP server, reached with a key; the server's own key is checked.</summary>
public sealed class SftpTarget : IBackupTarget
{
    private const string Unfinished = ".partiel";

    private readonly SftpClient _client;
    private readonly string _root;

    private SftpTarget(SftpClient client, string root, string address)
    {
        _client = client;
        _root = root;
        Address = address;
    }

    /// <inheritdoc />
    public string Address { get; }

    /// <summary>Connects.</summary>
    /// <param name="address"><c>sftp://user@host[:port]/path</c>.</param>
    /// <param name="section">The key files.</param>
    public static SftpTarget Open(string address, SftpSection section)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.UserInfo.Length == 0 || uri.UserInfo.Contains(':', StringComparison.Ordinal) || uri.AbsolutePath.Length < 2)
        {
            throw new BackupException($"« {address} » n’est pas une adresse SFTP : écrivez sftp://utilisateur@serveur/dossier, sans mot de passe.");
        }

        if (section.KeyFile is null || section.HostKey is null)
        {
            throw new BackupException("Backup:Sftp:KeyFile (clé privée) et Backup:Sftp:HostKey (empreinte du serveur, « ssh-keyscan SERVEUR | ssh-keygen -lf - ») sont nécessaires. " + ServiceUnit.SecretsElsewhere);
        }

        var expected = section.HostKey.Replace("SHA256:", "", StringComparison.Ordinal).TrimEnd('=');
        var seen = "";
        SftpClient? client = null;
        try
        {
            client = new SftpClient(uri.Host, uri.Port < 0 ? 22 : uri.Port, Uri.UnescapeDataString(uri.UserInfo), new PrivateKeyFile(section.KeyFile));
            client.HostKeyReceived += (_, key) =>
            {
                seen = key.FingerPrintSHA256;
                key.CanTrust = string.Equals(key.FingerPrintSHA256.TrimEnd('='), expected, StringComparison.Ordinal);
            };
            client.Connect();
            return new SftpTarget(client, Uri.UnescapeDataString(uri.AbsolutePath).TrimEnd('/'), address);
        }
        catch (Exception error) when (error is SshException or IOException or System.Net.Sockets.SocketException or UnauthorizedAccessException)
        {
            client?.Dispose();
            throw new BackupException(seen.Length > 0 && seen.TrimEnd('=') != expected
                ? $"Le serveur {uri.Host} montre la clé SHA256:{seen}, et non celle de Backup:Sftp:HostKey. Vérifiez auprès de l’hébergeur avant de la changer."
                : $"Le serveur {uri.Host} ne peut pas être joint : {error.Message}");
        }
    }

    /// <inheritdoc />
    public Task<IDisposable?> LockAsync(CancellationToken cancellationToken) => Task.FromResult<IDisposable?>(null);

    /// <inheritdoc />
    public async Task<IReadOnlyList<TargetObject>> ListAsync(string folder, CancellationToken cancellationToken)
    {
        var objects = new List<TargetObject>();
        try
        {
            await foreach (var file in _client.ListDirectoryAsync($"{_root}/{folder}", cancellationToken))
            {
                if (file.IsRegularFile && !file.Name.EndsWith(Unfinished, StringComparison.Ordinal))
                {
                    objects.Add(new TargetObject($"{folder}/{file.Name}", file.Length));
                }
            }
        }
        catch (SftpPathNotFoundException)
        {
            // Nothing was ever written here.
        }

        return objects;
    }

    /// <inheritdoc />
    public async Task<Stream> OpenAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await _client.OpenAsync($"{_root}/{name}", FileMode.Open, FileAccess.Read, cancellationToken);
        }
        catch (SftpPathNotFoundException error)
        {
            throw new FileNotFoundException(error.Message, name, error);
        }
    }

    /// <inheritdoc />
    public async Task WriteAsync(string name, Func<Stream, Task> content, CancellationToken cancellationToken)
    {
        var path = $"{_root}/{name}";
        MakeFolder(path[..path.LastIndexOf('/')]);
        var temporary = path + Unfinished;
        try
        {
            await using (var file = await _client.OpenAsync(temporary, FileMode.Create, FileAccess.Write, cancellationToken))
            {
                await content(file);
            }

            if (_client.Exists(path))
            {
                _client.DeleteFile(path);
            }

            await _client.RenameFileAsync(temporary, path, cancellationToken);
        }
        catch (SshException error)
        {
            throw new IOException($"{Address} refuse l’objet {name} : {error.Message}", error);
        }
    }

    /// <inheritdoc />
    public async Task DeleteAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            await _client.DeleteFileAsync($"{_root}/{name}", cancellationToken);
        }
        catch (SftpPathNotFoundException)
        {
            // Already gone.
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private void MakeFolder(string path)
    {
        lock (_client)
        {
            for (var slash = path.IndexOf('/', 1); ; slash = path.IndexOf('/', slash + 1))
            {
                var part = slash < 0 ? path : path[..slash];
                if (!_client.Exists(part))
                {
                    _client.CreateDirectory(part);
                }

                if (slash < 0)
                {
                    return;
                }
            }
        }
    }
}
