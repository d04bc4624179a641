using System.Text.RegularExpressions;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Web.Text;

namespace Beffroi.Portal.Features.Dossiers.Documents;

/// <summary>Fills the body of a template in. The template and the agent make paragraphs and lists: what a usager answered cannot add any.</summary>
/// <param name="find">The words of a place.</param>
internal sealed partial class PaperBody(Func<string, string> find)
{
    /// <summary>The parts of the paper.</summary>
    public IReadOnlyList<PaperBlock> Fill(string body)
    {
        var blocks = new List<PaperBlock>();
        foreach (var block in PaperBlock.Read(body))
        {
            // A place that is a paragraph by itself keeps its lines; one inside a sentence is put on one line, but for texts of paragraphs and lists.
            var filled = block switch
            {
                { IsList: false, Lines: [var only] } when Alone().Match(only) is { Success: true } alone && !PaperPlaces.IsFree(alone.Groups["name"].Value) =>
                    [block with { Lines = LinesOf(find(alone.Groups["name"].Value)) }],
                { IsList: false } => block.Lines.SelectMany(DocumentPlaces.In).Any(PaperPlaces.IsFree)
                    ? PaperBlock.Read(FillLine(string.Join('\n', block.Lines)))
                    : [FillLines(block)],
                _ => [FillLines(block)],
            };
            blocks.AddRange(filled.Select(part => part with { Lines = [.. part.Lines.Select(French.Typography)] }));
        }

        return blocks;
    }

    private PaperBlock FillLines(PaperBlock block) => block with { Lines = [.. block.Lines.Select(line => FillLine(line).Replace('\n', ' '))] };

    private string FillLine(string line) => DocumentPlaces.Fill(line, place =>
        PaperPlaces.IsFree(place) ? find(place) : string.Join(", ", LinesOf(find(place))));

    private static string[] LinesOf(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    [GeneratedRegex(@"\A\{(?<name>[^{}\n]{1,60})\}\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Alone();
}
