using System.IO.Compression;
using System.Security.Cryptography;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace Beffroi.Portal.Features.Cartes;

/// <summary>One answer about a map, ready to send.</summary>
/// <param name="Text">JSON.</param>
/// <param name="Packed">The same in gzip.</param>
/// <param name="Tag">What tells it from another, without quotes.</param>
internal sealed record CarteSheet(byte[] Text, byte[] Packed, string Tag)
{
    public static CarteSheet Of(byte[] text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(text);
        }

        return new(text, packed.ToArray(), Convert.ToHexStringLower(SHA256.HashData(text).AsSpan(0, 8)));
    }
}

/// <summary>A square of a fixed grid, about a kilometre wide in France, whose numbers are sent together.</summary>
/// <param name="X">Longitude in parts of <see cref="Width"/>.</param>
/// <param name="Y">Latitude in parts of <see cref="Height"/>.</param>
internal sealed record CarteZone(int X, int Y)
{
    /// <summary>Degrees of longitude of a zone.</summary>
    public const double Width = 0.015;

    /// <summary>Degrees of latitude of a zone.</summary>
    public const double Height = 0.01;

    /// <summary>Reads « -73,4911 »; null when it is no zone of the earth.</summary>
    public static CarteZone? Read(string text) =>
        text.Length <= 16 && text.Split(',') is [var first, var second] && Number(first) is { } x && Number(second) is { } y && Math.Abs(x) <= 180 / Width && Math.Abs(y) <= 90 / Height
            ? new CarteZone(x, y) : null;

    private static int? Number(string text) =>
        int.TryParse(text, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>The maps of communes, kept a few minutes: drawing one reads all addresses. A new import draws them anew.</summary>
internal sealed class CarteStore : IDisposable
{
    /// <summary>The most addresses that one map is drawn from.</summary>
    public const int MostAddresses = 60_000;

    /// <summary>The most numbers of one zone.</summary>
    public const int MostNumbers = 3_000;

    private static readonly TimeSpan s_kept = TimeSpan.FromMinutes(5);

    // 24 million bytes: some hundred communes, or one large town with all its zones.
    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = 24_000_000 });

    /// <summary>The map of a commune.</summary>
    public async Task<CarteSheet> MapAsync(PortalDb db, Commune commune, CancellationToken cancellationToken) => await KeepAsync((commune.Id, await ImportAsync(db, commune, cancellationToken), commune.Limites, (CarteZone?)null), async () =>
        CarteDrawing.Write(commune, await db.Addresses.AsNoTracking().Where(address => address.CommuneId == commune.Id && address.Latitude != null)
            .OrderBy(address => address.Rank).Take(MostAddresses).ToListAsync(cancellationToken)));

    /// <summary>The numbers of a zone.</summary>
    public async Task<CarteSheet> ZoneAsync(PortalDb db, Commune commune, CarteZone zone, CancellationToken cancellationToken)
    {
        var (west, south) = (zone.X * CarteZone.Width, zone.Y * CarteZone.Height);
        var (east, north) = (west + CarteZone.Width, south + CarteZone.Height);
        return await KeepAsync((commune.Id, await ImportAsync(db, commune, cancellationToken), "", (CarteZone?)zone), async () =>
            CarteDrawing.WriteZone(await db.Addresses.AsNoTracking()
                .Where(address => address.CommuneId == commune.Id && address.Latitude >= south && address.Latitude < north && address.Longitude >= west && address.Longitude < east)
                .OrderBy(address => address.Rank).Take(MostNumbers).ToListAsync(cancellationToken)));
    }

    /// <inheritdoc />
    public void Dispose() => _kept.Dispose();

    // Asked of the database: a command beside the running appliance imports.
    private static Task<DateTime?> ImportAsync(PortalDb db, Commune commune, CancellationToken cancellationToken) =>
        db.Communes.Where(row => row.Id == commune.Id).Select(row => row.AddressesAt).FirstOrDefaultAsync(cancellationToken);

    private async Task<CarteSheet> KeepAsync(object key, Func<Task<byte[]>> write)
    {
        if (_kept.TryGetValue(key, out CarteSheet? known))
        {
            return known!;
        }

        var sheet = CarteSheet.Of(await write());
        return _kept.Set(key, sheet, new MemoryCacheEntryOptions { Size = sheet.Text.Length + sheet.Packed.Length + 500, AbsoluteExpirationRelativeToNow = s_kept });
    }
}
