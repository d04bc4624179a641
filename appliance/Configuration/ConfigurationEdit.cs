using System.Text;
using System.Text.Json;

namespace Beffroi.Appliance.Configuration;

/// <summary>Changes values in the text of a configuration file and leaves all the rest as its author wrote it, comments included.</summary>
internal static class ConfigurationEdit
{
    private const UnixFileMode NewFile = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    /// <summary>The text with one key set.</summary>
    /// <param name="text">The file, UTF-8 JSON with comments.</param>
    /// <param name="key">The key, such as <c>Smtp:Port</c>.</param>
    /// <param name="value">Its value: a text or a number.</param>
    public static byte[] Set(byte[] text, string key, object value)
    {
        var reader = new Utf8JsonReader(text, ConfigurationFile.Options);
        reader.Read();
        var (start, end, written) = Place(ref reader, text, key.Split(':'), 1, JsonSerializer.Serialize(value, s_json));
        return [.. text.AsSpan(0, start), .. Encoding.UTF8.GetBytes(written), .. text.AsSpan(end)];
    }

    /// <summary>Writes the file whole or not at all; mode and owner stay, a new one is read by the group of the data directory.</summary>
    /// <exception cref="IOException">The directory refuses the file.</exception>
    /// <exception cref="UnauthorizedAccessException">The user may not write there.</exception>
    public static void Write(string path, byte[] text, uint groupOfNew)
    {
        var target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        var owner = ProcessUser.OwnerOf(target);
        var mode = owner is null ? NewFile : File.GetUnixFileMode(target);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var temporary = $"{target}.{Environment.ProcessId}.tmp";
        try
        {
            using (var file = new FileStream(temporary, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite }))
            {
                file.Write(text);
                file.Flush(flushToDisk: true);
            }

            if (ProcessUser.UserId == 0)
            {
                ProcessUser.Give(temporary, owner ?? (0, groupOfNew));
            }

            File.SetUnixFileMode(temporary, mode);
            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private static readonly JsonSerializerOptions s_json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // The reader stands on the brace of an object; the answer is the span to replace and what takes its place.
    private static (int Start, int End, string Written) Place(ref Utf8JsonReader reader, byte[] text, ReadOnlySpan<string> path, int depth, string value)
    {
        var brace = (int)reader.TokenStartIndex;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isOurs = string.Equals(reader.GetString(), path[0], StringComparison.OrdinalIgnoreCase);
            reader.Read();
            if (isOurs && path.Length > 1 && reader.TokenType == JsonTokenType.StartObject)
            {
                return Place(ref reader, text, path[1..], depth + 1, value);
            }

            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (isOurs)
            {
                return (start, (int)reader.BytesConsumed, Nested(path[1..], depth, value));
            }
        }

        var closes = text[brace + 1] == (byte)'}';
        var indent = new string(' ', 2 * depth);
        var property = $"\n{indent}\"{path[0]}\": {Nested(path[1..], depth, value)}";
        // The comma stands even before nothing: the next line may be a comment that somebody takes into use.
        return (brace + 1, brace + 1, property + "," + (closes ? "\n" + indent[2..] : ""));
    }

    private static string Nested(ReadOnlySpan<string> path, int depth, string value)
    {
        if (path.IsEmpty)
        {
            return value;
        }

        var indent = new string(' ', 2 * depth);
        return $"{{\n{indent}  \"{path[0]}\": {Nested(path[1..], depth + 1, value)}\n{indent}}}";
    }
}
