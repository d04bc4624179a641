using System.Globalization;

namespace Beffroi.Appliance.Upgrade;

/// <summary>Sizes as an upgrade says them.</summary>
internal static class Size
{
    /// <summary>Megabytes, rounded up.</summary>
    public static string Mo(long bytes) => Math.Ceiling(bytes / 1e6).ToString("0", CultureInfo.InvariantCulture);
}
