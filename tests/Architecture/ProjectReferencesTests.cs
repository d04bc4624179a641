using System.Xml.Linq;
using Beffroi.TestKit;

namespace Beffroi.Architecture.Tests;

/// <summary>The direction of the modules, read from the project files: appliance → Portal, Identity → Scheduler, Web.</summary>
public sealed class ProjectReferencesTests
{
    private static readonly Dictionary<string, string[]> s_allowed = new()
    {
        ["appliance"] = ["Identity", "Portal", "Scheduler", "Web"],
        ["src/Portal"] = ["Scheduler", "Web"],
        ["src/Identity"] = ["Scheduler", "Web"],
        ["src/Scheduler"] = [],
        ["src/Web"] = [],
    };

    public static TheoryData<string> Modules => [.. s_allowed.Keys];

    [Theory]
    [MemberData(nameof(Modules))]
    public void Module_References_OnlyWhatTheArchitectureAllows(string folder)
    {
        var project = Directory.GetFiles(Path.Combine(Repository.Root, folder), "*.csproj").Single();

        var references = XDocument.Load(project).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')))
            .Select(name => name["Beffroi.".Length..])
            .Order();

        Assert.Equal(s_allowed[folder], references);
    }
}
