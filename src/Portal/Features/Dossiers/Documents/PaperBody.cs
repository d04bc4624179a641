using System.Text.RegularExpressions;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Web.Text;

namespace Beffroi.Portal.Features.Dossiers.Documents;

/// <summary>Fills the body of a template in. The template alone makes paragraphs and lists: what a usager answered cannot add any.</summary>
internal sealed partial class PaperBody(PaperPlaces places)
{
    /// <summary>The parts of the paper.</summary>
    public IReadOnlyList<PaperBlock> Fill(string body)
    {
        var blocks = new List<PaperBlock>();
        foreach (var block in PaperBlock.Read(body))
        {
            blocks.AddRange(block is { IsList: false, Lines: [var only] } && Alone().Match(only) is { Success: true } alone
                ? FillAlone(alone.Groups["name"].Value)
                : [block with { Lines = [.. block.Lines.Select(FillLine)] }]);
        }

        return blocks;
    }

    // A place that is a paragraph by itself keeps its lines.
    private IEnumerable<PaperBlock> FillAlone(string place)
    {
        var value = places.Find(place);
        return PaperPlaces.IsFree(place)
            ? PaperBlock.Read(value).Select(block => block with { Lines = [.. block.Lines.Select(French.Typography)] })
            : [new PaperBlock(false, [.. value.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(French.Typography)])];
    }

    private string FillLine(string line) => French.Typography(DocumentPlaces.Fill(line, place =>
        string.Join(", ", places.Find(place).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))));

    [GeneratedRegex(@"\A\{(?<name>[^{}\n]{1,60})\}\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Alone();
}
