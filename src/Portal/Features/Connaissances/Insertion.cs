namespace Beffroi.Portal.Features.Connaissances;

/// <summary>What to do with a template when something is already typed.</summary>
public enum InsertionWay
{
    /// <summary>Ask.</summary>
    Demander,

    /// <summary>Put it after what is typed.</summary>
    Suite,

    /// <summary>Put it in the place of what is typed.</summary>
    Remplacer,
}

/// <summary>A template put into a text by a form, for who runs no script.</summary>
/// <param name="Field">The name of the text.</param>
/// <param name="Text">The text as it then stands.</param>
/// <param name="Asks">Whether something was typed, and nothing is done before one says what becomes of it.</param>
public sealed record Insertion(string Field, string? Text, bool Asks)
{
    /// <summary>Puts the filled template into what was typed.</summary>
    public static Insertion Of(string field, string? typed, string? filled, InsertionWay way)
    {
        var text = typed?.Replace("\r\n", "\n", StringComparison.Ordinal);
        if (filled is null)
        {
            return new Insertion(field, text, Asks: false);
        }

        return (string.IsNullOrWhiteSpace(text), way) switch
        {
            (true, _) or (_, InsertionWay.Remplacer) => new Insertion(field, filled, Asks: false),
            (_, InsertionWay.Suite) => new Insertion(field, text!.TrimEnd() + "\n\n" + filled, Asks: false),
            _ => new Insertion(field, text, Asks: true),
        };
    }
}

/// <summary>The choice of a template above a text.</summary>
/// <param name="Offer">What is offered.</param>
/// <param name="Field">The name of the text.</param>
/// <param name="Action">Where the form goes to insert without script.</param>
/// <param name="Source">Where the filled text of a template is read, before its key.</param>
public sealed record ModeleChoice(ConnaissanceOffer Offer, string Field, string Action, string Source)
{
    /// <summary>What follows the key in that address.</summary>
    public string Query { get; init; } = "";

    /// <summary>The template that was chosen.</summary>
    public Guid? Chosen { get; init; }

    /// <summary>Those already in the text.</summary>
    public IReadOnlyList<Guid> Inserted { get; init; } = [];

    /// <summary>What was done, or is to be asked, about this text.</summary>
    public Insertion? Insertion { get; init; }

    /// <summary>The name and value of the button that the Enter key presses in this form.</summary>
    public (string Name, string Value)? Default { get; init; }

    /// <summary>Whether a file of the form has to be chosen anew after an insertion.</summary>
    public bool LosesFiles { get; init; }

    /// <summary>The address that inserts in a given way.</summary>
    public string ActionFor(InsertionWay way) => $"{Action}{(Action.Contains('?', StringComparison.Ordinal) ? '&' : '?')}champ={Field}&deja={way}";
}
