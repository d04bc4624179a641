using System.Text.RegularExpressions;
using CsCheck;

namespace Beffroi.Web.Tests;

public sealed class CommuneThemeTests
{
    private static readonly Gen<string> Colour = Gen.Int[0, 0xFFFFFF].Select(value => $"#{value:x6}");

    [Fact]
    public void Accent_OfAnyColour_CarriesWhiteLetters() =>
        Colour.Sample(hex => Contrast(CommuneTheme.Accent(hex), "#ffffff") >= 4.5);

    [Fact]
    public void Css_OfAnyColour_IsReadableInBothSchemes() => Colour.Sample(hex =>
    {
        var css = CommuneTheme.Css(hex);
        var accents = Values(css, "accent");
        var softs = Values(css, "accent-soft");
        return accents.Count == 2 && Contrast(accents[0], softs[0]) >= 4.5 && Contrast(accents[1], softs[1]) >= 4.5
            && Contrast(accents[1], "#12191f") >= 4.5;
    });

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("red")]
    [InlineData("#12345")]
    [InlineData("#1234567")]
    [InlineData("#12345\n")]
    [InlineData("#fff;}body{display:none")]
    public void Css_OfWhatIsNotAColour_IsTheDefault(string? hex) =>
        Assert.Equal(CommuneTheme.Css(CommuneTheme.Default), CommuneTheme.Css(hex));

    [Fact]
    public void Accent_AlreadyReadable_IsKept() => Assert.Equal("#7a3b12", CommuneTheme.Accent("#7A3B12"));

    [Fact]
    public void Palette_EveryColour_CarriesWhiteLetters() =>
        Assert.All(CommunePalette.Colours, hex => Assert.True(Contrast(hex, "#ffffff") >= 4.5, hex));

    private static List<string> Values(string css, string name) =>
        Regex.Matches(css, $"--{name}: (#[0-9a-f]{{6}});", RegexOptions.None, TimeSpan.FromSeconds(1)).Select(m => m.Groups[1].Value).ToList();

    // Written again here from WCAG 2, so that the product's own arithmetic is not its judge.
    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string hex)
    {
        var parts = new[] { 1, 3, 5 }.Select(at => Convert.ToInt32(hex.Substring(at, 2), 16) / 255.0)
            .Select(v => v <= 0.04045 ? v / 12.92 : Math.Pow((v + 0.055) / 1.055, 2.4)).ToArray();
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
    }
}
