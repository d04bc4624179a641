using System.Security.Cryptography;
using System.Text;

namespace Beffroi.Portal.Features.Dossiers;

/// <summary>Names a text in the log without repeating it: the text may be purged one day, the chain still holds.</summary>
internal static class TextHash
{
    public static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
