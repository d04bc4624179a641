using System.Text;
using Beffroi.Portal.Communes.Register;

namespace Beffroi.Portal.Features.Personnes.Matching;

/// <summary>
/// How a name sounds to French ears, roughly: « Lefèvre » and « Lefebvre », « Durand » and « Durant », « Philippe » and « Filipe » are one.
/// It finds names that were heard, never decides that two are the same.
/// </summary>
public static class FrenchSound
{
    // In this order: longer spellings before those that they hold.
    private static readonly (string Written, string Heard)[] s_spellings =
    [
        ("bv", "v"), ("sch", "1"), ("sh", "1"), ("ch", "1"), ("ph", "f"), ("h", ""),
        ("cqu", "k"), ("cq", "k"), ("ck", "k"), ("qu", "k"), ("q", "k"), ("ce", "se"), ("ci", "si"), ("cy", "si"), ("c", "k"),
        ("gue", "ge2"), ("gui", "gi2"), ("ge", "je"), ("gi", "ji"), ("gy", "ji"), ("je2", "ge"), ("ji2", "gi"), ("gn", "n"),
        ("w", "v"), ("y", "i"), ("z", "s"), ("x", "s"),
        ("sn", "n"), ("sl", "l"), ("sm", "m"),
        ("eau", "o"), ("ault", "ot"), ("aul", "o"), ("au", "o"), ("oeu", "e"), ("oe", "e"), ("eu", "e"), ("ou", "u"),
        ("aim", "3"), ("ain", "3"), ("ein", "3"), ("im", "3"), ("in", "3"), ("em", "4"), ("en", "4"), ("am", "4"), ("an", "4"), ("om", "5"), ("on", "5"),
        ("ai", "e"), ("ei", "e"),
    ];

    /// <summary>The sound of one word; empty when nothing in it is heard.</summary>
    public static string Of(string word)
    {
        var heard = Once(FoldedName.Of(word).Replace(" ", "", StringComparison.Ordinal));
        foreach (var (written, sound) in s_spellings)
        {
            heard = heard.Replace(written, sound, StringComparison.Ordinal);
        }

        heard = Once(heard);
        // What is written at the end and not heard: Dupont, Dupond, Bernard, Mathieux.
        var silent = heard.TrimEnd('e', 's', 't', 'd', 'p');
        return silent.Length >= 2 ? silent : heard;
    }

    private static string Once(string text)
    {
        var once = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (once.Length == 0 || once[^1] != c)
            {
                once.Append(c);
            }
        }

        return once.ToString();
    }
}
