using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Local;
using Beffroi.Web.TagHelpers;

namespace Beffroi.Portal.Features.Administration.Demarches;

/// <summary>A commune's own values of a démarche, as they are typed.</summary>
public sealed class LocalForm
{
    public string? Prix { get; set; }

    public string? Delai { get; set; }

    public string? Service { get; set; }

    public string? Presentation { get; set; }

    public string? Note { get; set; }

    public List<string> SansPieces { get; set; } = [];

    public DateInput Ouverture { get; set; } = new();

    public DateInput Fermeture { get; set; } = new();

    /// <summary>What stands in the database.</summary>
    public static LocalForm From(LocalValues local) => new()
    {
        Prix = local.Fees?.Value,
        Delai = local.Promise?.Value,
        Service = local.Service?.Value,
        Presentation = local.Description?.Value,
        Note = local.Note,
        SansPieces = [.. local.PiecesLeftOut],
        Ouverture = local.OpensOn is { } opens ? DateInput.From(opens) : new(),
        Fermeture = local.ClosesOn is { } closes ? DateInput.From(closes) : new(),
    };

    /// <summary>Reads the values; what is to be mended goes to <paramref name="errors"/>, field and message.</summary>
    public LocalValues Read(DemarcheDefinition version, IReadOnlyCollection<string> services, LocalValues before, List<(string Field, string Message)> errors)
    {
        LocalText? Text(string? typed, string said, string field, int most)
        {
            var clean = string.IsNullOrWhiteSpace(typed) ? null : typed.Trim().ReplaceLineEndings("\n");
            if (clean?.Length > most || clean?.Any(c => char.IsControl(c) && c != '\n') == true)
            {
                errors.Add((field, $"Écrivez {most} caractères au plus, sans caractères spéciaux."));
            }

            return clean is null || clean == said ? null : new LocalText(clean, said);
        }

        DateOnly? Day(DateInput typed, string what, string field)
        {
            if (typed.IsEmpty)
            {
                return null;
            }

            if (typed.TryRead(what, out var day, out var error))
            {
                return day;
            }

            errors.Add((field, error + "."));
            return null;
        }

        if (!string.IsNullOrEmpty(Service) && !services.Contains(Service))
        {
            errors.Add((nameof(Service), "Choisissez un service de la liste."));
        }

        var values = before with
        {
            Fees = Text(Prix, version.Fees, nameof(Prix), 300),
            Promise = Text(Delai, version.Promise.Text, nameof(Delai), 200),
            Service = Text(Service, version.Service, nameof(Service), 40),
            Description = Text(Presentation, version.Description, nameof(Presentation), 1000),
            Note = Text(Note, "", nameof(Note), 500)?.Value,
            PiecesLeftOut = [.. version.Pieces.Where(piece => !piece.Indispensable && SansPieces.Contains(piece.Id)).Select(piece => piece.Id)],
            OpensOn = Day(Ouverture, "le premier jour", nameof(Ouverture)),
            ClosesOn = Day(Fermeture, "le dernier jour", nameof(Fermeture)),
        };
        if (values.OpensOn > values.ClosesOn)
        {
            errors.Add((nameof(Fermeture), "Choisissez un dernier jour après le premier."));
        }

        return values;
    }
}
