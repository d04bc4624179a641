namespace Beffroi.Appliance.Configuration;

/// <summary>The section <c>Tls</c>: the appliance serves HTTPS itself when both files are named.</summary>
public sealed class TlsSection
{
    /// <summary>The certificate and those that lead to its authority, a PEM file; read again when it changes.</summary>
    public string? Certificate { get; set; }

    /// <summary>The private key, a PEM file without a passphrase; read again when it changes.</summary>
    public string? Key { get; set; }

    /// <summary>Whether the appliance serves HTTPS itself.</summary>
    internal bool IsOn => Certificate is not null && Key is not null;
}
