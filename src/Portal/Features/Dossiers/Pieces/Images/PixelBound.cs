namespace Beffroi.Portal.Features.Dossiers.Pieces.Images;

/// <summary>
/// How large a picture may be. A file of a few kilobytes may announce a picture that fills the memory of whoever opens it; nothing here
/// decodes it, so the announced size is what is bounded.
/// </summary>
internal static class PixelBound
{
    public const long MaxPixels = 100_000_000;

    /// <exception cref="UnfitContentException">The picture is larger, or has no size.</exception>
    public static void Check(long width, long height)
    {
        if (width <= 0 || height <= 0)
        {
            throw Damaged();
        }

        if (height > MaxPixels / width)
        {
            throw new UnfitContentException("est une image trop grande\u00a0: plus de 100\u00a0millions de points. Faites-en une capture d’écran sur un téléphone, ou enregistrez-la dans une taille plus petite sur un ordinateur, puis envoyez-la.");
        }
    }

    public static UnfitContentException Damaged() =>
        new("est une image abîmée ou incomplète. Photographiez de nouveau le document, ou enregistrez de nouveau l’image, puis envoyez-la.");
}
