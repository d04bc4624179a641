using Beffroi.Architecture.Tests.Samples;

namespace Beffroi.Architecture.Tests;

/// <summary>The walls between modules, and between the parts of the portal, on the types as they were built.</summary>
public sealed class WallTests
{
    private const string Portal = "Beffroi.Portal";
    private const string Features = "Beffroi.Portal.Features";

    // What only agents see.
    private static readonly string[] s_bureau =
    [
        Features + ".Accueil", Features + ".Administration", Features + ".Console", Features + ".Dossiers.Detail", Features + ".Dossiers.Inbox",
        Features + ".HorsLigne", Features + ".Terrain",
    ];

    private static readonly string[] s_useCases =
    [
        Features + ".Account", Features + ".Bureau", Features + ".Demarches.Fill", Features + ".Demarches.Show", Features + ".Demarches.Purge",
        Features + ".Dossiers.Filing", Features + ".Dossiers.Follow", Features + ".Dossiers.Qualify", Features + ".Dossiers.Treat",
        Features + ".Dossiers.Deliver", Features + ".Dossiers.Receive", Features + ".Dossiers.Receipts", .. s_bureau,
    ];

    private static readonly Wall[] s_walls =
    [
        // Modules: they meet in the appliance, through ports.
        new(Portal, "Beffroi.Identity", "Beffroi.Appliance", "Quartz", "OpenIddict.Server", "MailKit", "MimeKit"),
        new("Beffroi.Identity", Portal, "Beffroi.Appliance", "Quartz", "MailKit", "MimeKit"),
        new("Beffroi.Scheduler", Portal, "Beffroi.Identity", "Beffroi.Web", "Beffroi.Appliance", "Microsoft.AspNetCore"),
        new("Beffroi.Web", Portal, "Beffroi.Identity", "Beffroi.Scheduler", "Beffroi.Appliance", "Microsoft.EntityFrameworkCore"),

        // Inside the portal: what features stand on does not know them.
        new(Portal + ".Delais", Portal + ".Communes", Portal + ".Agents", Portal + ".Data", Portal + ".Ports", Portal + ".SignIn", Features),
        new(Portal + ".Communes.Register", Portal + ".Agents", Portal + ".Data", Portal + ".Ports", Portal + ".SignIn", Features),
        new(Portal + ".Communes", Portal + ".Agents", Portal + ".SignIn", Features)
        {
            Doors =
            [
                (Portal + ".Communes.AddCommune", Features + ".Demarches", "A new commune starts with the démarches of the catalogue."),
                (Portal + ".Communes.AddCommune", Features + ".Dossiers.Log.CommuneLedger", "A new commune starts with an empty ledger."),
            ],
        },
        new(Portal + ".Agents", Portal + ".SignIn", Features),
        new(Portal + ".SignIn", Portal + ".Data", Features),
        new(Portal + ".Ports", Portal + ".Data", Portal + ".SignIn", Features)
        {
            Doors = [(Portal + ".Ports.ICourrielTransport", Features + ".Courriels.Courriel", "What it carries.")],
        },
        new(Portal + ".Data", [Portal + ".SignIn", Portal + ".Ports", .. s_useCases]),

        // Between features: rules before use cases, what the public sees without what agents see.
        new(Features + ".Demarches.Definition", Portal + ".Data", Features + ".Demarches.Engine", Features + ".Demarches.Fill", Features + ".Dossiers")
        {
            Doors = [(Features + ".Demarches.Definition.QuestionCheck", Features + ".Demarches.Engine.FormContext", "It reads the bounds of dates as the engine will.")],
        },
        new(Features + ".Demarches.Engine", [Portal + ".Data", Portal + ".SignIn", Features + ".Dossiers", .. s_useCases]),
        new(Features + ".Courriels", [Features + ".Dossiers", Features + ".Demarches", Features + ".Site", .. s_useCases]),
        new(Features + ".Dossiers.Log", s_useCases),
        new(Features + ".Dossiers.Pieces", s_useCases),
        new(Features + ".Dossiers", Features + ".Site", Features + ".Syndicat", Features + ".Console", Features + ".Administration"),
        new(Features + ".Site", [Features + ".Bureau", Features + ".Dossiers", .. s_bureau]),
        new(Features + ".Syndicat", [Features + ".Bureau", Features + ".Dossiers", .. s_bureau]),
        new(Features + ".Demarches", [Features + ".Bureau", .. s_bureau]),
        new(Features + ".Dossiers.Follow", [Features + ".Bureau", .. s_bureau]),
        new(Features + ".Account", [Features + ".Bureau", .. s_bureau]),
        new(Features + ".Errors", Portal + ".Data", Features + ".Dossiers", Features + ".Demarches", Features + ".Bureau"),
        new(Features + ".Forms", Portal + ".Data", Features + ".Dossiers", Features + ".Demarches", Features + ".Bureau"),
    ];

    public static TheoryData<int> Walls => [.. Enumerable.Range(0, s_walls.Length)];

    [Theory]
    [MemberData(nameof(Walls))]
    public void Wall_StandsAndHasNoIdleDoor(int index)
    {
        var wall = s_walls[index];

        Assert.True(!wall.Breaks(Code.Uses).Any(), string.Join('\n', wall.Breaks(Code.Uses)));
        Assert.Empty(wall.IdleDoors(Code.Uses));
    }

    [Theory]
    [MemberData(nameof(Walls))]
    public void Wall_NamesWhatExists(int index)
    {
        // A wall around a namespace that was renamed would stand for ever.
        var wall = s_walls[index];

        Assert.Contains(Code.Uses, use => Wall.IsIn(use.From, wall.From));
        Assert.All(wall.Never.Where(space => space.StartsWith("Beffroi.", StringComparison.Ordinal)), space => Assert.Contains(Code.Uses, use => Wall.IsIn(use.From, space)));
    }

    [Theory]
    [MemberData(nameof(Walls))]
    public void Wall_GoneThrough_IsReported(int index)
    {
        var wall = s_walls[index];
        var uses = wall.Never.Select(space => new Use(wall.From + ".Sample", space + ".Sample")).ToList();

        Assert.Equal(uses.Select(use => $"{use.From} → {use.To}"), wall.Breaks(uses));
    }

    [Fact]
    public void Uses_InsideAnAsyncLambda_AnAttributeAndAGeneric_AreSeen()
    {
        var uses = Code.UsesOf(typeof(Indiscreet).Assembly);
        var wall = new Wall(typeof(Indiscreet).FullName!, typeof(InALambda).Namespace!);

        Assert.Equal(
            new[] { typeof(InALambda), typeof(InAnAttribute), typeof(InAGeneric) }.Select(type => $"{typeof(Indiscreet).FullName} → {type.FullName}").Order(),
            wall.Breaks(uses).Order());
        Assert.Single((wall with { Doors = [("Nobody", "Nothing", "A door for nobody.")] }).IdleDoors(uses));
    }
}
