namespace Beffroi.Portal.Features.Dossiers.Recherche;

/// <summary>
/// The mark of a commune before each of its words in the index: an agent's question only ever names words of their communes, however
/// many dossiers the others have. Two communes may share one by chance; the filter on the rows tells them apart.
/// </summary>
internal static class SearchMark
{
    private const int Length = 5;
    private const string Symbols = "abcdefghijklmnopqrstuvwxyz234567";

    public static string Of(Guid communeId) => string.Create(Length, communeId, (mark, id) =>
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        // The last bytes of a key in the order of time are the random ones.
        var random = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]);
        for (var i = 0; i < mark.Length; i++)
        {
            mark[i] = Symbols[(int)((random >> (5 * i)) & 31)];
        }
    });
}
