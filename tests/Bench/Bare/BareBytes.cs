using System.Globalization;
using Beffroi.Bench.Servers;
using Microsoft.Extensions.Primitives;

namespace Beffroi.Bench.Bare;

/// <summary>Kestrel with one end point that writes a stored response from memory, its headers (<c>FILE.headers</c>) and its body: <c>FILE PORT</c>.</summary>
internal static class BareBytes
{
    public static async Task RunAsync(string[] arguments)
    {
        var bytes = await File.ReadAllBytesAsync(arguments[0]);
        string[] lines = File.Exists(arguments[0] + ".headers") ? await File.ReadAllLinesAsync(arguments[0] + ".headers") : ["Content-Type: text/html"];
        var headers = lines
            .Select(line => line.Split(": ", 2))
            .Select(parts => KeyValuePair.Create(parts[0], new StringValues(parts[1])))
            .ToArray();
        await using var app = ChildHost.CreateBuilder(int.Parse(arguments[1], CultureInfo.InvariantCulture)).Build();
        app.MapGet("/", (HttpContext context) =>
        {
            foreach (var (name, value) in headers)
            {
                context.Response.Headers[name] = value;
            }

            context.Response.ContentLength = bytes.Length;
            return context.Response.Body.WriteAsync(bytes).AsTask();
        });
        await ChildHost.ServeAsync(app);
    }
}
