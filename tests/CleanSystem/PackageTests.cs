using Beffroi.CleanSystem.Tests.Lab;
using Beffroi.TestKit;

namespace Beffroi.CleanSystem.Tests;

/// <summary>The package as a file: what Debian's own tools say of it.</summary>
public sealed class PackageTests
{
    [Fact]
    public async Task Package_HasNoFaultThatLintianKnows()
    {
        var ran = await RunAsync("lintian", "--fail-on", "error,warning", "--suppress-tags-from-file", "/dev/null", LabEnvironment.Package);
        Assert.True(ran.Code == 0 && ran.Out.Trim().Length == 0, ran.ToString());
    }

    [Fact]
    public async Task Package_HoldsWhatAnOperatorLooksFor()
    {
        var files = (await RunAsync("dpkg-deb", "--fsys-tarfile", LabEnvironment.Package)).Code == 0 ? (await RunAsync("dpkg-deb", "-c", LabEnvironment.Package)).Out : "";
        foreach (var path in (string[])
        [
            "/usr/bin/beffroi", "/usr/lib/beffroi/beffroi", "/etc/beffroi/beffroi.json", "/usr/lib/systemd/system/beffroi.service", "/usr/lib/systemd/system/beffroi.socket",
            "/usr/share/man/man1/beffroi.1.gz", "/usr/share/bash-completion/completions/beffroi", "/usr/share/doc/beffroi/copyright", "/usr/share/doc/beffroi/beffroi.cdx.json.gz",
            "/usr/share/doc/beffroi/changelog.gz", "/usr/share/doc/beffroi/beffroi.schema.json", "/usr/share/doc/beffroi/examples/Caddyfile",
        ])
        {
            Assert.Contains("." + path + "\n", files, StringComparison.Ordinal);
        }

        Assert.Equal("/etc/beffroi/beffroi.json", (await RunAsync("sh", "-c", $"dpkg-deb --ctrl-tarfile '{LabEnvironment.Package}' | tar -xO ./conffiles")).Out.Trim());
    }

    [Fact]
    public async Task Package_BuiltAgainElsewhere_HasTheSameBytes()
    {
        _ = LabEnvironment.Package;
        var changed = await RunAsync("git", "-C", Repository.Root, "status", "--porcelain");
        Assert.SkipWhen(changed.Code != 0 || changed.Out.Length > 0, "Only a commit can be built again, and files here are changed.");

        var elsewhere = Directory.CreateTempSubdirectory("beffroi-ailleurs-").FullName;
        try
        {
            var sources = Path.Combine(elsewhere, "sources");
            Succeeded(await RunAsync("git", "clone", "--quiet", "--shared", Repository.Root, sources));
            Succeeded(await RunAsync(Path.Combine(sources, "dev"), "package"));
            var again = Directory.GetFiles(Path.Combine(sources, "artifacts"), "*.deb").Single();
            Assert.Equal(Path.GetFileName(LabEnvironment.Package), Path.GetFileName(again));
            Succeeded(await RunAsync("cmp", LabEnvironment.Package, again));
        }
        finally
        {
            Directory.Delete(elsewhere, recursive: true);
        }
    }

    private static void Succeeded(Ran ran) => Assert.True(ran.Code == 0, ran.ToString());

    private static Task<Ran> RunAsync(string program, params string[] arguments) => Shell.TryAsync(new Dictionary<string, string>(), program, arguments);
}
