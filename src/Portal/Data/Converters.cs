using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Beffroi.Portal.Data;

/// <summary>Marks what comes from the database as UTC; both databases keep microseconds.</summary>
internal sealed class UtcDateTimeConverter() : ValueConverter<DateTime, DateTime>(
    value => value,
    value => DateTime.SpecifyKind(value, DateTimeKind.Utc));

/// <summary>Keeps a key in 16 bytes in the order of time, where the provider would write 36 characters of text.</summary>
internal sealed class GuidBytesConverter() : ValueConverter<Guid, byte[]>(
    value => value.ToByteArray(true),
    value => new Guid(value, true));
