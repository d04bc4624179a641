using Microsoft.AspNetCore.Http;

namespace Beffroi.Web.Hosting;

/// <summary>Lets one page show images of one more host.</summary>
public static class ImageOrigins
{
    private const string Images = "img-src 'self'";

    /// <summary>Adds an origin, such as <c>https://data.geopf.fr</c>, to the images of the answer's content policy; other pages keep theirs.</summary>
    public static void AllowImagesFrom(this HttpResponse response, string origin)
    {
        ArgumentNullException.ThrowIfNull(response);
        response.Headers.ContentSecurityPolicy = response.Headers.ContentSecurityPolicy.ToString().Replace(Images, $"{Images} {origin}", StringComparison.Ordinal);
    }
}
