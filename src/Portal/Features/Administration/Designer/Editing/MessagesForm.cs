using Beffroi.Portal.Features.Demarches.Definition;

namespace Beffroi.Portal.Features.Administration.Designer.Editing;

/// <summary>What is said to the usager at one step, as it is typed.</summary>
public sealed class MessageLine
{
    public string? Courriel { get; set; }

    public string? Sms { get; set; }
}

/// <summary>The state of a request in the usager's words, and what mails and SMS say at each step, as they are typed.</summary>
public sealed class MessagesForm
{
    private const int MostState = 300;

    public string? Reception { get; set; }
    public string? Qualification { get; set; }
    public string? Traitement { get; set; }
    public string? Delivrance { get; set; }
    public string? Cloture { get; set; }
    public MessageLine Recu { get; set; } = new();
    public MessageLine Accepte { get; set; } = new();
    public MessageLine Refuse { get; set; } = new();
    public MessageLine Remis { get; set; } = new();

    /// <summary>The messages as they stand.</summary>
    public static MessagesForm From(DemarcheDefinition d) => new()
    {
        Reception = d.Statuses.Reception,
        Qualification = d.Statuses.Qualification,
        Traitement = d.Statuses.Traitement,
        Delivrance = d.Statuses.Delivrance,
        Cloture = d.Statuses.Cloture,
        Recu = LineOf(d.Messages?.Recu),
        Accepte = LineOf(d.Messages?.Accepte),
        Refuse = LineOf(d.Messages?.Refuse),
        Remis = LineOf(d.Messages?.Remis),
    };

    /// <summary>Every text that usagers read.</summary>
    public static IEnumerable<string> TextsOf(DemarcheDefinition d) =>
    [
        d.Statuses.Reception, d.Statuses.Qualification, d.Statuses.Traitement, d.Statuses.Delivrance, d.Statuses.Cloture,
        .. new[] { d.Messages?.Recu, d.Messages?.Accepte, d.Messages?.Refuse, d.Messages?.Remis }.SelectMany(message => new[] { message?.Courriel, message?.Sms }).OfType<string>(),
    ];

    /// <summary>The démarche with these messages; what is to be mended goes to <paramref name="errors"/>.</summary>
    public DemarcheDefinition Read(DemarcheDefinition d, List<(string Field, string Message)> errors)
    {
        string State(string? typed, string field)
        {
            var clean = (typed ?? "").Trim().ReplaceLineEndings(" ");
            if (clean.Length is 0 or > MostState)
            {
                errors.Add(("Saisie." + field, clean.Length == 0 ? "Écrivez ce que lit l’usager à cette étape." : $"Écrivez {MostState} caractères au plus."));
            }

            return clean;
        }

        string? Text(string? typed, string field, int most)
        {
            var clean = string.IsNullOrWhiteSpace(typed) ? null : typed.Trim().ReplaceLineEndings("\n");
            if (clean?.Length > most)
            {
                errors.Add(("Saisie." + field, $"Le texte compte {clean.Length} caractères. Écrivez-en {(most == DefinitionCheck.MaxCourriel ? "2\u00a0000" : most)} au plus."));
            }

            return clean;
        }

        MessageText? Message(MessageLine line, string step)
        {
            MessageText read = new() { Courriel = Text(line.Courriel, step + ".Courriel", DefinitionCheck.MaxCourriel), Sms = Text(line.Sms, step + ".Sms", DefinitionCheck.MaxSms) };
            return read == new MessageText() ? null : read;
        }

        DemarcheMessages messages = new()
        {
            Recu = Message(Recu, nameof(Recu)),
            Accepte = Message(Accepte, nameof(Accepte)),
            Refuse = Message(Refuse, nameof(Refuse)),
            Remis = Message(Remis, nameof(Remis)),
        };
        return d with
        {
            Statuses = new()
            {
                Reception = State(Reception, nameof(Reception)),
                Qualification = State(Qualification, nameof(Qualification)),
                Traitement = State(Traitement, nameof(Traitement)),
                Delivrance = State(Delivrance, nameof(Delivrance)),
                Cloture = State(Cloture, nameof(Cloture)),
            },
            Messages = messages == new DemarcheMessages() ? null : messages,
        };
    }

    private static MessageLine LineOf(MessageText? text) => new() { Courriel = text?.Courriel, Sms = text?.Sms };
}
