namespace Beffroi.Appliance.Commands;

/// <summary>Colours of standard output: on a terminal only, and not where <c>NO_COLOR</c> or a dumb terminal asks for none.</summary>
internal static class Ink
{
    private static readonly bool s_isOn = !Console.IsOutputRedirected
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");

    public static string Bold(string text) => Paint(text, 1);

    public static string Red(string text) => Paint(text, 31);

    public static string Green(string text) => Paint(text, 32);

    public static string Yellow(string text) => Paint(text, 33);

    private static string Paint(string text, int code) => s_isOn ? $"\e[{code}m{text}\e[0m" : text;
}
