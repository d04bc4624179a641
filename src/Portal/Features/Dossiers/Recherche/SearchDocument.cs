using System.Text.Json;

namespace Beffroi.Portal.Features.Dossiers.Recherche;

/// <summary>The words of one dossier: its number, code, person, object and answers, its messages and the names of its files.</summary>
internal sealed class SearchDocument(Guid communeId)
{
    // A text of ten thousand words is found by its first ones; a line of the index stays small.
    private const int MaxWords = 1_500;
    private const int MaxText = 20_000;

    private readonly string _mark = SearchMark.Of(communeId);

    /// <summary>The words, without the mark of the commune.</summary>
    public SortedSet<string> Words { get; } = new(StringComparer.Ordinal);

    /// <summary>The words as the entry keeps them.</summary>
    public string Text => string.Join(' ', Words.Select(word => _mark + word));

    /// <summary>Takes up what an entry holds already.</summary>
    public void AddEntry(SearchEntry entry)
    {
        foreach (var word in entry.Words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            Words.Add(word[_mark.Length..]);
        }
    }

    /// <summary>Adds what the dossier itself says.</summary>
    public void Add(Dossier dossier)
    {
        Add(dossier.Numero);
        Add(dossier.NumeroCourt);
        Add(dossier.Code);
        Add(dossier.UsagerNom);
        Add(dossier.UsagerCourriel);
        Add(dossier.UsagerTelephone);
        Add(dossier.Objet);
        Add(dossier.Mandat?.Nom);
        Add(dossier.Motif);
        try
        {
            using var answers = JsonDocument.Parse(dossier.Answers);
            Add(answers.RootElement);
        }
        catch (JsonException)
        {
            // Answers that are no JSON are found by the rest of the dossier.
        }
    }

    /// <summary>Adds a text.</summary>
    public void Add(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return;
        }

        foreach (var word in SearchText.WordsOf(text.Length > MaxText ? text[..MaxText] : text))
        {
            if (Words.Count >= MaxWords)
            {
                return;
            }

            Words.Add(SearchText.Stem(word));
        }
    }

    private void Add(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String when TextOf(element) is { } text && !Guid.TryParse(text, out _):
                Add(text);
                break;
            case JsonValueKind.Number:
                Add(element.GetRawText());
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    Add(item);
                }

                break;
            case JsonValueKind.Object when element.TryGetProperty("mediaType", out _) && element.TryGetProperty("name", out var name):
                Add(name);
                break;
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    Add(property.Value);
                }

                break;
        }
    }

    // A lone surrogate is legal in a JSON escape and not in a string of characters.
    private static string? TextOf(JsonElement element)
    {
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
