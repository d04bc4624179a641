using System.Net;
using Beffroi.Identity.Accounts.Attempts;
using Beffroi.TestKit;

namespace Beffroi.Identity.Tests;

/// <summary>Guessing is slowed for who guesses, and for nobody else.</summary>
public sealed class ThrottleTests(SsoFixture sso) : IClassFixture<SsoFixture>
{
    [Fact]
    public async Task Guessing_SlowsTheAttackerAndNotTheHoldersDevice()
    {
        using var holder = sso.Browse("192.0.2.10");
        // In the same network as the attacker, as at a school.
        using var neighbour = sso.Browse("198.51.100.77");
        using var attacker = sso.Browse("198.51.100.66");
        var address = await sso.AddAccountAsync();
        await SsoFixture.SignInAsync(holder, sso.Sso("/connexion"), address);
        await SsoFixture.SignInAsync(neighbour, sso.Sso("/connexion"), address);
        Leave(holder);
        Leave(neighbour);

        var slowed = await GuessAsync(attacker, address, SignInThrottle.FreeFailures + 1);
        var right = await SsoFixture.SignInAsync(attacker, sso.Sso("/connexion"), address);

        Assert.Equal(HttpStatusCode.TooManyRequests, slowed.Status);
        Assert.Contains("1\u00a0minute", slowed.TextOf("erreurs"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.TooManyRequests, right.Status);
        Assert.NotNull((await SsoFixture.SignInAsync(holder, sso.Sso("/connexion"), address)).Find("connecte"));
        Assert.NotNull((await SsoFixture.SignInAsync(neighbour, sso.Sso("/connexion"), address)).Find("connecte"));
    }

    [Fact]
    public async Task Guessing_AtAnUnknownAddress_LooksTheSame()
    {
        using var browser = sso.Browse();
        using var other = sso.Browse();
        var address = await sso.AddAccountAsync();

        var known = await GuessAsync(browser, address, SignInThrottle.FreeFailures + 1);
        var unknown = await GuessAsync(other, sso.NewAddress(), SignInThrottle.FreeFailures + 1);

        Assert.Equal(HttpStatusCode.TooManyRequests, known.Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, unknown.Status);
        Assert.Equal(known.TextOf("erreurs"), unknown.TextOf("erreurs"));
    }

    [Fact]
    public async Task Guessing_FromManyNetworks_IsBoundedForStrangersOnly()
    {
        using var holder = sso.Browse();
        var address = await sso.AddAccountAsync();
        await SsoFixture.SignInAsync(holder, sso.Sso("/connexion"), address);
        Leave(holder);

        var tries = new List<HttpStatusCode>();
        for (var network = 0; network < 16; network++)
        {
            using var attacker = sso.Browse($"203.0.{network}.5");
            for (var time = 0; time < 4; time++)
            {
                tries.Add((await SsoFixture.SignInAsync(attacker, sso.Sso("/connexion"), address, "pas le bon mot")).Status);
            }
        }

        Assert.Equal(HttpStatusCode.OK, tries[0]);
        Assert.Equal(HttpStatusCode.TooManyRequests, tries[^1]);
        Assert.NotNull((await SsoFixture.SignInAsync(holder, sso.Sso("/connexion"), address)).Find("connecte"));
    }

    [Fact]
    public async Task Waits_SurviveARestart()
    {
        var folder = Directory.CreateTempSubdirectory("beffroi-test-").FullName;
        try
        {
            await using (var before = await TestAppliance.StartAsync(data: folder))
            {
                await before.AddAccountAsync("camille@exemple.fr", "Camille Modèle", SsoFixture.Password);
                using var browser = before.Browse();
                for (var time = 0; time < SignInThrottle.FreeFailures; time++)
                {
                    await SsoFixture.SignInAsync(browser, before.Url("sso", "/connexion"), "camille@exemple.fr", "pas le bon mot");
                }
            }

            await using var after = await TestAppliance.StartAsync(data: folder);
            using var again = after.Browse();
            var slowed = await SsoFixture.SignInAsync(again, after.Url("sso", "/connexion"), "camille@exemple.fr");
            Assert.Equal(HttpStatusCode.TooManyRequests, slowed.Status);

            after.Time.Shift(TimeSpan.FromSeconds(61));
            Assert.NotNull((await SsoFixture.SignInAsync(again, after.Url("sso", "/connexion"), "camille@exemple.fr")).Find("connecte"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData(5, 1)]
    [InlineData(6, 2)]
    [InlineData(7, 4)]
    [InlineData(8, 8)]
    [InlineData(9, 15)]
    [InlineData(5000, 15)]
    public void Delay_GrowsToAQuarterOfAnHour(int failures, int minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), SignInThrottle.Delay(failures));

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.254", true)]
    [InlineData("192.0.2.1", "192.0.3.1", false)]
    [InlineData("::ffff:192.0.2.1", "192.0.2.9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    public void Network_IsWhatOneSubscriberHolds(string one, string other, bool same) =>
        Assert.Equal(same, SignInAttempt.NetworkOf(IPAddress.Parse(one)) == SignInAttempt.NetworkOf(IPAddress.Parse(other)));

    private async Task<TestPage> GuessAsync(TestBrowser browser, string address, int times)
    {
        TestPage page = null!;
        for (var time = 0; time < times; time++)
        {
            page = await SsoFixture.SignInAsync(browser, sso.Sso("/connexion"), address, $"pas le bon mot {time}");
        }

        return page;
    }

    // The session goes, the mark of the device stays: what a browser keeps the next morning.
    private void Leave(TestBrowser browser) => browser.CookiesOf("sso." + sso.Appliance.Settings.Base).Remove("__Host-beffroi-sso");
}
