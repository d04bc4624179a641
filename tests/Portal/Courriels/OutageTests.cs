using Beffroi.Portal.Agents;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Courriels;
using Beffroi.Portal.Ports;
using Beffroi.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Beffroi.Portal.Tests.Courriels;

/// <summary>The server of mails is away, or wants none of one person's for a while: nothing is lost, nothing doubled, each person's mails keep their order.</summary>
public sealed class OutageTests : IAsyncLifetime
{
    private const string Operateur = "operateur@exemple.fr";
    private const string Password = "girafe-lampion-huitre-quai";
    private const int People = 5;

    private readonly MoodyTransport _transport = new();
    private readonly List<(string To, Guid Id)> _written = [];
    private TestAppliance _appliance = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _appliance = await TestAppliance.StartAsync(
            adjust: builder => builder.Services.Replace(ServiceDescriptor.Singleton<ICourrielTransport>(_transport)));
        await _appliance.AddAccountAsync(Operateur, "Dominique Exemple", Password);
        await _appliance.Services.GetRequiredService<InviteAgent>().RunAsync(
            new InviteAgentCommand(Operateur, "Dominique Exemple", CommuneScope.SyndicatId, Role.SyndicatOperateur), Token);
        await RunAsync();
        _transport.Accepted.Clear();
    }

    public ValueTask DisposeAsync() => _appliance.DisposeAsync();

    [Fact]
    public async Task AnHourWithoutServer_LosesNothing_DoublesNothing_KeepsEachOnesOrder()
    {
        await WriteAsync(People);
        _transport.IsDown = true;
        for (var minute = 0; minute < 60; minute++)
        {
            if (minute % 2 == 0)
            {
                await WriteAsync(1 + (minute % 3));
            }

            Assert.Equal(0, await RunAsync());
            _appliance.Time.Shift(TimeSpan.FromMinutes(1));
        }

        Assert.Empty(_transport.Accepted);
        Assert.All(await ReadAsync(), mail => Assert.Equal((CourrielState.EnAttente, 0), (mail.State, mail.Attempts)));
        await OperatorSeesAsync("le serveur de messagerie ne répond pas");

        _transport.IsDown = false;
        // Two runs at once, as a nudge beside the clock.
        Assert.Equal(_written.Count, (await Task.WhenAll(RunAsync(), RunAsync())).Sum());
        AssertEachOnceInOrder();
        Assert.All(await ReadAsync(), mail => Assert.Equal((CourrielState.Envoye, 1, (string?)null), (mail.State, mail.Attempts, mail.LastError)));
        await OperatorSeesAsync("partent seuls");
    }

    [Fact]
    public async Task AServerThatComesAndGoes_SendsEachOnce_InOrder()
    {
        await WriteAsync(40);
        _transport.HangUpAfter = 3;
        for (var run = 0; run < 40 && _transport.Accepted.Count < _written.Count; run++)
        {
            await RunAsync();
            _appliance.Time.Shift(TimeSpan.FromSeconds(15));
        }

        AssertEachOnceInOrder();
    }

    [Fact]
    public async Task OnePersonsServerThatAsksToWait_HoldsTheirMails_NotThoseOfOthers()
    {
        await WriteAsync(15);
        _transport.Unwanted = Person(2);
        await RunAsync();
        Assert.Equal(12, _transport.Accepted.Count);
        Assert.DoesNotContain(_transport.Accepted, mail => mail.To == Person(2));
        var held = (await ReadAsync()).Where(mail => mail.State == CourrielState.EnAttente).OrderBy(mail => mail.Id).ToList();
        Assert.Equal([1, 0, 0], held.Select(mail => mail.Attempts));

        // The first may be tried again only later; those behind it are due already, and wait for it.
        _transport.Unwanted = null;
        Assert.Equal(0, await RunAsync());
        _appliance.Time.Shift(TimeSpan.FromMinutes(1));
        Assert.Equal(3, await RunAsync());
        AssertEachOnceInOrder();
    }

    [Fact]
    public async Task AMailThatIsRefusedForGood_HoldsNoOther()
    {
        await WriteAsync(15);
        _transport.Refused = _written[1].Id;
        await RunAsync();
        Assert.Equal(14, _transport.Accepted.Count);
        Assert.Equal(CourrielState.Echec, (await ReadAsync()).Single(mail => mail.Id == _written[1].Id).State);
    }

    private static string Person(int place) => $"usager{place % People}@exemple.fr";

    private void AssertEachOnceInOrder()
    {
        Assert.Equal(_written.Select(mail => mail.Id).Order(), _transport.Accepted.Select(mail => mail.Id).Order());
        foreach (var person in _written.GroupBy(mail => mail.To))
        {
            Assert.Equal(person.Select(mail => mail.Id), _transport.Accepted.Where(mail => mail.To == person.Key).Select(mail => mail.Id));
        }
    }

    private async Task OperatorSeesAsync(string words)
    {
        using var browser = _appliance.Browse();
        var page = await browser.GetAsync(_appliance.Url("bureau", "/connexion"));
        page = await browser.SubmitAsync(page, "connexion", new() { ["Courriel"] = Operateur });
        await browser.SubmitAsync(page, "mot-de-passe", new() { ["MotDePasse"] = Password });
        var console = await browser.GetAsync(_appliance.Url("bureau", "/console"));
        Assert.Contains(words, console.Html.DocumentElement.TextContent, StringComparison.Ordinal);
    }

    private Task<int> RunAsync() =>
        Task.Run(() => ActivatorUtilities.CreateInstance<SendCourriels>(_appliance.Services).RunAsync(CancellationToken.None));

    private async Task WriteAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _appliance.Time.Shift(TimeSpan.FromMilliseconds(5));
            var now = _appliance.Time.GetUtcNow();
            var (id, to) = (Guid.CreateVersion7(now), Person(_written.Count));
            _written.Add((to, id));
            await _appliance.Services.GetRequiredService<PortalWrites>().RunAsync(CommuneScope.One(CommuneScope.SyndicatId), async (db, token) =>
            {
                db.Courriels.Add(new Courriel
                {
                    Id = id,
                    CommuneId = CommuneScope.SyndicatId,
                    Kind = "message",
                    Destinataire = to,
                    Objet = "Essai",
                    Texte = "Essai",
                    Html = "<p>Essai</p>",
                    ExpediteurNom = "Mairie",
                    CreatedAt = now.UtcDateTime,
                    NextAttemptAt = now.UtcDateTime,
                });
                await db.SaveChangesAsync(token);
            }, Token);
        }
    }

    private async Task<List<Courriel>> ReadAsync()
    {
        await using var db = _appliance.Open(CommuneScope.One(CommuneScope.SyndicatId));
        return [.. (await db.Courriels.ToListAsync(Token)).Where(mail => _written.Exists(written => written.Id == mail.Id))];
    }

    /// <summary>A server with moods, which says whatever a real one may.</summary>
    private sealed class MoodyTransport : ICourrielTransport
    {
        private readonly Lock _lock = new();
        private int _taken;

        public List<(string To, Guid Id)> Accepted { get; } = [];

        public bool IsDown { get; set; }

        /// <summary>After so many mails it is away for one.</summary>
        public int? HangUpAfter { get; set; }

        /// <summary>Whose mails it does not want now.</summary>
        public string? Unwanted { get; set; }

        /// <summary>The mail that it will never take.</summary>
        public Guid? Refused { get; set; }

        public async Task SendAsync(Courriel courriel, CancellationToken cancellationToken)
        {
            await Task.Yield();
            lock (_lock)
            {
                if (IsDown || (HangUpAfter is { } most && ++_taken % (most + 1) == 0))
                {
                    throw new CourrielServerDownException("Le serveur de messagerie ne peut être joint.");
                }

                if (courriel.Destinataire == Unwanted)
                {
                    throw new CourrielDelayedException("Le serveur de messagerie demande d’attendre (450).");
                }

                if (courriel.Id == Refused)
                {
                    throw new CourrielRefusedException("Le serveur de messagerie refuse ce courriel (550).");
                }

                Accepted.Add((courriel.Destinataire, courriel.Id));
            }
        }
    }
}
