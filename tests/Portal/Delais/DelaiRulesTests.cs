using System.Text.Json;
using Beffroi.Portal.Delais;

namespace Beffroi.Portal.Tests.Delais;

public sealed class DelaiRulesTests
{
    [Fact]
    public void Run_TheWorkedExamples_GivesEveryExpectedDate()
    {
        var expected = Fixture.Lines("exemples.csv").Skip(1)
            .Select(line => $"{line[..4]},{System.Text.RegularExpressions.Regex.Match(line[line.LastIndexOf('}')..], @"\d{4}-\d{2}-\d{2}", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)).Value}");
        using var output = new StringWriter();
        using var errors = new StringWriter();

        var counts = DelaiCsv.Run(new StringReader(Fixture.Text("exemples.csv")), output, errors);

        Assert.Equal(["id,date", .. expected], output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal("", errors.ToString());
        Assert.Equal(new DelaiCsvCounts(21, 0), counts);
    }

    [Fact]
    public void Run_BadLines_AreListedAndTheGoodOnesKept()
    {
        const string table = """
            id,regle,entree_json
            A,recours-contentieux-limite,"{""notification"": ""2025-12-15""}"
            B,regle-inconnue,"{}"
            C,silence-rejet,"{""reception_autorite_initiale"": ""2026-02-30"", ""mois"": 2}"
            D,silence-rejet,"{""reception_autorite_initiale"": ""2026-02-01"", ""mois"": 0}"
            E,silence-rejet,"{oups"
            F,silence-rejet,"{""jamais fermé
            G,silence-rejet,"{""reception_autorite_initiale"": ""2026-02-01""}"
            H,liste-deliberations-limite,"{""seance"": ""2026-03-12"", ""autre"": 1}"
            I
            J,liste-deliberations-limite,"{""seance"": ""2026-03-12""}"
            """;
        using var output = new StringWriter();
        using var errors = new StringWriter();

        var counts = DelaiCsv.Run(new StringReader("\ufeff" + table), output, errors);

        Assert.Equal("id,date\nA,2026-02-16\nJ,2026-03-19\n", output.ToString());
        Assert.Equal(new DelaiCsvCounts(2, 8), counts);
        Assert.Equal(
            ["ligne 3 (B)", "ligne 4 (C)", "ligne 5 (D)", "ligne 6 (E)", "ligne 7 ()", "ligne 8 (G)", "ligne 9 (H)", "ligne 10 (I)"],
            errors.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line[..line.IndexOf('\u00a0')]));
    }

    [Fact]
    public void Run_WithoutItsColumns_SaysWhichAreMissing()
    {
        var fault = Assert.Throws<DelaiCsvException>(() => DelaiCsv.Run(new StringReader("id,regle\n"), TextWriter.Null, TextWriter.Null));

        Assert.Contains("entree_json", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("manifestation-declaration-au-plus-tard", """{"manifestation": "2026-06-21"}""", "2026-06-17")]
    [InlineData("urbanisme-avis-de-depot-limite", """{"depot": "2026-02-20"}""", "2026-03-07")]
    [InlineData("urbanisme-limite-demande-pieces", """{"depot": "2026-01-31"}""", "2026-02-28")]
    [InlineData("document-administratif-refus-tacite", """{"reception": "2026-03-31"}""", "2026-04-30")]
    [InlineData("recensement-citoyen-fin-fenetre", """{"naissance": "2008-02-29"}""", "2024-05-31")]
    [InlineData("accuse-enregistrement-limite", """{"reception": "2026-04-02", "zone": "alsace-moselle"}""", "2026-04-07")]
    [InlineData("recours-contentieux-limite", """{"notification": "2026-01-19"}""", "2026-03-20")]
    [InlineData("recours-contentieux-limite", """{"notification": "2026-01-20"}""", "2026-03-23")]
    public void Compute_RulesWithoutAWorkedExample_AgreeWithTheLaw(string regle, string entree, string date) =>
        Assert.Equal(date, Assert.IsType<DelaiComputed>(Compute(regle, entree)).Date.ToString("yyyy-MM-dd", null));

    [Theory]
    [InlineData("inconnue", "{}", DelaiRefusal.UnknownRule)]
    [InlineData("silence-rejet", "[]", DelaiRefusal.BadValue)]
    [InlineData("silence-rejet", """{"mois": 2}""", DelaiRefusal.MissingKey)]
    [InlineData("silence-rejet", """{"reception_autorite_initiale": "2026-01-01", "mois": 2.5}""", DelaiRefusal.BadValue)]
    [InlineData("silence-rejet", """{"reception_autorite_initiale": "9999-12-31", "mois": 2}""", DelaiRefusal.BadValue)]
    [InlineData("silence-rejet", """{"reception_autorite_initiale": null, "mois": 2}""", DelaiRefusal.BadValue)]
    [InlineData("date-de-reception", """{"horodatage_utc": "hier"}""", DelaiRefusal.BadValue)]
    [InlineData("silence-rejet-suspendu",
        """{"reception": "2026-01-15", "mois": 2, "notification_pieces_manquantes": "2026-01-20", "date_limite_pieces": "2026-01-10", "production": null}""",
        DelaiRefusal.Contradiction)]
    public void Compute_BadInput_IsRefusedWithAReason(string regle, string entree, DelaiRefusal reason) =>
        Assert.Equal(reason, Assert.IsType<DelaiRefused>(Compute(regle, entree)).Reason);

    [Fact]
    public void Compute_BeforeTheTextApplies_ComputesAndSaysSo() => Assert.Contains(
        "28\u00a0novembre\u00a02025",
        Assert.IsType<DelaiComputed>(Compute("urbanisme-recours-gracieux-limite", """{"notification": "2025-11-01"}""")).Remark,
        StringComparison.Ordinal);

    [Fact]
    public void Compute_ElectionDelays_FromEveryDay_EndOnTheSixthSuchDayBefore()
    {
        foreach (var poll in LawOracle.Days(2024, 2035))
        {
            var (walk, friday) = (poll, 0);
            while (friday < 6)
            {
                walk = walk.AddDays(-1);
                friday += walk.DayOfWeek == DayOfWeek.Friday ? 1 : 0;
            }

            Assert.Equal(walk, Assert.IsType<DelaiComputed>(Compute("inscription-electorale-guichet-limite", $$"""{"scrutin": "{{poll:yyyy-MM-dd}}"}""")).Date);
        }
    }

    [Fact]
    public void Delay_OverlappingRequests_CountEachDayOnce()
    {
        var asked = new DateOnly(2026, 1, 20);
        Suspension[] rows = [new(asked, asked.AddDays(10), null), new(asked.AddDays(5), asked.AddDays(20), asked.AddDays(15))];

        Assert.Equal(new DateOnly(2026, 3, 30), Suspension.Delay(new DateOnly(2026, 3, 15), rows));
    }

    [Fact]
    public void Delay_RequestAfterTheEnd_ChangesNothing() => Assert.Equal(
        new DateOnly(2026, 3, 15), new Suspension(new DateOnly(2026, 3, 16), new DateOnly(2026, 4, 1), null).Delay(new DateOnly(2026, 3, 15)));

    private static DelaiResult Compute(string regle, string entree)
    {
        using var json = JsonDocument.Parse(entree);
        return DelaiRules.Compute(regle, json.RootElement, HolidayZone.Metropole);
    }
}
