using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Beffroi.Appliance.Configuration;

namespace Beffroi.Appliance.Hosting;

/// <summary>The certificate of the section <c>Tls</c>, read again within ten seconds of a change; a pair that cannot be read leaves the former one in use.</summary>
internal sealed class CertificateFiles(ApplianceSettings settings, TimeProvider time, ILogger<CertificateFiles> logger)
{
    private static readonly TimeSpan s_looksEvery = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private SslStreamCertificateContext? _current;
    private (DateTime Certificate, DateTime Key) _written;
    private long _looked;

    /// <summary>The certificate with those that lead to its authority.</summary>
    /// <exception cref="CryptographicException">The first pair cannot be read.</exception>
    public SslStreamCertificateContext Current()
    {
        lock (_lock)
        {
            if (_current is not null && time.GetElapsedTime(_looked) < s_looksEvery)
            {
                return _current;
            }

            _looked = time.GetTimestamp();
            var (certificate, key) = (settings.Tls.Certificate!, settings.Tls.Key!);
            var written = (File.GetLastWriteTimeUtc(certificate), File.GetLastWriteTimeUtc(key));
            if (_current is null || written != _written)
            {
                try
                {
                    _current = Read(certificate, key);
                    _written = written;
                }
                catch (Exception error) when (_current is not null && error is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
                {
                    // Renewed one file after the other, the pair may not match for a moment: the next look takes it.
                    logger.LogWarning("The new certificate {File} cannot be used yet ({Reason}); the former one stays", certificate, error.GetType().Name);
                }
            }

            return _current!;
        }
    }

    private static SslStreamCertificateContext Read(string certificate, string key)
    {
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(certificate);
        return SslStreamCertificateContext.Create(X509Certificate2.CreateFromPemFile(certificate, key), chain, offline: true);
    }
}
