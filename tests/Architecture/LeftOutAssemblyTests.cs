using System.Xml.Linq;
using Beffroi.TestKit;

namespace Beffroi.Architecture.Tests;

/// <summary>The package leaves some assemblies of the runtime out; none may be one that the appliance or what it uses refers to.</summary>
public sealed class LeftOutAssemblyTests
{
    // Compiled into what the appliance uses, and never run by it: the published program is started, and draws codes, in other tests.
    private static readonly HashSet<(string, string)> s_neverRun =
    [
        ("Microsoft.AspNetCore", "Microsoft.AspNetCore.Server.IIS"), // the host for every machine; the slim one is built
        ("QRCoder", "System.Drawing.Common"), // codes as bitmaps; ours are drawn from their modules
    ];

    // Compiled into the server of metrics, and does nothing outside Windows.
    private const string End = "Microsoft.AspNetCore.Server.IISIntegration";

    private static readonly HashSet<string> s_leftOut = XDocument.Load(Path.Combine(Repository.Root, "appliance", "Beffroi.Appliance.csproj"))
        .Descendants("LeftOutAssembly")
        .SelectMany(item => item.Attribute("Include")!.Value.Split(';'))
        .Select(name => Path.GetFileNameWithoutExtension(name))
        .ToHashSet(StringComparer.Ordinal);

    [Fact]
    public void LeftOut_NothingPublishedRefersToATypeOfIt()
    {
        var assemblies = AssemblyFile.ReadAll();
        var (seen, waiting, faults) = (new HashSet<string>(StringComparer.Ordinal) { "beffroi" }, new Queue<string>(["beffroi"]), new List<string>());
        while (waiting.TryDequeue(out var name))
        {
            foreach (var (first, type) in assemblies[name].References)
            {
                foreach (var passed in AssemblyFile.Way(assemblies, first, type))
                {
                    if (s_neverRun.Contains((name, passed)))
                    {
                        continue;
                    }

                    if (s_leftOut.Contains(passed))
                    {
                        faults.Add($"{name} refers to {type} of {passed}");
                    }
                    else if (seen.Add(passed) && passed != End)
                    {
                        waiting.Enqueue(passed);
                    }
                }
            }
        }

        // The walk went through the modules, their packages and the runtime.
        Assert.Superset(new HashSet<string> { "Beffroi.Portal", "Microsoft.EntityFrameworkCore", "System.Private.CoreLib" }, seen);
        Assert.Empty(faults.Distinct());
    }

    [Fact]
    public void LeftOut_EachNameIsThatOfAnAssembly() => Assert.Empty(s_leftOut.Except(AssemblyFile.ReadAll().Keys));
}
