using System.Collections.Concurrent;
using System.Net;
using Beffroi.Appliance.Configuration;
using Beffroi.Appliance.Doctor.Ports;

namespace Beffroi.Appliance.Doctor.Checks;

/// <summary>Whether each host leads here: to an address of this machine, or to the one of the base when a router or a proxy stands in front.</summary>
internal sealed class DnsCheck(ApplianceSettings settings, IReadOnlyCollection<string> hosts, INames names, IMachine machine) : ICheck
{
    private const int Shown = 10;

    public string Name => "dns";

    public TimeSpan Limit => TimeSpan.FromSeconds(5 + (hosts.Count / 20));

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        var faults = new ConcurrentDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        try
        {
            var root = await names.ResolveAsync(settings.Base.Split(':')[0], cancellationToken);
            var here = machine.Addresses.Append(IPAddress.Loopback).Append(IPAddress.IPv6Loopback).Concat(root).ToHashSet();
            await Parallel.ForEachAsync(hosts, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancellationToken }, async (host, token) =>
            {
                var found = await names.ResolveAsync(host, token);
                if (found.Count == 0)
                {
                    faults[host] = $"{host} n’existe pas dans le DNS.";
                }
                else if (!found.Any(here.Contains))
                {
                    faults[host] = $"{host} mène à {string.Join(", ", found)}, qui n’est pas cette machine ni l’adresse de {settings.Base.Split(':')[0]}.";
                }
            });
        }
        catch (NamesUnavailableException error)
        {
            return [new(Severity.Fault, Name, $"Les serveurs DNS de cette machine ne répondent pas ({error.Message}).", "resolvectl status")];
        }

        if (faults.IsEmpty)
        {
            return [new(Severity.Ok, Name, $"{hosts.Count} hôte(s), tous dans le DNS et menant ici.")];
        }

        List<Finding> findings =
        [
            .. faults.OrderBy(fault => fault.Key, StringComparer.Ordinal).Take(Shown)
                .Select(fault => new Finding(Severity.Fault, Name, fault.Value, $"dig +short {fault.Key}")),
        ];
        if (faults.Count > Shown)
        {
            findings.Add(new(Severity.Fault, Name, $"… et {faults.Count - Shown} autre(s) hôte(s). Un enregistrement générique *.{settings.Base.Split(':')[0]} les couvre tous."));
        }

        return findings;
    }
}
