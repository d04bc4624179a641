using Beffroi.TestKit;

namespace Beffroi.CleanSystem.Tests.Lab;

/// <summary>Packages before and after the one under test, made where they are not there yet.</summary>
internal static class Packages
{
    // One build at a time: they share the computer's processors and the folder.
    private static readonly SemaphoreSlim s_one = new(1);

    /// <summary>The packages that were given out before, oldest first: version and commit.</summary>
    public static IEnumerable<(string Version, string Commit)> Former =>
        File.ReadLines(Repository.File("packaging/deb/former-versions"))
            .Where(line => !line.StartsWith('#'))
            .Select(line => line.Split(' '))
            .Select(words => (words[0], words[1]));

    /// <summary>The package of an earlier commit.</summary>
    public static Task<string> OfAsync(string version, string commit)
    {
        _ = LabEnvironment.Package;
        return OnceAsync(Repository.File($"artifacts/former/{commit[..12]}"), $"beffroi_{version}_amd64.deb", async folder =>
        {
            var known = await Shell.TryAsync(new Dictionary<string, string>(), "git", "-C", Repository.Root, "cat-file", "-e", commit);
            Assert.SkipWhen(known.Code != 0, $"The history of this checkout does not go back to {commit}.");
            return await Shell.TryAsync(new Dictionary<string, string>(), Repository.File("packaging/deb/build-former.sh"), commit, folder);
        });
    }

    /// <summary>The package under test under a later version, its tree changed by a shell script that runs in it.</summary>
    public static Task<string> LaterAsync(string folder, string version, string change)
    {
        var script = $"""
            set -e
            dpkg-deb -R '{LabEnvironment.Package}' tree
            sed -i 's/^Version: .*/Version: {version}/' tree/DEBIAN/control
            cd tree
            {change}
            cd ..
            dpkg-deb --root-owner-group -Znone --build tree beffroi_{version}_amd64.deb
            rm -r tree
            """;
        return OnceAsync(folder, $"beffroi_{version}_amd64.deb", there => Shell.TryAsync(new Dictionary<string, string>(), "sh", "-c", $"cd '{there}'\n{script}"));
    }

    private static async Task<string> OnceAsync(string folder, string name, Func<string, Task<Ran>> make)
    {
        await s_one.WaitAsync();
        try
        {
            var package = Path.Combine(Directory.CreateDirectory(folder).FullName, name);
            if (!File.Exists(package))
            {
                var made = await make(folder);
                Assert.True(made.Code == 0, made.ToString());
            }

            return package;
        }
        finally
        {
            s_one.Release();
        }
    }
}
