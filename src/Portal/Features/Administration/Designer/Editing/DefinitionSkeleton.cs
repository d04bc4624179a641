using Beffroi.Portal.Features.Demarches.Definition;

namespace Beffroi.Portal.Features.Administration.Designer.Editing;

/// <summary>The first state of a démarche that a commune writes: already right, so that it can be published as soon as it says what it asks.</summary>
public static class DefinitionSkeleton
{
    /// <summary>The version of a démarche that was never published.</summary>
    public const string FirstVersion = "1.0.0";

    /// <summary>A new démarche with a page for the request and the page that asks who the person is.</summary>
    /// <param name="code">Its code.</param>
    /// <param name="title">What the usager reads: « Demander un emplacement au marché de Noël ».</param>
    /// <param name="description">What it is for.</param>
    /// <param name="service">The service that answers.</param>
    /// <param name="famille">The theme under which the site shows it.</param>
    /// <param name="usager">The page that asks who the person is.</param>
    /// <param name="today">Today.</param>
    public static DemarcheDefinition New(string code, string title, string description, string service, string famille, PageDefinition usager, DateOnly today) => new()
    {
        Code = code,
        Version = FirstVersion,
        Libelle = title,
        Objet = title,
        Description = description,
        Famille = famille,
        Icon = "file-text",
        Nature = DemarcheNature.Demande,
        Service = service,
        Fees = "C’est gratuit.",
        Duration = "Environ 5 minutes",
        Promise = new() { Text = "Réponse sous 10 jours ouvrés", WorkingDays = 10 },
        Legal = new() { Text = "CRPA, articles L112-8 et R112-9-1", Source = "Texte à préciser par la mairie", Date = today, Certainty = Certainty.M },
        Silence = new() { Rule = SilenceMeaning.Rejet, Months = 2, Ground = "CRPA, article L231-4" },
        Retention = new() { DuaMonths = 12, Fate = FinalFate.Elimination, Ground = "Durée d’utilité administrative indicative, à confirmer avec les archives départementales", Certainty = Certainty.M },
        Notice = new()
        {
            Purpose = "Étudier votre demande et y répondre.",
            Basis = "Mission d’intérêt public (CRPA, article L112-8).",
            Recipients = "Le service qui répond à la mairie {de commune}.",
            Retention = "Un an après la réponse.",
        },
        MayAsk = ["Toute personne."],
        Statuses = new()
        {
            Reception = "La mairie a reçu votre demande.",
            Qualification = "La mairie vérifie votre demande.",
            Traitement = "Le service étudie votre demande.",
            Delivrance = "La réponse est prête.",
            Cloture = "C’est terminé.",
        },
        Next = ["La mairie vérifie votre demande.", "Vous recevez la réponse à votre adresse électronique."],
        Pages =
        [
            new()
            {
                Id = "demande",
                Title = "Votre demande",
                Sections = [new() { Fields = [new() { Id = "precisions", Kind = FieldKind.Longtext, Label = "Que demandez-vous ?", MaxLength = 2000, Missing = "Écrivez ce que vous demandez" }] }],
            },
            usager,
        ],
    };

    /// <summary>A démarche of the catalogue as the start of another, under its own code and name.</summary>
    public static DemarcheDefinition CopyOf(DemarcheDefinition known, string code, string title) =>
        DefinitionEditor.Apart(known) with { Code = code, Version = FirstVersion, Libelle = title, Starter = false };

    /// <summary>The code of a démarche: its title and, for a commune's own, the INSEE code, which keeps communes apart; 40 characters at most.</summary>
    /// <param name="title">The title.</param>
    /// <param name="insee">The commune; null for the syndicate.</param>
    /// <param name="isTaken">Whether a code is used already.</param>
    public static string CodeOf(string title, string? insee, Predicate<string> isTaken)
    {
        var end = insee is null ? "" : "-" + insee.ToLowerInvariant();
        var slug = DefinitionEditor.Slug(title, 40 - end.Length - 4);
        var start = slug.Length == 0 || char.IsAsciiDigit(slug[0]) ? DefinitionEditor.Slug("d-" + slug, 40 - end.Length - 4) : slug;
        var code = start + end;
        for (var number = 2; isTaken(code); number++)
        {
            code = $"{start}-{number}{end}";
        }

        return code;
    }
}
