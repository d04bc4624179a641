using System.IO.Compression;

namespace Beffroi.Portal.Features.Dossiers.Pieces.Pdf;

/// <summary>
/// Looks for active content in a PDF. It does not follow the file's own table of objects, which each viewer repairs in its own way: it
/// reads an object wherever the word <c>obj</c> may begin one, and unfolds every stream that may hold objects. What any viewer can reach,
/// it has read.
/// </summary>
internal sealed class PdfInspection
{
    private sealed record Place(byte[] Bytes, int At);

    private sealed record FoldedObjects(int Number, int Generation, PdfDictionary Dictionary, int At);

    private readonly byte[] _file;
    private readonly PdfBudget _budget;
    private readonly PdfRules _rules = new();
    private readonly Dictionary<int, List<Place>> _places = [];
    private readonly List<FoldedObjects> _folded = [];
    private readonly List<PdfDictionary> _encrypted = [];

    private PdfInspection(byte[] file)
    {
        _file = file;
        _budget = new PdfBudget(file.Length);
    }

    /// <exception cref="UnfitContentException">It is active, closed by a password, damaged, or too much to verify.</exception>
    public static void Check(byte[] file) => new PdfInspection(file).Run();

    private void Run()
    {
        if (_file.AsSpan().LastIndexOf("startxref"u8) < 0)
        {
            throw Damaged();
        }

        foreach (var at in Words("obj"u8))
        {
            ReadObject(at);
        }

        foreach (var at in Words("trailer"u8))
        {
            NoteEncryption(new PdfReader(_file, at + "trailer".Length, _budget, _rules.Judge).Next() as PdfDictionary);
        }

        var decryption = _encrypted.Count == 0 ? null : PdfDecryption.Open(_encrypted, Follow);
        foreach (var stream in _folded)
        {
            ReadFolded(stream, decryption);
        }

        if (!_rules.IsDocument)
        {
            throw Damaged();
        }

        // Following adds to the list nothing new: a place read again tells the same pairs.
        foreach (var action in _rules.OpenActions.ToList())
        {
            if (!(action is PdfReference target ? Targets(target) is { Count: > 0 } all && all.TrueForAll(PdfRules.OnlyGoes) : PdfRules.OnlyGoes(action)))
            {
                throw PdfRules.Active();
            }
        }
    }

    private List<int> Words(ReadOnlySpan<byte> word)
    {
        var places = new List<int>();
        for (var (at, found) = (0, 0); (found = _file.AsSpan(at).IndexOf(word)) >= 0; at += found + word.Length)
        {
            // Not "endobj", nor a part of another word.
            if (at + found > 0 && !char.IsAsciiLetter((char)_file[at + found - 1]))
            {
                places.Add(at + found);
            }
        }

        return places;
    }

    private void ReadObject(int at)
    {
        var reader = new PdfReader(_file, at + "obj".Length, _budget, _rules.Judge);
        var value = reader.Next();
        PdfRules.Judge(value);
        var (number, generation) = NumberBefore(at);
        if (number >= 0)
        {
            Keep(number, new Place(_file, at + "obj".Length));
        }

        if (value is not PdfDictionary dictionary)
        {
            return;
        }

        NoteEncryption(dictionary);
        // What else has these two keys is not a stream that viewers unfold (ISO 32000-2, 7.5.7).
        if ((dictionary.NameOf("Type") == "ObjStm" || (dictionary.Has("First") && dictionary.Has("N"))) && reader.Next() is PdfWord { Value: "stream" })
        {
            _folded.Add(new FoldedObjects(number, generation, dictionary, AfterLineEnd(reader.Position)));
        }
    }

    private void NoteEncryption(PdfDictionary? dictionary)
    {
        if (dictionary is not null && dictionary.Has("Encrypt") && _encrypted.Count < 100)
        {
            _encrypted.Add(dictionary);
        }
    }

    private void ReadFolded(FoldedObjects stream, PdfDecryption? decryption)
    {
        if (!IsPlainFlate(stream.Dictionary))
        {
            throw PdfBudget.TooComplex();
        }

        var packed = new MemoryStream(_file, stream.At, _file.Length - stream.At, writable: false);
        if (decryption is not null)
        {
            var length = LengthOf(stream, _file.Length - stream.At);
            _budget.Read(length);
            packed = new MemoryStream(decryption.Decrypt(_file.AsSpan(stream.At, length), stream.Number, stream.Generation));
        }

        var unfolded = Unfold(packed);
        var whole = new PdfReader(unfolded, 0, _budget, _rules.Judge);
        var (header, isHeader) = (new List<long>(), true);
        for (var value = whole.Next(); !PdfReader.IsEnd(value); value = whole.Next())
        {
            PdfRules.Judge(value);
            isHeader &= value is long;
            if (isHeader)
            {
                header.Add((long)value!);
            }
        }

        ReadByHeader(stream.Dictionary, unfolded, header);
    }

    // A header may point into the middle of another value, so each is read from where the header says too.
    private void ReadByHeader(PdfDictionary dictionary, byte[] unfolded, List<long> header)
    {
        var first = Follow(dictionary["First"]) as long? ?? throw Damaged();
        var count = Follow(dictionary["N"]) as long? ?? throw Damaged();
        for (var index = 0; index < count && (2 * index) + 1 < header.Count; index++)
        {
            var (number, at) = (header[2 * index], first + header[(2 * index) + 1]);
            if (number is < 0 or > int.MaxValue || at < 0 || at >= unfolded.Length)
            {
                break;
            }

            PdfRules.Judge(new PdfReader(unfolded, (int)at, _budget, _rules.Judge).Next());
            Keep((int)number, new Place(unfolded, (int)at));
        }
    }

    // The filter knows its own end: the length that the file says is not believed.
    private byte[] Unfold(MemoryStream packed)
    {
        var unfolded = new MemoryStream();
        try
        {
            using var unpacking = new ZLibStream(packed, CompressionMode.Decompress);
            var buffer = new byte[16384];
            int read;
            while ((read = unpacking.Read(buffer)) > 0)
            {
                _budget.Unfold(read);
                unfolded.Write(buffer, 0, read);
            }
        }
        catch (Exception error) when (error is InvalidDataException or IOException)
        {
            // The second is for a dictionary agreed on elsewhere, which the header may ask for and no document has.
            throw Damaged();
        }

        return unfolded.Length > 0 ? unfolded.ToArray() : throw Damaged();
    }

    // Generators fold objects with this filter and no other; a chain of others would only serve to hide.
    private static bool IsPlainFlate(PdfDictionary dictionary) =>
        (dictionary["Filter"] is PdfName { Value: "FlateDecode" } || dictionary["Filter"] is List<object?> and [PdfName { Value: "FlateDecode" }])
        && !HasPredictor(dictionary["DecodeParms"]);

    private static bool HasPredictor(object? parameters) => parameters switch
    {
        PdfDictionary one => one["Predictor"] is not (null or 1L),
        List<object?> list => list.Exists(HasPredictor),
        PdfWord { Value: "null" } or null => false,
        _ => true,
    };

    private int LengthOf(FoldedObjects stream, int most) =>
        Follow(stream.Dictionary["Length"]) is long length && length >= 0 && length <= most ? (int)length : throw Damaged();

    private object? Follow(object? value) => value is PdfReference target ? Targets(target) is [.., var last] ? last : null : value;

    private List<object?> Targets(PdfReference target) =>
        _places.GetValueOrDefault(target.Number, []).ConvertAll(place => new PdfReader(place.Bytes, place.At, _budget, _rules.Judge).Next());

    private void Keep(int number, Place place)
    {
        if (!_places.TryGetValue(number, out var places))
        {
            _places[number] = places = [];
        }

        places.Add(place);
    }

    private int AfterLineEnd(int at)
    {
        at += at < _file.Length && _file[at] == '\r' ? 1 : 0;
        return at + (at < _file.Length && _file[at] == '\n' ? 1 : 0);
    }

    // "12 0 obj": the number is 12; -1 where none stands there.
    private (int Number, int Generation) NumberBefore(int at)
    {
        var generation = NumberEndingAt(ref at);
        return generation < 0 ? (-1, -1) : (NumberEndingAt(ref at), generation);
    }

    private int NumberEndingAt(ref int at)
    {
        while (at > 0 && _file[at - 1] is 0 or 9 or 10 or 12 or 13 or 32)
        {
            at--;
        }

        var (number, unit) = (0L, 1L);
        for (; at > 0 && unit <= 1_000_000_000 && char.IsAsciiDigit((char)_file[at - 1]); at--, unit *= 10)
        {
            number += unit * (_file[at - 1] - '0');
        }

        return unit == 1 || number > int.MaxValue ? -1 : (int)number;
    }

    private static UnfitContentException Damaged() =>
        new("est un PDF abîmé ou incomplet. Imprimez-le de nouveau en PDF («\u00a0Imprimer\u00a0», puis «\u00a0Enregistrer au format PDF\u00a0»), puis envoyez ce nouveau fichier.");
}
