using System.Globalization;
using Beffroi.Bench.Measures;
using Beffroi.Bench.Servers;

namespace Beffroi.Bench;

/// <summary>What the Debian package weighs, and its program with the 445 communes of Manche: start, and memory a minute later.</summary>
internal static class PackageBench
{
    private const int Starts = 9;
    private const int Minutes = 3;

    private static readonly TimeSpan s_idle = TimeSpan.FromMinutes(1);

    public static async Task<BenchResult> RunAsync()
    {
        var package = await PackageAsync();
        var (tree, data) = (Places.NewData("package-tree"), Places.NewData("package"));
        try
        {
            var (kib, _) = await ServerProcess.RunAsync("dpkg-deb", ["-f", package, "Installed-Size"]);
            await ServerProcess.RunAsync("dpkg-deb", ["-x", package, tree]);
            var lib = Path.Combine(tree, "usr", "lib", "beffroi");
            var program = Path.Combine(lib, "beffroi");
            // What was just unpacked is on the disk before the clock runs.
            await ServerProcess.RunAsync("sync", []);
            var (list, _) = await ServerProcess.RunAsync(program, ["commune", "add", "--departement", "50", "--data", data, "--json"]);
            var (starts, processor, idle) = (new List<double>(), new List<double>(), new List<double>());
            for (var round = 0; round < Starts; round++)
            {
                var (appliance, seconds) = await PackagedServer.StartAsync(program, data, Places.FreePort(), alone: true);
                await using (appliance)
                {
                    starts.Add(seconds);
                    processor.Add(appliance.CpuSeconds);
                    if (round >= Starts - Minutes)
                    {
                        await Task.Delay(s_idle);
                        idle.Add(appliance.ResidentMb);
                    }
                }
            }

            return new BenchResult(
                "package",
                [
                    BenchRow.Under("installed size", "MB", 150, [double.Parse(kib, CultureInfo.InvariantCulture) * 1024 / 1e6], []),
                    BenchRow.Under("size of /usr/lib/beffroi", "MB", 150, [Size(lib) / 1e6], []),
                    BenchRow.Under("start to ready, 445 communes", "s", 2, starts, []),
                    BenchRow.Beside("processor time to ready", "s", processor, []),
                    BenchRow.Under("memory a minute after the start", "MB", 200, idle, []),
                ],
                [
                    $"{Path.GetFileName(package)} ({new FileInfo(package).Length / 1_000_000} MB to download), unpacked and run without installing it; {list.Split("\"insee\"").Length - 1} communes; start is from the process to 200 on /sante/ready; neighbours lengthen it, not the processor time",
                    "installed size is what the package declares (Installed-Size); memory is what is in RAM (VmRSS); MB are millions of bytes",
                ]);
        }
        finally
        {
            Directory.Delete(tree, recursive: true);
            Directory.Delete(data, recursive: true);
        }
    }

    private static long Size(string folder) => new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

    // A package older than the build would give the figures of yesterday.
    private static async Task<string> PackageAsync()
    {
        var built = File.GetLastWriteTimeUtc(Path.Combine(AppContext.BaseDirectory, "beffroi.dll"));
        if (Newest() is not { } package || package.LastWriteTimeUtc < built)
        {
            await ServerProcess.RunAsync(Path.Combine(Places.Root, "dev"), ["package"]);
        }

        return Newest()!.FullName;
    }

    private static FileInfo? Newest() => new DirectoryInfo(Path.Combine(Places.Root, "artifacts")).EnumerateFiles("beffroi_*_amd64.deb").MaxBy(file => file.LastWriteTimeUtc);
}
