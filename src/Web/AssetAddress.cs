using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Beffroi.Web;

/// <summary>Addresses of the files in this library's wwwroot, with the fingerprint that lets browsers keep them for a year.</summary>
public static class AssetAddress
{
    /// <summary>The address of a file such as <c>css/beffroi.css</c>; the plain one where the endpoint knows no fingerprints (error pages).</summary>
    public static string Asset(this HttpContext context, string path)
    {
        var label = $"_content/Beffroi.Web/{path}";
        var assets = context.GetEndpoint()?.Metadata.GetMetadata<ResourceAssetCollection>();
        return $"{context.Request.PathBase}/{assets?[label] ?? label}";
    }
}
