namespace Beffroi.Portal.Features.Dossiers.Pieces.Pdf;

/// <summary>What one PDF may cost: bytes read (a place read again counts again), values made and bytes unfolded.</summary>
internal sealed class PdfBudget(int fileLength)
{
    /// <summary>The objects of a document unfold to a few megabytes; one of 10 MB that unfolds to more is a trap.</summary>
    private const int MaxUnfolded = 48 * 1024 * 1024;

    private long _bytes = (4L * fileLength) + (8L * 1024 * 1024);
    private int _values = 4_000_000;
    private int _unfolded = MaxUnfolded;

    public void Read(int bytes) => _bytes = bytes <= _bytes ? _bytes - bytes : throw TooComplex();

    public void Make() => _values = _values > 0 ? _values - 1 : throw TooComplex();

    public void Unfold(int bytes)
    {
        _unfolded = bytes <= _unfolded ? _unfolded - bytes : throw TooComplex();
        _bytes += 4L * bytes;
    }

    public static UnfitContentException TooComplex() =>
        new("est un PDF trop compliqué pour être vérifié. Imprimez-le de nouveau en PDF, puis envoyez ce nouveau fichier.");
}
