namespace Beffroi.Appliance.Hosting;

/// <summary>Writes into the log that handles run out, and that there are enough again: Kestrel itself is silent when it cannot accept.</summary>
internal sealed class HandleWatch(ILogger<HandleWatch> logger, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan s_pace = TimeSpan.FromSeconds(3);

    private bool _isShort;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_pace, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            Look();
        }
    }

    private void Look()
    {
        bool isShort;
        try
        {
            isShort = Handles.Limit is { } limit && Handles.Held > limit * 9 / 10;
        }
        // None is left to look with.
        catch (IOException)
        {
            isShort = true;
        }

        if (isShort && !_isShort)
        {
            logger.LogError("File handles run out: {Words}", Handles.Words);
        }
        else if (!isShort && _isShort)
        {
            logger.LogWarning("There are enough file handles again");
        }

        _isShort = isShort;
    }
}
