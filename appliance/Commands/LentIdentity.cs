using Beffroi.Appliance.Configuration;

namespace Beffroi.Appliance.Commands;

/// <summary>
/// The file of the secret key that an operator names, still readable once root has taken the place of the data's owner: a copy in memory,
/// the owner's alone, gone at the end of the command.
/// </summary>
internal sealed class LentIdentity : IDisposable
{
    private readonly string? _copy;

    private LentIdentity(string? path, string? copy) => (Path, _copy) = (path, copy);

    /// <summary>The file to read; null when none is named.</summary>
    public string? Path { get; }

    /// <summary>Lends the file before root gives its place up; any other user reads it as it is.</summary>
    public static LentIdentity Of(string? path, ApplianceSettings settings)
    {
        if (path is null || ProcessUser.UserId != 0 || !File.Exists(path) || ProcessUser.OwnerOf(settings.Data) is not { User: > 0 } owner)
        {
            return new LentIdentity(path, copy: null);
        }

        var copy = System.IO.Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : System.IO.Path.GetTempPath(), $"beffroi-{Guid.CreateVersion7():N}");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite };
        using (var from = File.OpenRead(path))
        using (var to = new FileStream(copy, options))
        {
            from.CopyTo(to);
        }

        ProcessUser.Give(copy, owner);
        return new LentIdentity(copy, copy);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (_copy is not null)
        {
            File.Delete(_copy);
        }
    }
}
