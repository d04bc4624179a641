namespace Beffroi.Portal.Features.Dossiers.Documents;

/// <summary>A part of the body of a paper: a paragraph, whose lines are kept, or a list with one item a line.</summary>
/// <param name="IsList">Whether it is a list.</param>
/// <param name="Lines">The lines of the paragraph, or the items without their dash.</param>
public sealed record PaperBlock(bool IsList, IReadOnlyList<string> Lines)
{
    private const string Dash = "- ";

    /// <summary>Reads a text: paragraphs are apart by an empty line, lines that begin with « - » are a list.</summary>
    public static IReadOnlyList<PaperBlock> Read(string text)
    {
        var blocks = new List<PaperBlock>();
        var lines = new List<string>();
        var isList = false;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim()).Append(""))
        {
            var isItem = line.StartsWith(Dash, StringComparison.Ordinal);
            if (lines.Count > 0 && (line.Length == 0 || isItem != isList))
            {
                // The items of one list may be apart by an empty line.
                if (isList && blocks is [.., { IsList: true } last])
                {
                    blocks[^1] = new PaperBlock(true, [.. last.Lines, .. lines]);
                }
                else
                {
                    blocks.Add(new PaperBlock(isList, [.. lines]));
                }

                lines.Clear();
            }

            if (line.Length > 0)
            {
                isList = isItem;
                lines.Add(isItem ? line[Dash.Length..].Trim() : line);
            }
        }

        return blocks;
    }
}
