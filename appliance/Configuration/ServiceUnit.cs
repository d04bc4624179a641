using System.ComponentModel;
using System.Diagnostics;

namespace Beffroi.Appliance.Configuration;

/// <summary>The unit <c>beffroi.service</c>, as an operator's command beside it sees it.</summary>
/// <param name="systemctl">The program that speaks to systemd.</param>
internal sealed class ServiceUnit(string systemctl = "systemctl")
{
    /// <summary>What starts the appliance again.</summary>
    public const string RestartCommand = "systemctl restart beffroi";

    /// <summary>What to do when a secret is missing here.</summary>
    public const string SecretsElsewhere =
        "Si ce secret est un identifiant systemd, seuls le service et root le lisent, et root tant que le service tourne : lancez « sudo beffroi backup », « systemctl start beffroi-sauvegarde » si Ansible a posé cette unité, ou le travail « sauvegarde » de la console.";

    // systemd keeps them there while the unit runs; root may read them (systemd.exec(5), CREDENTIALS).
    private const string Folder = "/run/credentials/beffroi.service";

    /// <summary>The folder of the running service's credentials, for root; null for another user, or when it does not run.</summary>
    public static string? Credentials => ProcessUser.UserId == 0 && Directory.Exists(Folder) ? Folder : null;

    /// <summary>Restarts the unit where it runs and root asks; false where there is nothing to restart, or it did not come back.</summary>
    public bool RestartIfActive()
    {
        var done = false;
        ProcessUser.AsRoot(() => done = ProcessUser.UserId == 0 && Run("is-active", "--quiet", "beffroi.service") && Run("restart", "beffroi.service"));
        return done;
    }

    private bool Run(params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(systemctl, arguments) { UseShellExecute = false, RedirectStandardOutput = true })!;
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
