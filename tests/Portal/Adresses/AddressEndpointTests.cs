using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Adresses.Import;
using Beffroi.Portal.Tests.Journey;
using Beffroi.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Beffroi.Portal.Tests.Adresses;

public sealed class AddressEndpointTests(JourneyWorld world) : IClassFixture<JourneyWorld>, IAsyncLifetime
{
    private const string File = """
        cle_interop;commune_insee;voie_nom;numero;suffixe;commune_deleguee_nom;lieudit_complement_nom;position;long;lat
        50502_0010_00012;50502;Rue du Général-Leclerc;12;;;;entrée;-1.09;49.11
        50502_0010_00012_bis;50502;Rue du Général-Leclerc;12;bis;;;entrée;-1.0901;49.1101
        50502_0010_00014;50502;Rue du Général-Leclerc;14;;;;entrée;-1.0902;49.1102
        50502_0020_00012;50502;Avenue de l’Aubépine;12;;;;entrée;-1.0903;49.1103
        50502_0030_00009;50502;Rue des 3 Places;9;;;;entrée;-1.0904;49.1104
        50502_0040_99999;50502;La Petite Épine;99999;;Saint-Thomas;Le Moulin;;-1.0905;49.1105
        50502_0050_00001;50502;Place Sainte-Croix;1;;;;;;
        """;

    public async ValueTask InitializeAsync() => await ImportAsync(world.SaintLo, File);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("12 rue du gen", "12 Rue du Général-Leclerc|12 bis Rue du Général-Leclerc")]
    [InlineData("12 bis r du General Leclerc", "12 bis Rue du Général-Leclerc|12 Rue du Général-Leclerc")]
    [InlineData("RUE DU GAL LECLERC 14", "14 Rue du Général-Leclerc")]
    [InlineData("12, av aubep", "12 Avenue de l’Aubépine")]
    [InlineData("ste croix", "Place Sainte-Croix")]
    [InlineData("3 places", "Rue des 3 Places")]
    [InlineData("9 rue des 3 pl", "9 Rue des 3 Places")]
    [InlineData("petite epine", "La Petite Épine")]
    [InlineData("thomas", "La Petite Épine")]
    [InlineData("rue", "Rue des 3 Places|Rue du Général-Leclerc")]
    [InlineData("77 rue du general leclerc", "77 Rue du Général-Leclerc")]
    [InlineData("inconnue", "")]
    [InlineData("ru", "")]
    [InlineData("%%%%", "")]
    [InlineData("12 %_%", "")]
    public async Task Get_WhatPeopleType_ProposesTheAddresses(string typed, string lines)
    {
        var answer = await AskAsync(typed);

        Assert.True(answer.GetProperty("connues").GetBoolean());
        Assert.Equal(lines, string.Join('|', answer.GetProperty("adresses").EnumerateArray().Select(address => address.GetProperty("ligne1").GetString())));
    }

    [Fact]
    public async Task Get_AnAddress_GivesTownAndPlace()
    {
        var address = (await AskAsync("14 leclerc")).GetProperty("adresses")[0];

        Assert.Equal(("Saint-Lô", 49.1102, -1.0902), (address.GetProperty("ville").GetString(), address.GetProperty("latitude").GetDouble(), address.GetProperty("longitude").GetDouble()));
        Assert.Equal(world.SaintLo.CodesPostaux.Contains(',', StringComparison.Ordinal) ? null : world.SaintLo.CodePostal, address.GetProperty("codePostal").GetString());
        Assert.Equal("Le Moulin, Saint-Thomas", (await AskAsync("moulin")).GetProperty("adresses")[0].GetProperty("precision").GetString());
    }

    [Fact]
    public async Task Get_FromAnotherCommune_SeesNothingOfIt()
    {
        using var browser = world.Appliance.Browse();
        var answer = await browser.GetAsync(world.Url("/adresses?q=12+rue+du+general", world.Agneaux));
        var bureau = await browser.GetAsync(world.Appliance.Url("bureau", "/adresses?q=12+rue+du+general"));

        Assert.Equal("""{"connues":false,"adresses":[]}""", answer.Text);
        Assert.Equal(HttpStatusCode.NotFound, bureau.Status);
    }

    [Fact]
    public async Task Import_Again_ReplacesThatCommuneAlone()
    {
        await ImportAsync(world.Agneaux, File.Replace("50502", "50002", StringComparison.Ordinal));
        await ImportAsync(world.Agneaux, "commune_insee;voie_nom;numero\n50002;Rue Nouvelle;3\n");

        await using var agneaux = world.Appliance.Open(CommuneScope.One(world.Agneaux.Id));
        await using var saintLo = world.Appliance.Open(CommuneScope.One(world.SaintLo.Id));
        Assert.Equal(["Rue Nouvelle"], await agneaux.Addresses.Select(address => address.Street).ToListAsync(TestContext.Current.CancellationToken));
        Assert.Equal(7, await saintLo.Addresses.CountAsync(TestContext.Current.CancellationToken));
        await ImportAsync(world.Agneaux, "commune_insee;voie_nom;numero\n50002;Rue Vide;3\n", empty: true);
    }

    [Fact]
    public async Task Get_IsKeptBrieflyByTheBrowser()
    {
        using var browser = world.Appliance.Browse();

        var answer = await browser.GetAsync(world.Url("/adresses?q=leclerc"));

        Assert.Equal(TimeSpan.FromMinutes(5), answer.Headers.CacheControl!.MaxAge);
        Assert.Equal("application/json", answer.MediaType);
    }

    [Fact]
    public async Task Get_OfAPageWithAnAddress_BringsTheCompletion()
    {
        using var browser = world.Appliance.Browse();
        var first = await world.BeginAsync(browser);
        var page = await JourneyWorld.FillAsync(browser, first, JourneyWorld.Acte());
        page = await JourneyWorld.FillAsync(browser, page, JourneyWorld.Document("sans-filiation"));

        Assert.Single(page.Html.QuerySelectorAll("script[src*='js/adresses']"));
        Assert.Empty(first.Html.QuerySelectorAll("script[src*='js/adresses']"));
    }

    internal async Task<JsonElement> AskAsync(string typed)
    {
        using var browser = world.Appliance.Browse();
        var answer = await browser.GetAsync(world.Url("/adresses?q=" + Uri.EscapeDataString(typed)));
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return JsonDocument.Parse(answer.Text).RootElement;
    }

    private Task ImportAsync(Commune commune, string text, bool empty = false) => AddressWorld.ImportAsync(world.Appliance, commune, text, empty);
}

/// <summary>Twenty thousand addresses, and more questions than people ask.</summary>
public sealed class AddressLoadTests
{
    [Fact]
    public async Task Get_OnTwentyThousandAddresses_AnswersInAFewMillisecondsAndRefusesAFlood()
    {
        await using var appliance = await TestAppliance.StartAsync();
        await appliance.AddCommunesAsync("50502");
        var commune = appliance.Commune("50502");
        var text = new StringBuilder("commune_insee;voie_nom;numero;long;lat\n");
        for (var street = 0; street < 800; street++)
        {
            for (var number = 1; number <= 25; number++)
            {
                text.Append(CultureInfo.InvariantCulture, $"50502;Rue des {(char)('A' + (street % 26))}rbres {street};{number};-1.09;49.11\n");
            }
        }

        var import = Stopwatch.StartNew();
        await AddressWorld.ImportAsync(appliance, commune, text.ToString());
        Assert.True(import.Elapsed < TimeSpan.FromSeconds(60), $"{import.Elapsed}");
        using var browser = appliance.Browse();
        var times = new List<double>();
        for (var asked = 0; asked < 150; asked++)
        {
            var url = appliance.Url(commune.Slug, $"/adresses?q={(asked % 2 == 0 ? "" : "12+")}rue+{(char)('a' + (asked % 26))}rb+{asked}");
            var watch = Stopwatch.StartNew();
            Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(url)).Status);
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        times.Sort();
        TestContext.Current.TestOutputHelper?.WriteLine($"import {import.Elapsed.TotalSeconds:0.0} s; median {times[75]:0.0} ms, 99 % {times[148]:0.0} ms");
        // The fastest tenth: what else runs on the machine is in the others.
        Assert.True(times[15] < 20, $"fastest tenth {times[15]} ms");

        var statuses = new List<HttpStatusCode>();
        for (var asked = 0; asked < 260; asked++)
        {
            statuses.Add((await browser.GetAsync(appliance.Url(commune.Slug, "/adresses?q=ru"))).Status);
        }

        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
    }
}

internal static class AddressWorld
{
    public static async Task ImportAsync(TestAppliance appliance, Commune commune, string text, bool empty = false)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var addresses = BalFile.Read(file, commune).Addresses;
        await appliance.Services.GetRequiredService<ImportAddresses>().RunAsync(commune, empty ? [] : addresses, null, TestContext.Current.CancellationToken);
    }
}
