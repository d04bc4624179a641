using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Beffroi.Portal.Features.Forms;

/// <summary>Why a form cannot be taken as it was sent.</summary>
public enum PostedFault
{
    /// <summary>It can.</summary>
    None,

    /// <summary>Its antiforgery token is missing, forged or too old: it is shown again with what was typed.</summary>
    Expired,

    /// <summary>It is larger than the appliance takes.</summary>
    TooLarge,

    /// <summary>It cannot be read as a form.</summary>
    Unreadable,
}

/// <summary>A form read before anything trusts it, so that no fault loses what was typed.</summary>
public sealed record PostedForm(PostedFault Fault, IReadOnlyDictionary<string, string[]> Values, IFormFileCollection Files)
{
    /// <summary>Reads the form of a request; pages that use it turn the automatic antiforgery check off, since it would answer an empty page.</summary>
    public static async Task<PostedForm> ReadAsync(HttpContext context, IAntiforgery antiforgery)
    {
        try
        {
            if (await IsTooLargeAsync(context))
            {
                return Nothing(PostedFault.TooLarge);
            }

            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            var values = form.ToDictionary(entry => entry.Key, entry => entry.Value.Select(value => value ?? "").ToArray(), StringComparer.Ordinal);
            var valid = await antiforgery.IsRequestValidAsync(context);
            return new PostedForm(valid ? PostedFault.None : PostedFault.Expired, values, form.Files);
        }
        catch (BadHttpRequestException refused)
        {
            return Nothing(refused.StatusCode == StatusCodes.Status413PayloadTooLarge ? PostedFault.TooLarge : PostedFault.Unreadable);
        }
        catch (InvalidDataException)
        {
            return Nothing(PostedFault.TooLarge);
        }
        catch (Exception broken) when (broken is IOException or InvalidOperationException)
        {
            return Nothing(PostedFault.Unreadable);
        }
    }

    /// <summary>The first value of a field, or null.</summary>
    public string? this[string name] => Values.TryGetValue(name, out var values) && values.Length > 0 ? values[0] : null;

    /// <summary>What the person is told, in French, with how to mend it; null when there is no fault.</summary>
    public string? Message => Fault switch
    {
        PostedFault.Expired => Files.Count > 0
            ? "La page est restée ouverte trop longtemps. Vos réponses sont conservées ci-dessous\u00a0: choisissez de nouveau vos fichiers, puis envoyez."
            : "La page est restée ouverte trop longtemps. Vos réponses sont conservées ci-dessous\u00a0: envoyez de nouveau.",
        PostedFault.TooLarge => "Votre envoi est trop volumineux\u00a0: 10\u00a0Mo par fichier, 30\u00a0Mo en tout. Envoyez moins de fichiers à la fois, ou des photos moins grandes\u00a0: sur un téléphone, une capture d’écran de la photo suffit. Vos réponses des pages précédentes sont conservées.",
        PostedFault.Unreadable => "Votre envoi s’est interrompu. Vérifiez votre connexion, puis envoyez de nouveau. Vos réponses des pages précédentes sont conservées.",
        _ => null,
    };

    /// <summary>The status that says the fault.</summary>
    public int Status => Fault switch
    {
        PostedFault.None => StatusCodes.Status200OK,
        PostedFault.TooLarge => StatusCodes.Status413PayloadTooLarge,
        _ => StatusCodes.Status400BadRequest,
    };

    // A browser that is still sending does not read an answer: what is somewhat too large is taken in and forgotten, so that it hears why.
    private static async Task<bool> IsTooLargeAsync(HttpContext context)
    {
        var limit = context.Features.Get<IHttpMaxRequestBodySizeFeature>();
        if (limit is not { IsReadOnly: false, MaxRequestBodySize: { } most } || context.Request.ContentLength is not { } length || length <= most)
        {
            return false;
        }

        limit.MaxRequestBodySize = 8 * most;
        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        return true;
    }

    private static PostedForm Nothing(PostedFault fault) => new(fault, new Dictionary<string, string[]>(StringComparer.Ordinal), new FormFileCollection());
}
