using System.Text;
using System.Text.Json;

namespace Beffroi.Appliance.Configuration;

/// <summary>Reads the configuration file, JSON with comments, and knows the line of every key.</summary>
internal sealed class ConfigurationFile(string path)
{
    private const int MaxBytes = 1024 * 1024;

    private readonly Dictionary<string, SettingValue> _values = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<ConfigurationFault> _faults = [];
    private readonly HashSet<string> _seen = new(StringComparer.OrdinalIgnoreCase);
    private byte[] _bytes = [];

    /// <summary>The values by key.</summary>
    public IReadOnlyDictionary<string, SettingValue> Values => _values;

    /// <summary>What is wrong in the form of the file; values are judged elsewhere.</summary>
    public IReadOnlyList<ConfigurationFault> Faults => _faults;

    /// <summary>Reads the file; one that is absent is a fault only when it must exist.</summary>
    public static ConfigurationFile Read(string path, bool mustExist)
    {
        var file = new ConfigurationFile(path);
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > MaxBytes })
            {
                file.Fault(null, "le fichier dépasse 1 Mo : ce n’est pas une configuration.");
                return file;
            }

            file._bytes = WithoutMark(File.ReadAllBytes(path));
            file.Parse();
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            if (mustExist)
            {
                file.Fault(null, "le fichier n’existe pas.", "Vérifiez --config.");
            }
        }
        catch (UnauthorizedAccessException)
        {
            file.Fault(null, Directory.Exists(path) ? "c’est un dossier, pas un fichier." : $"l’utilisateur {ProcessUser.UserName} ne peut pas lire ce fichier.",
                Directory.Exists(path) ? "Vérifiez --config." : "Lancez la commande avec « sudo runuser -u beffroi -- beffroi … ».");
        }
        catch (IOException error)
        {
            file.Fault(null, $"le fichier ne peut pas être lu ({error.Message}).");
        }

        return file;
    }

    /// <summary>The same for a text in memory.</summary>
    public static ConfigurationFile Parse(string path, byte[] bytes)
    {
        var file = new ConfigurationFile(path) { _bytes = WithoutMark(bytes) };
        file.Parse();
        return file;
    }

    /// <summary>How the file is read, here and wherever it is changed.</summary>
    public static JsonReaderOptions Options { get; } = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 16 };

    private void Parse()
    {
        if (_bytes.AsSpan().Trim(" \t\r\n"u8).IsEmpty)
        {
            Fault(null, "le fichier est vide.", "Écrivez au moins « {} », ou remettez la configuration livrée (/usr/share/doc/beffroi/examples/beffroi.json).");
            return;
        }

        try
        {
            var reader = new Utf8JsonReader(_bytes, Options);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                Fault(LineAt(reader.TokenStartIndex), "le fichier doit commencer par une accolade « { ».");
                return;
            }

            ReadObject(ref reader, "");
            // What follows the last brace is read too: text left there by a failed copy must not pass.
            while (reader.Read())
            {
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or DecoderFallbackException)
        {
            _values.Clear();
            Fault(
                (int)((error as JsonException)?.LineNumber ?? 0) + 1,
                "le fichier est incomplet ou mal écrit à cet endroit.",
                "Vérifiez guillemets, virgules et accolades, sur cette ligne et celle d’avant.");
        }
    }

    private void ReadObject(ref Utf8JsonReader reader, string prefix)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var line = LineAt(reader.TokenStartIndex);
            var key = prefix + reader.GetString();
            reader.Read();
            if (prefix.Length == 0 && key == "$schema")
            {
                reader.Skip();
            }
            else if (!_seen.Add(key))
            {
                Fault(line, "cette clé est écrite deux fois.", "Gardez-en une.", key);
                reader.Skip();
            }
            else
            {
                ReadKey(ref reader, key, line);
            }
        }
    }

    private void ReadKey(ref Utf8JsonReader reader, string key, int line)
    {
        if (SettingKey.Sections.Contains(key))
        {
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                ReadObject(ref reader, key + ":");
            }
            else if (reader.TokenType != JsonTokenType.Null)
            {
                Fault(line, "c’est une section.", $"Écrivez « \"{key.Split(':')[^1]}\": {{ … }} ».", key);
                reader.Skip();
            }
        }
        else if (SettingKey.FindList(key) is { } list)
        {
            ReadList(ref reader, list, line);
        }
        else if (SettingKey.Find(key) is { } known)
        {
            ReadValue(ref reader, known, known.Path, line);
        }
        else
        {
            Fault(line, "cette clé n’existe pas.", UnknownKey.Hint(key), key);
            reader.Skip();
        }
    }

    private void ReadList(ref Utf8JsonReader reader, SettingKey list, int line)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            Fault(line, "cette valeur est une liste.", "Écrivez « [\"…\", \"…\"] ».", list.Path);
            reader.Skip();
            return;
        }

        for (var index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            ReadValue(ref reader, list, $"{list.Path}:{index}", LineAt(reader.TokenStartIndex));
        }
    }

    private void ReadValue(ref Utf8JsonReader reader, SettingKey key, string path, int line)
    {
        var origin = new SettingOrigin(this.Path, line);
        var isText = key.Type == typeof(string) || key.Type.IsEnum || key.IsList;
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                break;
            case JsonTokenType.String when isText:
                _values[path] = new SettingValue(reader.GetString()!, origin);
                break;
            case JsonTokenType.Number when key.Type == typeof(int):
                _values[path] = new SettingValue(Encoding.UTF8.GetString(reader.ValueSpan), origin);
                break;
            case JsonTokenType.True or JsonTokenType.False when key.Type == typeof(bool):
                _values[path] = new SettingValue(reader.TokenType == JsonTokenType.True ? "true" : "false", origin);
                break;
            default:
                Fault(
                    line,
                    isText ? "la valeur doit être un texte entre guillemets."
                        : key.Type == typeof(bool) ? "la valeur doit être true ou false, sans guillemets."
                        : "la valeur doit être un nombre entier, sans guillemets.",
                    SettingRules.Accepted(key),
                    path);
                reader.Skip();
                break;
        }
    }

    /// <summary>The file's path, as messages show it.</summary>
    public string Path { get; } = path;

    private int LineAt(long offset) => 1 + _bytes.AsSpan(0, (int)offset).Count((byte)'\n');

    private void Fault(int? line, string message, string? accepted = null, string? key = null) =>
        _faults.Add(new ConfigurationFault(Path, line, key, message, accepted));

    private static byte[] WithoutMark(byte[] bytes) => bytes.AsSpan().StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
}
