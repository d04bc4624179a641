namespace Beffroi.Identity.Features.SignIn;

/// <summary>Says how long to wait, rounded up so that the promise holds.</summary>
internal static class WaitWords
{
    public static string For(TimeSpan wait)
    {
        var minutes = (int)Math.Ceiling(wait.TotalMinutes);
        return wait.TotalSeconds <= 50
            ? $"{Math.Max(5, (int)Math.Ceiling(wait.TotalSeconds / 5) * 5)}\u00a0secondes"
            : minutes < 2 ? "1\u00a0minute" : $"{minutes}\u00a0minutes";
    }
}
