using System.Net;
using System.Net.Sockets;
using Beffroi.Appliance.Doctor.Ports;
using DnsClient;

namespace Beffroi.Appliance.Doctor;

/// <summary>Asks the system for addresses, as a visitor's machine does, and the DNS servers of the machine for TXT records.</summary>
internal sealed class Names : INames
{
    private readonly Lazy<LookupClient> _client = new(() => new LookupClient(new LookupClientOptions
    {
        Timeout = TimeSpan.FromSeconds(2),
        Retries = 1,
        UseCache = false,
        ThrowDnsErrors = false,
    }));

    public async Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        // These never leave the machine (RFC 6761, 6.3), though a system may ask its servers for them.
        if (host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase))
        {
            return [IPAddress.Loopback];
        }

        try
        {
            return await Dns.GetHostAddressesAsync(host, cancellationToken);
        }
        catch (SocketException error) when (error.SocketErrorCode is SocketError.HostNotFound or SocketError.NoData)
        {
            return [];
        }
        catch (SocketException error)
        {
            throw new NamesUnavailableException(error.Message);
        }
    }

    public async Task<IReadOnlyList<string>> TextsAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await _client.Value.QueryAsync(name, QueryType.TXT, cancellationToken: cancellationToken);
            if (answer.HasError && answer.Header.ResponseCode != DnsHeaderResponseCode.NotExistentDomain)
            {
                throw new NamesUnavailableException(answer.ErrorMessage);
            }

            // One record may be cut into several strings: they are read as one (RFC 7208, 3.3).
            return [.. answer.Answers.TxtRecords().Select(record => string.Concat(record.Text))];
        }
        catch (DnsResponseException error)
        {
            throw new NamesUnavailableException(error.Message);
        }
    }
}
