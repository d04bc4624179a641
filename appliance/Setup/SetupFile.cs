using System.Globalization;
using Beffroi.Appliance.Configuration;

namespace Beffroi.Appliance.Setup;

/// <summary>Writes the settings that were asked into the configuration file; a new file is the commented one of the package.</summary>
internal static class SetupFile
{
    /// <summary>Writes and returns the keys that changed; when none does, the file is not touched.</summary>
    public static IReadOnlyList<string> Write(string path, SetupWishes wishes, string data)
    {
        var changed = new List<string>();
        ProcessUser.AsRoot(() =>
        {
            var text = File.Exists(path) ? File.ReadAllBytes(path) : Packaged();
            var there = ConfigurationFile.Parse(path, text).Values;
            foreach (var (key, _, value) in wishes.Settings)
            {
                if (value is null || (there.TryGetValue(key, out var written) && written.Text == value))
                {
                    continue;
                }

                text = ConfigurationEdit.Set(text, key, SettingKey.Find(key)!.Type == typeof(int) ? int.Parse(value, CultureInfo.InvariantCulture) : value);
                changed.Add(key);
            }

            if (changed.Count > 0)
            {
                ConfigurationEdit.Write(path, text, ProcessUser.OwnerOf(data)?.Group ?? 0);
            }
        });
        return changed;
    }

    private static byte[] Packaged()
    {
        using var stream = typeof(SetupFile).Assembly.GetManifestResourceStream("beffroi.json")!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
