using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;

namespace Beffroi.Appliance.Commands;

/// <summary>How commands speak: the answer on standard output, everything else on standard error.</summary>
internal static class Speak
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Json(object answer) => Console.Out.WriteLine(JsonSerializer.Serialize(answer, s_json));

    public static void Line(string text) => Console.Out.WriteLine(text);

    public static void Note(string text) => Console.Error.WriteLine(text);

    /// <summary>Standard error for questions and progress: plain lines where it is no terminal, or where <c>NO_COLOR</c> is set.</summary>
    public static IAnsiConsole Aside() => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(Console.Error),
        Ansi = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) ? AnsiSupport.Detect : AnsiSupport.No,
    });
}
