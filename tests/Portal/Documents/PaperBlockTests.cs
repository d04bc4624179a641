using Beffroi.Portal.Features.Dossiers.Documents;

namespace Beffroi.Portal.Tests.Documents;

public sealed class PaperBlockTests
{
    [Fact]
    public void Read_ParagraphsAndLists_AreApart()
    {
        var blocks = PaperBlock.Read("Apportez :\n- une pièce ;\n- un acte.\n\nMerci.\r\nÀ bientôt.");

        Assert.Equal([false, true, false], blocks.Select(block => block.IsList));
        Assert.Equal(["une pièce ;", "un acte."], blocks[1].Lines);
        Assert.Equal(["Merci.", "À bientôt."], blocks[2].Lines);
    }

    [Fact]
    public void Read_ItemsApartByAnEmptyLine_AreOneList() => Assert.Single(PaperBlock.Read("- un\n\n- deux"));

    [Theory]
    [InlineData("")]
    [InlineData("\n\n \n")]
    public void Read_Nothing_GivesNothing(string text) => Assert.Empty(PaperBlock.Read(text));
}
