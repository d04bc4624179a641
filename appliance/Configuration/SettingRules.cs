using System.Globalization;
using System.Net;
using System.Net.Mail;
using System.Text.RegularExpressions;
using Beffroi.Portal.Features.Cartes;

namespace Beffroi.Appliance.Configuration;

/// <summary>What each value must be. A rule answers what is wrong, in French, or null; it never repeats the value.</summary>
internal static partial class SettingRules
{
    private sealed record Rule(string Accepted, Func<string, bool> Accepts);

    private static readonly Rule s_port = new("Valeurs acceptées : de 1 à 65535.", text => IsNumber(text, 1, 65535));
    private static readonly Rule s_days = new("Valeurs acceptées : de 1 à 3650 jours.", text => IsNumber(text, 1, 3650));
    private static readonly Rule s_number = new("Valeurs acceptées : un nombre entier, 0 ou plus.", text => IsNumber(text, 0, int.MaxValue));
    private static readonly Rule s_folder = new("Écrivez un chemin complet, par exemple « /var/lib/beffroi ».", text => text.StartsWith('/') && text.Length <= 1024);
    private static readonly Rule s_text = new("Écrivez un texte d’une ligne.", _ => true);

    // unix(7).
    private const int MaxSocketPath = 107;

    private static readonly Dictionary<string, Rule> s_rules = new(StringComparer.Ordinal)
    {
        ["Base"] = new("Écrivez un nom d’hôte, avec son port si le navigateur doit le nommer, par exemple « communes.exemple.fr » : ni « https:// » ni « / ».", IsBase),
        ["Scheme"] = OneOf("http", "https"),
        ["Listen"] = new("Écrivez adresse:port, par exemple « 127.0.0.1:8080 » ou « 0.0.0.0:80, 0.0.0.0:443 ».", text => ListenAddress.ReadAll(text) is not null),
        ["Data"] = s_folder,
        ["Logs"] = s_folder,
        ["LogsKeptDays"] = s_days,
        ["Metrics"] = new("Écrivez une adresse de la machine elle-même, par exemple « 127.0.0.1:9464 », ou rien.", IsMetrics),
        ["Antivirus"] = new("Écrivez hôte:port, par exemple « 127.0.0.1:3310 », le chemin de la prise de clamd, ou rien.", IsAntivirus),
        ["Carte:Tuiles"] = new("Écrivez une adresse https avec {z}, {x} et {y}, par exemple « https://tuiles.exemple.fr/{z}/{x}/{y}.png », ou rien.", text => text.Length == 0 || CarteTuiles.Origin(text) is not null),
        ["Carte:Attribution"] = new("Écrivez qui nommer sous la carte, 200 caractères au plus, par exemple « © IGN, Plan IGN ».", text => text.Length <= 200),
        ["Database:ConnectionString"] = new("Écrivez « Host=…;Username=…;Password=…;Database=… ».", IsConnectionString),
        ["Smtp:Host"] = new("Écrivez le nom du serveur, par exemple « smtp.exemple.fr » ; son port va dans Smtp:Port.", IsHost),
        ["Smtp:Port"] = s_port,
        ["Smtp:Security"] = OneOf("none", "starttls", "tls"),
        ["Smtp:From"] = new("Écrivez une adresse électronique, par exemple « ne-pas-repondre@exemple.fr ».", IsAddress),
        ["Tls:Certificate"] = s_folder,
        ["Tls:Key"] = s_folder,
        ["Backup:Target"] = new("Écrivez un dossier, « s3://seau/préfixe » ou « sftp://utilisateur@hôte/chemin ».", IsBackupTarget),
        ["Backup:IdentityFile"] = s_folder,
        ["Backup:S3:Endpoint"] = new("Écrivez l’adresse du service, par exemple « https://s3.exemple.fr ».", IsWebAddress),
        ["Backup:Sftp:KeyFile"] = s_folder,
        ["Backup:Sftp:HostKey"] = new("Écrivez l’empreinte du serveur, « SHA256:… », comme ssh-keygen -lf la donne.", text => text.StartsWith("SHA256:", StringComparison.Ordinal)),
    };

    /// <summary>What a key accepts, in French.</summary>
    public static string Accepted(SettingKey key) => RuleOf(key).Accepted;

    /// <summary>Whether the key accepts the value.</summary>
    public static bool Accepts(SettingKey key, string text) =>
        text.Length <= 8192 && !text.Any(char.IsControl) && RuleOf(key).Accepts(text);

    /// <summary>The accepted word nearest to a wrong one, for a key that takes one of several words.</summary>
    public static string? NearestWord(SettingKey key, string text) => key.IsSecret ? null : WordsOf(key) is { } words ? Words.Nearest(text, words) : null;

    /// <summary>The words that a key chooses from, or null.</summary>
    public static IReadOnlyList<string>? WordsOf(SettingKey key) => key.Path switch
    {
        _ when key.Type.IsEnum => Enum.GetNames(key.Type),
        "Scheme" => ["http", "https"],
        "Smtp:Security" => ["none", "starttls", "tls"],
        _ => null,
    };

    private static Rule RuleOf(SettingKey key) =>
        s_rules.TryGetValue(key.Path, out var rule) ? rule
        : key.Type.IsEnum ? OneOf(Enum.GetNames(key.Type), StringComparison.OrdinalIgnoreCase)
        : key.Type == typeof(bool) ? OneOf("true", "false")
        : key.Type == typeof(int) ? s_number
        : s_text;

    private static Rule OneOf(params string[] words) => OneOf(words, StringComparison.Ordinal);

    private static Rule OneOf(string[] words, StringComparison comparison) =>
        new($"Valeurs acceptées : {string.Join(", ", words)}.", text => Array.Exists(words, word => string.Equals(word, text, comparison)));

    private static bool IsNumber(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most;

    private static bool IsBase(string text) =>
        text.Length <= 200 && BasePattern().IsMatch(text) && !IPAddress.TryParse(text.Split(':')[0], out _)
        && (text.Split(':') is not [_, var port] || IsNumber(port, 1, 65535));

    private static bool IsMetrics(string text) =>
        text.Length == 0 || IsNumber(text, 1, 65535) || (ListenAddress.Read(text) is { IsLoopback: true });

    private static bool IsAntivirus(string text) =>
        text.Length == 0
        || (text.StartsWith('/') ? System.Text.Encoding.UTF8.GetByteCount(text) <= MaxSocketPath : text.LastIndexOf(':') is var colon and > 0
            && IsNumber(text[(colon + 1)..], 1, 65535) && IsHost(text[..colon].Trim('[', ']')));

    private static bool IsBackupTarget(string text) =>
        text.StartsWith('/') || (Uri.TryCreate(text, UriKind.Absolute, out var target) && target.Scheme is "s3" or "sftp" && target.Host.Length > 0);

    private static bool IsWebAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https";

    private static bool IsHost(string text) => text.Length <= 253 && (HostPattern().IsMatch(text) || IPAddress.TryParse(text, out _));

    private static bool IsAddress(string text) =>
        text.Length <= 254 && MailAddress.TryCreate(text, out var address) && address.Address == text;

    private static bool IsConnectionString(string text)
    {
        try
        {
            return !string.IsNullOrEmpty(new Npgsql.NpgsqlConnectionStringBuilder(text).Host);
        }
        catch (Exception error) when (error is ArgumentException or FormatException or KeyNotFoundException or InvalidOperationException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*(:[0-9]{1,5})?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BasePattern();

    [GeneratedRegex(@"\A[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HostPattern();
}
