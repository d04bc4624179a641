namespace Beffroi.Portal.Features.Dossiers.Pieces.Pdf;

/// <summary>A name, its <c>#xx</c> read: <c>/J#61vaScript</c> is <c>JavaScript</c>.</summary>
internal sealed record PdfName(string Value);

/// <summary>A reference to an object by its number.</summary>
internal sealed record PdfReference(int Number);

/// <summary>A word that is none of the other kinds, such as <c>endobj</c>, <c>true</c> or a closing bracket.</summary>
internal sealed record PdfWord(string Value);

/// <summary>A dictionary. Of a key written twice the last value is kept: every one of them went past the rules while it was read.</summary>
internal sealed class PdfDictionary
{
    private readonly Dictionary<string, object?> _values = new(StringComparer.Ordinal);

    public object? this[string key]
    {
        get => _values.GetValueOrDefault(key);
        set => _values[key] = value;
    }

    public bool Has(string key) => _values.ContainsKey(key);

    public string? NameOf(string key) => (this[key] as PdfName)?.Value;
}
