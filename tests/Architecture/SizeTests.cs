namespace Beffroi.Architecture.Tests;

/// <summary>Files stay short enough to be read at once. An exception has its reason and its size; it may shrink, it never grows.</summary>
public sealed class SizeTests
{
    private const int PageModel = 120;
    private const int Page = 150;
    private const int CSharp = 300;

    private static readonly Dictionary<string, (int Lines, string Reason)> s_known = new(StringComparer.Ordinal)
    {
        ["src/Portal/Features/Accueil/Intake.cshtml.cs"] = (161, "The desk posts one form whose buttons differ by their word; the work is in IntakeDesk."),
        ["src/Portal/Features/Administration/Designer/Designs.cshtml.cs"] = (132, "Three ways to begin a démarche, each with its own refusal, for a commune and for the syndicate."),
        ["src/Portal/Features/Administration/Designer/FormPage.cshtml.cs"] = (131, "A page of the form and its parts are moved, copied and removed from one screen."),
        ["src/Portal/Features/Administration/Designer/Outline.cshtml.cs"] = (144, "Every page, part and question is added and moved from one screen, with scripts and without."),
        ["src/Portal/Features/Administration/DonneesPersonnelles/ExportPersonPage.cshtml.cs"] = (123, "Search, choice and export of one person's data are one screen."),
        ["src/Portal/Features/Connaissances/Adapt/CommuneConnaissance.cshtml.cs"] = (125, "A new text, one of the commune's own and one adapted from the syndicate's share one form."),
        ["src/Portal/Features/Demarches/Engine/_FormPage.cshtml"] = (247, "Every kind of question in one template: a partial view for each would cost more than all the rest of a long page."),
        ["src/Portal/Features/Demarches/Fill/Fill.cshtml.cs"] = (143, "One page serves every step of every démarche, and says no to a network that starts too many."),
        ["src/Portal/Features/Dossiers/Detail/Detail.cshtml.cs"] = (137, "The page draws the dossier and gives each action its refusal; the actions are in DossierActions."),
        ["src/Portal/Features/Dossiers/Dossier.cs"] = (316, "Every change of phase of a dossier stands in one place."),
        ["src/Portal/Features/Dossiers/Follow/Follow.cshtml.cs"] = (153, "The usager answers, attaches and keeps the request on one page."),
    };

    [Fact]
    public void EveryFile_KeepsItsSize() => Assert.Empty(TooLong(Sources, s_known));

    [Fact]
    public void EveryException_IsStillNeeded() => Assert.Empty(s_known.Keys.Except(TooLong(Sources, []).Select(line => line.Split(':')[0])));

    [Theory]
    [InlineData("src/Sample/Sample.cshtml.cs", PageModel)]
    [InlineData("src/Sample/Sample.cshtml", Page)]
    [InlineData("src/Sample/Sample.cs", CSharp)]
    [InlineData("src/Sample/Known.cs", 310)]
    public void FileOverItsSize_IsReported(string name, int most)
    {
        var known = new Dictionary<string, (int, string)>(StringComparer.Ordinal) { ["src/Sample/Known.cs"] = (310, "It was there before.") };

        Assert.Empty(TooLong([Lines(name, most)], known));
        Assert.Equal([$"{name}: {most + 1} lines, {most} at most"], TooLong([Lines(name, most + 1)], known));
    }

    private static IEnumerable<SourceFile> Sources => [.. Code.Sources("*.cs", "src", "appliance", "tests"), .. Code.Sources("*.cshtml", "src")];

    private static IEnumerable<string> TooLong(IEnumerable<SourceFile> files, Dictionary<string, (int Lines, string Reason)> known) =>
        from file in files
        let most = known.TryGetValue(file.Name, out var exception) ? exception.Lines : MostOf(file.Name)
        where file.Lines > most
        select $"{file.Name}: {file.Lines} lines, {most} at most";

    private static int MostOf(string name) =>
        name.EndsWith(".cshtml.cs", StringComparison.Ordinal) ? PageModel
        : name.EndsWith(".cshtml", StringComparison.Ordinal) ? Page
        : CSharp;

    private static SourceFile Lines(string name, int count) => new(name, new string('\n', count));
}
