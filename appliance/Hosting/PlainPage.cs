using System.Security.Cryptography;
using System.Text;

namespace Beffroi.Appliance.Hosting;

/// <summary>A page that needs nothing else of the appliance: no commune's colours, no style sheet, no database.</summary>
internal static class PlainPage
{
    private const string Style =
        """
        :root{color-scheme:light dark}
        body{max-width:36rem;margin:12vh auto;padding:0 1rem;font:1.0625rem/1.6 "Source Sans 3",system-ui,sans-serif;color:#16212c;background:#fff}
        h1{font-size:1.75rem;line-height:1.25;margin:0 0 1rem}
        pre{padding:.75rem 1rem;border-radius:.375rem;background:#eef2f6;overflow-x:auto}
        body::before{content:"";display:block;width:2.5rem;height:.375rem;margin-bottom:1.5rem;background:#c8553d}
        @media (prefers-color-scheme:dark){body{color:#e6ebf0;background:#16212c}pre{background:#24313d}}
        """;

    private static readonly string s_policy =
        $"default-src 'none'; frame-ancestors 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'";

    /// <summary>Answers with it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">The status code.</param>
    /// <param name="name">The page's name for <c>data-page</c>.</param>
    /// <param name="title">The title and the heading.</param>
    /// <param name="body">What follows the heading, HTML of the program's own.</param>
    public static Task WriteAsync(HttpContext context, int status, string name, string title, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.ContentSecurityPolicy = s_policy;
        return context.Response.WriteAsync(
            $"""
            <!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{title}</title><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><style>{Style}</style></head>
            <body data-page="{name}"><main><h1>{title}</h1>{body}</main></body></html>
            """);
    }
}
