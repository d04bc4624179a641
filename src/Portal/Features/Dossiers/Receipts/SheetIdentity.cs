using System.Security;
using System.Text;

namespace Beffroi.Portal.Features.Dossiers.Receipts;

/// <summary>Says in the metadata of a sheet that it follows PDF/UA-1 (ISO 14289-1, clause 5).</summary>
internal static class SheetIdentity
{
    /// <summary>Writes the metadata anew, inside the bytes of a document that was saved.</summary>
    // PDFsharp writes metadata of its own at each save, without this mention and without escaping. A packet of metadata is made to be
    // written over in place, and ends with spaces for that (ISO 16684-1, 7.3): no offset of the file moves.
    public static byte[] Write(byte[] pdf, string title, string author)
    {
        var start = pdf.AsSpan().IndexOf("<?xpacket begin"u8);
        var length = start < 0 ? -1 : pdf.AsSpan(start).IndexOf("<?xpacket end=\"w\"?>"u8);
        if (length < 0)
        {
            throw new InvalidOperationException("The document has no metadata.");
        }

        var packet = Encoding.UTF8.GetBytes(Xmp(title, author));
        if (packet.Length > length)
        {
            packet = Encoding.UTF8.GetBytes(Xmp(author, author));
        }

        packet.CopyTo(pdf.AsSpan(start, length));
        pdf.AsSpan(start + packet.Length, length - packet.Length).Fill((byte)' ');
        return pdf;
    }

    private static string Xmp(string title, string author) => $"""
        <?xpacket begin="{'\uFEFF'}" id="W5M0MpCehiHzreSzNTczkc9d"?>
        <x:xmpmeta xmlns:x="adobe:ns:meta/">
        <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
        <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
        <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{SecurityElement.Escape(title)}</rdf:li></rdf:Alt></dc:title>
        <dc:creator><rdf:Seq><rdf:li>{SecurityElement.Escape(author)}</rdf:li></rdf:Seq></dc:creator>
        <xmp:CreatorTool>Beffroi</xmp:CreatorTool>
        <pdfuaid:part>1</pdfuaid:part>
        </rdf:Description>
        </rdf:RDF>
        </x:xmpmeta>

        """;
}
