using System.Text;
using System.Xml.Linq;
using PdfSharp.Pdf;
using PdfSharp.Pdf.Advanced;
using PdfSharp.Pdf.Content;
using PdfSharp.Pdf.Content.Objects;
using PdfSharp.Pdf.IO;

namespace Beffroi.Portal.Tests.Documents;

/// <summary>Reads back what a screen reader relies on in a PDF: language, title, tags, order of headings, words for pictures (ISO 14289-1).</summary>
internal static class PdfStructure
{
    /// <summary>What is wrong, in words; nothing when all is right.</summary>
    public static IReadOnlyList<string> Faults(byte[] pdf)
    {
        using var stream = new MemoryStream(pdf);
        using var document = PdfReader.Open(stream, PdfDocumentOpenMode.Import);
        var faults = new List<string>();
        void Require(bool right, string fault)
        {
            if (!right)
            {
                faults.Add(fault);
            }
        }

        var catalog = document.Internals.Catalog;
        var elements = Elements(catalog.Elements.GetDictionary("/StructTreeRoot"));
        Require(catalog.Elements.GetString("/Lang").StartsWith("fr", StringComparison.Ordinal), "no French language");
        Require(catalog.Elements.GetDictionary("/MarkInfo")?.Elements.GetBoolean("/Marked") == true, "not marked");
        Require(catalog.Elements.GetDictionary("/ViewerPreferences")?.Elements.GetBoolean("/DisplayDocTitle") == true, "the title is not shown");
        Require(document.Info.Title.Length > 0, "no title");
        Require(XDocument.Parse(Metadata(catalog).Trim()).Descendants(XName.Get("part", "http://www.aiim.org/pdfua/ns/id/")).Any(), "no PDF/UA identifier in the metadata");
        Require(elements.Count > 0, "no structure");
        faults.AddRange(HeadingFaults(elements));
        faults.AddRange(ListFaults(elements));
        Require(elements.Where(element => Type(element) == "Figure").All(figure => figure.Elements.GetString("/Alt").Length > 0), "a figure without words");
        for (var i = 0; i < document.PageCount; i++)
        {
            var page = document.Pages[i];
            Require(page.Elements.GetName("/Tabs") == "/S", $"page {i + 1}: the order of tabs is not that of the structure");
            faults.AddRange(ContentFaults(ContentReader.ReadContent(page)).Select(fault => $"page {i + 1}: {fault}"));
        }

        return faults;
    }

    /// <summary>The types of the structure elements, in reading order.</summary>
    public static IReadOnlyList<string> Types(byte[] pdf)
    {
        using var stream = new MemoryStream(pdf);
        using var document = PdfReader.Open(stream, PdfDocumentOpenMode.Import);
        return [.. Elements(document.Internals.Catalog.Elements.GetDictionary("/StructTreeRoot")).Select(Type)];
    }

    private static List<PdfDictionary> Elements(PdfDictionary? root)
    {
        var found = new List<PdfDictionary>();
        Walk(root?.Elements["/K"]);
        return found;

        void Walk(PdfItem? item)
        {
            switch (item is PdfReference reference ? reference.Value : item)
            {
                case PdfArray array:
                    foreach (var kid in array)
                    {
                        Walk(kid);
                    }

                    break;
                case PdfDictionary dictionary when dictionary.Elements.ContainsKey("/S"):
                    found.Add(dictionary);
                    Walk(dictionary.Elements["/K"]);
                    break;
                default:
                    break;
            }
        }
    }

    private static string Type(PdfDictionary element) => element.Elements.GetName("/S").TrimStart('/');

    private static IEnumerable<string> HeadingFaults(List<PdfDictionary> elements)
    {
        var last = 0;
        foreach (var level in elements.Select(Type).Where(type => type is ['H', >= '1' and <= '6']).Select(type => type[1] - '0'))
        {
            if (level > last + 1)
            {
                yield return $"a heading {level} follows a heading {last}";
            }

            last = level;
        }

        if (last == 0)
        {
            yield return "no heading";
        }
    }

    private static IEnumerable<string> ListFaults(List<PdfDictionary> elements)
    {
        foreach (var element in elements)
        {
            var parent = element.Elements.GetDictionary("/P") is { } found && found.Elements.ContainsKey("/S") ? Type(found) : "";
            if ((Type(element) is "LI" && parent != "L") || (Type(element) is "Lbl" or "LBody" && parent != "LI"))
            {
                yield return $"a {Type(element)} inside a {parent}";
            }
        }
    }

    // What is drawn outside any marked content is neither read aloud nor left out: it is lost.
    private static IEnumerable<string> ContentFaults(CSequence content)
    {
        var depth = 0;
        foreach (var operation in content.OfType<COperator>())
        {
            switch (operation.OpCode.OpCodeName)
            {
                case OpCodeName.BDC or OpCodeName.BMC:
                    depth++;
                    break;
                case OpCodeName.EMC:
                    depth--;
                    break;
                case OpCodeName.Tj or OpCodeName.TJ or OpCodeName.f or OpCodeName.S or OpCodeName.B when depth == 0:
                    yield return $"{operation.OpCode.Name} outside any marked content";
                    break;
                default:
                    break;
            }

            if (depth is < 0 or > 1)
            {
                yield return $"marked contents {depth} deep";
            }
        }

        if (depth != 0)
        {
            yield return "a marked content is left open";
        }
    }

    private static string Metadata(PdfDictionary catalog) =>
        catalog.Elements.GetDictionary("/Metadata") is { Stream: { } xmp } ? Encoding.UTF8.GetString(xmp.UnfilteredValue) : "";
}
