using Beffroi.Appliance.Databases;
using Beffroi.Scheduler.Data;

namespace Beffroi.Appliance.Configuration;

/// <summary>The configuration file: each property is a key of it, each section an object.</summary>
public sealed class ApplianceSettings
{
    /// <summary>The base host with its port when it is not the usual one; communes are sub-domains of it.</summary>
    public string Base { get; set; } = "beffroi.localhost:8080";

    /// <summary><c>http</c> or <c>https</c>: how browsers reach the appliance.</summary>
    public string Scheme { get; set; } = "http";

    /// <summary>Where the appliance listens: <c>address:port</c>, several separated by commas.</summary>
    public string Listen { get; set; } = "127.0.0.1:8080";

    /// <summary>The data directory.</summary>
    public string Data { get; set; } = "/var/lib/beffroi";

    /// <summary>The log directory.</summary>
    public string Logs { get; set; } = "/var/log/beffroi";

    /// <summary>Days that log files are kept.</summary>
    public int LogsKeptDays { get; set; } = 30;

    /// <summary>The requests that a network may start without account in ten minutes; 0 for no bound.</summary>
    public int DraftsPerNetwork { get; set; } = 60;

    /// <summary>Where Prometheus reads the metrics, loopback only; empty for none.</summary>
    public string Metrics { get; set; } = "127.0.0.1:9464";

    /// <summary>ClamAV's daemon, as <c>host:port</c> or the path of its socket; empty for none.</summary>
    public string Antivirus { get; set; } = "";

    /// <summary>What is shown under the maps of forms.</summary>
    public CarteSection Carte { get; set; } = new();

    /// <summary>The database engine.</summary>
    public DatabaseSection Database { get; set; } = new();

    /// <summary>The mail server.</summary>
    public SmtpSection Smtp { get; set; } = new();

    /// <summary>The appliance's own certificate, when no proxy stands before it.</summary>
    public TlsSection Tls { get; set; } = new();

    /// <summary>The same settings over another data directory, without metrics: for a rehearsal.</summary>
    internal ApplianceSettings CopyFor(string data)
    {
        var copy = (ApplianceSettings)MemberwiseClone();
        copy.Data = data;
        copy.Metrics = "";
        return copy;
    }

    /// <summary>Backups.</summary>
    public BackupSection Backup { get; set; } = new();

    /// <summary>The file that the settings were read from, so that backups hold it; null when there was none.</summary>
    internal string? SourceFile { get; set; }

    /// <summary>The database of a module: a file of its own, or a schema of the one PostgreSQL database.</summary>
    public DatabaseSettings DatabaseOf(string module) => Database.Kind == DatabaseKind.Sqlite
        ? DatabaseSettings.SqliteFile(Path.Combine(Data, module + ".db"))
        : new DatabaseSettings(DatabaseKind.PostgreSql, Database.ConnectionString
            ?? throw new SettingsException("Database:ConnectionString manque : indiquez comment joindre PostgreSQL."));
}

/// <summary>The section <c>Carte</c>.</summary>
public sealed class CarteSection
{
    /// <summary>The address of map tiles, with {z}, {x} and {y}, which browsers then ask for; empty for none.</summary>
    public string Tuiles { get; set; } = "";

    /// <summary>Who is to be named beside the tiles, as their host asks.</summary>
    public string Attribution { get; set; } = "";
}

/// <summary>The section <c>Database</c>.</summary>
public sealed class DatabaseSection
{
    /// <summary><c>Sqlite</c> or <c>PostgreSql</c>.</summary>
    public DatabaseKind Kind { get; set; } = DatabaseKind.Sqlite;

    /// <summary>How to reach PostgreSQL; a secret.</summary>
    [Secret]
    public string? ConnectionString { get; set; }
}

/// <summary>The section <c>Smtp</c>.</summary>
public sealed class SmtpSection
{
    /// <summary>The server; without one, mails are written into the folder <c>courriels</c> of the data directory.</summary>
    public string? Host { get; set; }

    /// <summary>The port.</summary>
    public int Port { get; set; } = 587;

    /// <summary><c>none</c>, <c>starttls</c> or <c>tls</c>.</summary>
    public string Security { get; set; } = "starttls";

    /// <summary>The user, when the server asks for one.</summary>
    public string? User { get; set; }

    /// <summary>The password; a secret.</summary>
    [Secret]
    public string? Password { get; set; }

    /// <summary>The sender's address.</summary>
    public string From { get; set; } = "ne-pas-repondre@beffroi.localhost";

    /// <summary>The DKIM selector under which the mail server signs; <c>beffroi doctor</c> then looks for its key.</summary>
    public string? DkimSelector { get; set; }
}
