namespace Beffroi.Web;

/// <summary>Twelve colours that tell communes apart in the bureau (classes c1 to c12); white letters hold 4.5 on each.</summary>
public static class CommunePalette
{
    /// <summary>How many colours there are.</summary>
    public const int Size = 12;

    /// <summary>The colours in order, c1 first; tokens.css says the same.</summary>
    public static IReadOnlyList<string> Colours { get; } =
    [
        "#1d4f76", "#7a3b12", "#1f6b3b", "#6b2c6f", "#8a1f3d", "#0f6166",
        "#4b4a9c", "#6a5a00", "#9a3a1f", "#3d5560", "#8c2f7a", "#375e1e",
    ];

    /// <summary>The colour of the commune that stands at a place (0 first) in an agent's list, from 1 to 12.</summary>
    public static int At(int place) => place % Size + 1;
}
