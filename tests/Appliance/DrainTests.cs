using System.Net;
using System.Net.Sockets;
using System.Text;
using Beffroi.Appliance.Configuration;
using Beffroi.TestKit;

namespace Beffroi.Appliance.Tests;

/// <summary>A stop that is asked for lets the one whose request is under way finish.</summary>
public sealed class DrainTests
{
    // Above the two seconds after which the command line would cut a stop short, below the slowest body that Kestrel takes.
    private static readonly TimeSpan s_slow = TimeSpan.FromSeconds(4);

    [Fact]
    public async Task Stop_WhileARequestIsUnderWay_AnswersItFirst()
    {
        var folder = Directory.CreateTempSubdirectory("beffroi-arret-").FullName;
        try
        {
            var port = FreePort.Find();
            var settings = new ApplianceSettings
            {
                Base = $"beffroi.localhost:{port}",
                Listen = $"127.0.0.1:{port}",
                Data = folder,
            };
            var (code, output, error) = await ApplianceProcess.RunAsync(settings, "demo");
            Assert.True(code == 0, output + error);
            using var serving = await ApplianceProcess.ServeAsync(settings);

            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
            await using var stream = client.GetStream();
            await SendAsync(stream, $"POST /suivi HTTP/1.1\r\nHost: saint-lo.{settings.Base}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 2000\r\n\r\ncode=");
            await Task.Delay(300, TestContext.Current.CancellationToken);

            var stop = serving.StopAsync();
            await Task.Delay(s_slow, TestContext.Current.CancellationToken);
            Assert.False(stop.IsCompleted);
            await SendAsync(stream, new string('X', 1995));

            var head = new byte[12];
            await stream.ReadExactlyAsync(head, TestContext.Current.CancellationToken);
            Assert.StartsWith("HTTP/1.1 ", Encoding.ASCII.GetString(head), StringComparison.Ordinal);
            Assert.Equal(0, await stop);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData(400)]
    [InlineData(900)]
    [InlineData(1600)]
    public async Task Stop_WhileItStarts_EndsCleanly(int afterMilliseconds)
    {
        var folder = Directory.CreateTempSubdirectory("beffroi-arret-").FullName;
        try
        {
            var port = FreePort.Find();
            using var starting = ApplianceProcess.Start(
                new ApplianceSettings { Base = $"beffroi.localhost:{port}", Listen = $"127.0.0.1:{port}", Data = folder }, "serve", "--listen", $"127.0.0.1:{port}");
            await Task.Delay(afterMilliseconds, TestContext.Current.CancellationToken);

            // 143: so early that the runtime itself ended the process.
            Assert.Contains(await starting.StopAsync(), (int[])[0, 143]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task SendAsync(NetworkStream stream, string text) =>
        await stream.WriteAsync(Encoding.ASCII.GetBytes(text), TestContext.Current.CancellationToken);
}
