using Beffroi.Appliance.Configuration;
using Beffroi.Appliance.Doctor.Checks;
using Beffroi.Appliance.Doctor.Ports;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers.Log;
using Beffroi.Scheduler.Data;
using Beffroi.Scheduler.Jobs;

namespace Beffroi.Appliance.Doctor;

/// <summary>What the doctor looks at, the causes before what follows from them.</summary>
/// <param name="Settings">The configuration.</param>
/// <param name="ConfigurationPath">The file it came from.</param>
/// <param name="Machine">The machine.</param>
/// <param name="Names">The DNS.</param>
/// <param name="Running">The version of this program.</param>
/// <param name="Complete">Whether to take the time that a whole verification needs.</param>
internal sealed record CheckList(ApplianceSettings Settings, string ConfigurationPath, IMachine Machine, INames Names, string Running, bool Complete)
{
    /// <summary>The checks; without services, those that need no data.</summary>
    public IReadOnlyList<ICheck> Make(IServiceProvider? services, TimeProvider time)
    {
        var root = Settings.Base.Split(':')[0];
        IReadOnlyCollection<string> hosts = services?.GetRequiredService<CommuneDirectory>().HostNames is { Count: > 0 } known
            ? known
            : [root, "bureau." + root, "sso." + root];
        List<ICheck> checks =
        [
            new ConfigurationCheck(Settings, ConfigurationPath),
            new PermissionsCheck(Settings, ConfigurationPath, Machine),
            new DiskCheck(Settings, Machine, time),
            new MemoryCheck(Machine),
            new ClockCheck(Settings, services?.GetRequiredService<SchedulerContexts>(), Machine, time),
            new PackageCheck(Machine, Running),
            new DnsCheck(Settings, hosts, Names, Machine),
            new TlsCheck(Settings, hosts, Names, time, Complete),
            new MailDomainCheck(Settings, Names),
            new SmtpCheck(Settings),
            new AntivirusCheck(Settings),
        ];
        if (services is not null)
        {
            checks.Add(new DatabaseCheck(Settings, Complete));
            checks.Add(new LogChainCheck(services.GetRequiredService<CommuneDirectory>(), services.GetRequiredService<VerifyLog>(), Complete));
            checks.Add(new JobsCheck(services.GetRequiredService<JobCatalogue>(), services.GetRequiredService<SchedulerContexts>(), time));
            checks.Add(new MailsCheck(services.GetRequiredService<PortalContexts>(), time));
            checks.Add(new BackupCheck(Settings, services.GetRequiredService<SchedulerContexts>(), time));
        }

        return checks;
    }
}
