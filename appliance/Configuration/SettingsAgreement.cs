using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Beffroi.Scheduler.Data;

namespace Beffroi.Appliance.Configuration;

/// <summary>Judges what no value tells alone: settings that need one another, files that must be there.</summary>
internal static class SettingsAgreement
{
    /// <summary>The faults.</summary>
    /// <param name="settings">The settings, each good by itself.</param>
    /// <param name="originOf">Where a key was written, or null.</param>
    /// <param name="path">The configuration file, blamed for what is written nowhere.</param>
    public static IEnumerable<ConfigurationFault> Faults(ApplianceSettings settings, Func<string, SettingOrigin?> originOf, string path)
    {
        if (settings.Database is { Kind: DatabaseKind.PostgreSql, ConnectionString: null } && originOf("Database:ConnectionString") is not { Line: not null })
        {
            yield return (originOf("Database:Kind") ?? new SettingOrigin(path)).Fault(
                "Database:ConnectionString",
                "PostgreSQL demande cette clé.",
                "Écrivez « Host=…;Username=…;Password=…;Database=… », de préférence dans l’identifiant systemd Database.ConnectionString ou la variable BEFFROI__Database__ConnectionString.");
        }

        var (certificate, key) = (settings.Tls.Certificate, settings.Tls.Key);
        if ((certificate is null) != (key is null))
        {
            var there = certificate is null ? "Tls:Key" : "Tls:Certificate";
            yield return (originOf(there) ?? new SettingOrigin(path)).Fault(
                certificate is null ? "Tls:Certificate" : "Tls:Key", "cette clé manque.", "Le certificat et sa clé vont ensemble.");
        }

        if (certificate is null || key is null)
        {
            yield break;
        }

        if (settings.Scheme != "https")
        {
            yield return (originOf("Scheme") ?? originOf("Tls:Certificate") ?? new SettingOrigin(path)).Fault(
                "Scheme", "avec un certificat, l’appliance répond en HTTPS.", "Écrivez « \"Scheme\": \"https\" ».");
        }

        if (CertificateFault(certificate, key) is var (faulty, reason))
        {
            yield return (originOf(faulty) ?? new SettingOrigin(path)).Fault(faulty, reason);
        }
    }

    private static (string Key, string Reason)? CertificateFault(string certificate, string key)
    {
        foreach (var (name, file) in ((string, string)[])[("Tls:Certificate", certificate), ("Tls:Key", key)])
        {
            try
            {
                using var opened = File.OpenRead(file);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                return (name, error is UnauthorizedAccessException
                    ? $"l’utilisateur {ProcessUser.UserName} ne peut pas lire {file}."
                    : $"le fichier {file} ne peut pas être lu ou n’existe pas.");
            }
        }

        try
        {
            using var pair = X509Certificate2.CreateFromPemFile(certificate, key);
            return null;
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            return ("Tls:Certificate", "le certificat et la clé ne vont pas ensemble, ou ne sont pas au format PEM sans phrase secrète.");
        }
    }
}
