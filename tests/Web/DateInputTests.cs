using Beffroi.Web.TagHelpers;

namespace Beffroi.Web.Tests;

public sealed class DateInputTests
{
    [Theory]
    [InlineData("14", "3", "1985")]
    [InlineData(" 14 ", "03", "1985")]
    public void TryRead_ADate_ReadsIt(string day, string month, string year)
    {
        var input = new DateInput { Jour = day, Mois = month, Annee = year };

        Assert.True(input.TryRead("la date de naissance", out var date, out _));
        Assert.Equal(new DateOnly(1985, 3, 14), date);
    }

    [Theory]
    [InlineData(null, null, null, "Saisissez la date")]
    [InlineData("32", "1", "1985", "Saisissez le jour")]
    [InlineData("1", "13", "1985", "Saisissez le mois")]
    [InlineData("1", "1", "85", "Saisissez l’année")]
    [InlineData("29", "2", "2025", "Vérifiez la date")]
    [InlineData("-1", "2", "2025", "Saisissez le jour")]
    [InlineData("1\0", "2", "2025", "Saisissez le jour")]
    public void TryRead_NotADate_SaysHowToMendIt(string? day, string? month, string? year, string words)
    {
        var input = new DateInput { Jour = day, Mois = month, Annee = year };

        Assert.False(input.TryRead("la date de naissance", out _, out var error));
        Assert.StartsWith(words, error);
    }
}
