using Beffroi.Portal.Features.Dossiers.Pieces;
using CsCheck;

namespace Beffroi.Portal.Tests.Dossiers;

/// <summary>Makes files that nobody wrote out of good ones.</summary>
internal static class Hostile
{
    /// <summary>Seeds with some bytes changed, cut out or repeated.</summary>
    public static Gen<byte[]> Mutations(byte[][] seeds) =>
        Gen.Select(
            Gen.Int[0, seeds.Length - 1],
            Gen.Select(Gen.Int[0, int.MaxValue], Gen.Byte, Gen.Int[0, 3]).Array[1, 12],
            (seed, changes) =>
            {
                var bytes = seeds[seed].ToList();
                foreach (var (place, octet, kind) in changes.Where(_ => bytes.Count > 16))
                {
                    // The first bytes say the kind, without which nothing is looked at.
                    var at = 12 + (place % (bytes.Count - 12));
                    switch (kind)
                    {
                        case 0: bytes[at] = octet; break;
                        case 1: bytes[at] ^= (byte)(1 << (octet & 7)); break;
                        case 2: bytes.RemoveRange(at, Math.Min(octet, bytes.Count - at)); break;
                        default: bytes.InsertRange(at, bytes.Skip(at).Take(octet).ToList()); break;
                    }
                }

                return bytes.ToArray();
            });

    /// <summary>Whether a content is taken or refused, and what was made of it is small.</summary>
    public static bool Survives(this Intake intake, byte[] content) => intake.CostOf(content).Allocated < 64 * 1024 * 1024;

    /// <summary>Why a content is refused, empty when it is taken, and the bytes that this thread made of it: other tests run beside.</summary>
    public static (string Refusal, long Allocated) CostOf(this Intake intake, byte[] content)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var refusal = "";
        try
        {
            intake.TakeAsync(content).GetAwaiter().GetResult();
        }
        catch (PieceRefusedException refused)
        {
            refusal = refused.Message;
        }

        return (refusal, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
