using System.Globalization;
using System.Text;

namespace Beffroi.TestKit;

/// <summary>Small files that are what they say.</summary>
public static class SampleFiles
{
    /// <summary>A PNG of one grey point.</summary>
    public static byte[] Png => Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==");

    /// <summary>A grey JPEG of 16 by 8 points (ITU-T T.81), every coefficient of which is 0.</summary>
    /// <param name="segments">What stands between its start and its tables.</param>
    public static byte[] Jpeg(params byte[] segments) =>
    [
        0xFF, 0xD8, .. segments,
        0xFF, 0xDB, 0, 67, 0, .. Enumerable.Repeat((byte)1, 64),
        0xFF, 0xC0, 0, 11, 8, 0, 8, 0, 16, 1, 1, 0x11, 0,
        0xFF, 0xC4, 0, 20, 0x00, 1, .. new byte[15], 0,
        0xFF, 0xC4, 0, 20, 0x10, 1, .. new byte[15], 0,
        0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 0x0F,
        0xFF, 0xD9,
    ];

    /// <summary>A PDF of one empty page, with some words in a comment.</summary>
    public static byte[] Pdf(string words = "") => Pdf(words, "<< /Type /Catalog /Pages 2 0 R >>");

    /// <summary>A PDF whose objects begin with those: the first is its catalogue; its pages come second and third.</summary>
    public static byte[] Pdf(string words, params string[] objects)
    {
        string[] pages = ["<< /Type /Pages /Kids [3 0 R] /Count 1 >>", "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"];
        string[] all = [objects[0], .. pages, .. objects[1..]];
        var pdf = new StringBuilder($"%PDF-1.7\n% {words}\n");
        var offsets = new List<int>();
        foreach (var text in all)
        {
            offsets.Add(pdf.Length);
            pdf.Append(CultureInfo.InvariantCulture, $"{offsets.Count} 0 obj\n{text}\nendobj\n");
        }

        var start = pdf.Length;
        pdf.Append(CultureInfo.InvariantCulture, $"xref\n0 {all.Length + 1}\n0000000000 65535 f \n");
        offsets.ForEach(offset => pdf.Append(CultureInfo.InvariantCulture, $"{offset:D10} 00000 n \n"));
        pdf.Append(CultureInfo.InvariantCulture, $"trailer << /Size {all.Length + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(pdf.ToString());
    }
}
