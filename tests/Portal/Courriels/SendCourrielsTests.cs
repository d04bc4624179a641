using System.Collections.Concurrent;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Courriels;
using Beffroi.Portal.Ports;
using Beffroi.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Beffroi.Portal.Tests.Courriels;

public sealed class SendCourrielsTests
{
    private const int Mails = 40;

    [Fact]
    public async Task Run_InTwoProcessesAtOnce_SendsEachMailExactlyOnce()
    {
        var folder = Directory.CreateTempSubdirectory("beffroi-mails-").FullName;
        var transport = new CountingTransport();
        try
        {
            await using var one = await StartAsync(folder, transport);
            await using var other = await StartAsync(folder, transport);
            await QueueAsync(one);

            // The jobs themselves, without the lock that keeps two runs apart: the claim alone must do.
            await Task.WhenAll(RunAsync(one), RunAsync(other), RunAsync(one), RunAsync(other));

            Assert.Equal(Mails, transport.Sent.Count);
            Assert.All(transport.Sent, sent => Assert.Equal(1, sent.Value));
            Assert.All(await ReadAsync(one), mail => Assert.Equal((CourrielState.Envoye, 1), (mail.State, mail.Attempts)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Run_BesideAMailInFlight_LeavesItUntilItsClaimRunsOut()
    {
        var transport = new CountingTransport();
        var folder = Directory.CreateTempSubdirectory("beffroi-mails-").FullName;
        try
        {
            await using var appliance = await StartAsync(folder, transport);
            await QueueAsync(appliance);
            transport.Hold = new TaskCompletionSource();
            var sending = RunAsync(appliance);
            await transport.Entered.Task;

            Assert.Single(await ReadAsync(appliance), mail => mail.State == CourrielState.EnCours);
            await RunSetAsideAsync(appliance, transport);
            Assert.DoesNotContain(await ReadAsync(appliance), mail => mail.State == CourrielState.Incertain);

            // A process that died: its claim runs out, the operator decides.
            appliance.Time.Shift(TimeSpan.FromMinutes(11));
            await RunSetAsideAsync(appliance, transport);
            Assert.Single(await ReadAsync(appliance), mail => mail.State == CourrielState.Incertain);

            // It was alive after all, and knows.
            transport.Hold.SetResult();
            await sending;
            Assert.All(await ReadAsync(appliance), mail => Assert.Equal(CourrielState.Envoye, mail.State));
            Assert.All(transport.Sent, sent => Assert.Equal(1, sent.Value));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Task<TestAppliance> StartAsync(string folder, CountingTransport transport) => TestAppliance.StartAsync(
        data: folder, adjust: builder => builder.Services.Replace(ServiceDescriptor.Singleton<ICourrielTransport>(transport)));

    private static Task<int> RunAsync(TestAppliance appliance) =>
        Task.Run(() => ActivatorUtilities.CreateInstance<SendCourriels>(appliance.Services).RunAsync(CancellationToken.None));

    // A run that finds nothing to send: the others wait for their hour.
    private static async Task RunSetAsideAsync(TestAppliance appliance, CountingTransport transport)
    {
        await RunAsync(appliance);
        Assert.DoesNotContain(transport.Sent, sent => sent.Value > 1);
    }

    private static async Task QueueAsync(TestAppliance appliance)
    {
        var now = appliance.Time.GetUtcNow().UtcDateTime;
        await appliance.Services.GetRequiredService<PortalWrites>().RunAsync(CommuneScope.One(CommuneScope.SyndicatId), async (db, token) =>
        {
            for (var i = 0; i < Mails; i++)
            {
                db.Courriels.Add(new Courriel
                {
                    Id = Guid.CreateVersion7(),
                    CommuneId = CommuneScope.SyndicatId,
                    Kind = "message",
                    Destinataire = $"usager{i}@exemple.fr",
                    Objet = "Essai",
                    Texte = "Essai",
                    Html = "<p>Essai</p>",
                    ExpediteurNom = "Mairie",
                    CreatedAt = now,
                    NextAttemptAt = now,
                });
            }

            await db.SaveChangesAsync(token);
        });
    }

    private static async Task<List<Courriel>> ReadAsync(TestAppliance appliance)
    {
        await using var db = appliance.Open(CommuneScope.One(CommuneScope.SyndicatId));
        return await db.Courriels.ToListAsync();
    }

    private sealed class CountingTransport : ICourrielTransport
    {
        public ConcurrentDictionary<Guid, int> Sent { get; } = new();

        public TaskCompletionSource Entered { get; } = new();

        /// <summary>What the first mail waits for.</summary>
        public TaskCompletionSource? Hold { get; set; }

        public async Task SendAsync(Courriel courriel, CancellationToken cancellationToken)
        {
            Sent.AddOrUpdate(courriel.Id, 1, (_, times) => times + 1);
            if (Entered.TrySetResult() && Hold is { } hold)
            {
                await hold.Task;
            }

            await Task.Delay(2, cancellationToken);
        }
    }
}
