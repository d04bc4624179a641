using System.Globalization;
using Beffroi.Bench.Servers;

namespace Beffroi.Bench.Bare;

/// <summary>Kestrel with one end point that writes the bytes of a file from memory: <c>FILE PORT</c>.</summary>
internal static class BareBytes
{
    public static async Task RunAsync(string[] arguments)
    {
        var bytes = await File.ReadAllBytesAsync(arguments[0]);
        await using var app = ChildHost.CreateBuilder(int.Parse(arguments[1], CultureInfo.InvariantCulture)).Build();
        app.MapGet("/", (HttpContext context) =>
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            context.Response.ContentLength = bytes.Length;
            return context.Response.Body.WriteAsync(bytes).AsTask();
        });
        await ChildHost.ServeAsync(app);
    }
}
