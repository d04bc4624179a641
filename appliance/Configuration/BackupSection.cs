namespace Beffroi.Appliance.Configuration;

/// <summary>The section <c>Backup</c>: where backups go, who may read them, how long they stay.</summary>
public sealed class BackupSection
{
    /// <summary><c>/path</c>, <c>s3://bucket/prefix</c> or <c>sftp://user@host/path</c>; without one there is no nightly backup.</summary>
    public string? Target { get; set; }

    /// <summary>The age public keys that backups are encrypted for, such as <c>age1…</c>.</summary>
    public string[] Recipients { get; set; } = [];

    /// <summary>The file of the age identity, only where restore drills run by themselves.</summary>
    public string? IdentityFile { get; set; }

    /// <summary>Days of which the last backup is kept.</summary>
    public int KeepDaily { get; set; } = 7;

    /// <summary>Weeks of which the last backup is kept.</summary>
    public int KeepWeekly { get; set; } = 5;

    /// <summary>Months of which the last backup is kept.</summary>
    public int KeepMonthly { get; set; } = 12;

    /// <summary>How to reach an S3 service.</summary>
    public S3Section S3 { get; set; } = new();

    /// <summary>How to reach an SFTP server.</summary>
    public SftpSection Sftp { get; set; } = new();
}

/// <summary>The section <c>Backup:S3</c>.</summary>
public sealed class S3Section
{
    /// <summary>The address of the service, such as <c>https://s3.fr-par.scw.cloud</c>.</summary>
    public string? Endpoint { get; set; }

    /// <summary>The region that requests are signed for.</summary>
    public string Region { get; set; } = "us-east-1";

    /// <summary>The access key.</summary>
    public string? AccessKey { get; set; }

    /// <summary>The secret key; a secret.</summary>
    [Secret]
    public string? SecretKey { get; set; }
}

/// <summary>The section <c>Backup:Sftp</c>.</summary>
public sealed class SftpSection
{
    /// <summary>The file of the private SSH key.</summary>
    public string? KeyFile { get; set; }

    /// <summary>The server's host key as <c>SHA256:…</c>, as <c>ssh-keygen -lf</c> shows it.</summary>
    public string? HostKey { get; set; }
}
