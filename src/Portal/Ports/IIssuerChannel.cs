namespace Beffroi.Portal.Ports;

/// <summary>The way from the portal to the issuer that does not leave this process: no DNS, no certificate, no socket.</summary>
public interface IIssuerChannel
{
    /// <summary>A handler that gives requests to the appliance itself.</summary>
    HttpMessageHandler CreateHandler();
}
