using System.Globalization;

namespace Beffroi.Portal.Features.Demarches.Definition;

/// <summary>One difference between two versions, in plain French, under its heading.</summary>
public sealed record DefinitionChange(string Heading, string Text);

/// <summary>Says what changes from one version of a démarche to another, for people who never saw the file.</summary>
public static class DefinitionDiff
{
    public static IReadOnlyList<DefinitionChange> Between(DemarcheDefinition before, DemarcheDefinition after)
    {
        var changes = new List<DefinitionChange>();
        void Say(string heading, string text) => changes.Add(new(heading, text));
        void Text(string heading, string what, string? one, string? other)
        {
            if (one != other)
            {
                Say(heading, (one, other) switch
                {
                    (null or "", _) => $"{what} : « {Short(other)} » (nouveau)",
                    (_, null or "") => $"{what} : « {Short(one)} » est retiré",
                    _ => $"{what} : « {Short(one)} » devient « {Short(other)} »"
                });
            }
        }

        Text("Présentation", "Nom", before.Libelle, after.Libelle);
        Text("Présentation", "Texte", before.Description, after.Description);
        Text("Présentation", "Tarif", before.Fees, after.Fees);
        Text("Présentation", "Durée", before.Duration, after.Duration);
        Text("Présentation", "Délai annoncé", before.Promise.Text, after.Promise.Text);
        Text("Présentation", "Service", before.Service, after.Service);
        Text("Présentation", "Nature", Nature(before.Nature), Nature(after.Nature));
        Text("Présentation", "Image", before.Icon, after.Icon);
        Text("Présentation", "Objectifs par étape, en jours ouvrés", Targets(before.Targets), Targets(after.Targets));
        Text("Droit", "Recours", before.Appeal, after.Appeal);
        Text("Droit", "Base légale", before.Legal?.Text, after.Legal?.Text);
        Text("Droit", "Silence de la mairie", Silence(before.Silence), Silence(after.Silence));
        Text("Droit", "Présence", Presence(before.Presence), Presence(after.Presence));
        Text("Droit", "Conservation", Retention(before.Retention), Retention(after.Retention));
        Text("Données personnelles", "But", before.Notice?.Purpose, after.Notice?.Purpose);
        Text("Données personnelles", "Destinataires", before.Notice?.Recipients, after.Notice?.Recipients);
        Compare(before.Pieces, after.Pieces, piece => piece.Id, (one, other) => ComparePiece(one, other, Say), piece => Say("Pièces", $"Ajoutée : {piece.Libelle}"), piece => Say("Pièces", $"Retirée : {piece.Libelle}"));
        Compare(before.Pages, after.Pages, page => page.Id, (one, other) => ComparePage(one, other, Say, Text), page => Say("Formulaire", $"Page ajoutée : « {page.Title} »"), page => Say("Formulaire", $"Page retirée : « {page.Title} »"));
        Compare(before.Documents, after.Documents, document => document.Id,
            (one, other) => CompareDocument(one, other, Say, Text), document => Say("Documents", $"Ajouté : {document.Title}"), document => Say("Documents", $"Retiré : {document.Title}"));
        foreach (var (phase, one, other) in new[]
        {
            ("réception", before.Statuses.Reception, after.Statuses.Reception), ("qualification", before.Statuses.Qualification, after.Statuses.Qualification),
            ("traitement", before.Statuses.Traitement, after.Statuses.Traitement), ("délivrance", before.Statuses.Delivrance, after.Statuses.Delivrance),
            ("clôture", before.Statuses.Cloture, after.Statuses.Cloture),
        })
        {
            Text("Messages", $"État, {phase}", one, other);
        }

        foreach (var (step, one, other) in new[]
        {
            ("demande reçue", before.Messages?.Recu, after.Messages?.Recu), ("demande acceptée", before.Messages?.Accepte, after.Messages?.Accepte),
            ("demande refusée", before.Messages?.Refuse, after.Messages?.Refuse), ("réponse remise", before.Messages?.Remis, after.Messages?.Remis),
        })
        {
            Text("Messages", $"Courriel, {step}", one?.Courriel, other?.Courriel);
            Text("Messages", $"SMS, {step}", one?.Sms, other?.Sms);
        }

        if (!before.Next.SequenceEqual(after.Next, StringComparer.Ordinal) || !before.MayAsk.SequenceEqual(after.MayAsk, StringComparer.Ordinal))
        {
            Say("Présentation", "Les textes lus par l’usager changent : qui peut demander, ou étapes");
        }

        return changes;
    }

    private static void ComparePiece(PieceDefinition one, PieceDefinition other, Action<string, string> say)
    {
        if (one.Indispensable != other.Indispensable)
        {
            say("Pièces", $"{other.Libelle} : {(other.Indispensable ? "devient indispensable" : "n’est plus indispensable")}");
        }

        if (one.Libelle != other.Libelle)
        {
            say("Pièces", $"« {Short(one.Libelle)} » s’appelle maintenant « {Short(other.Libelle)} »");
        }
    }

    private static void CompareDocument(DocumentTemplate one, DocumentTemplate other, Action<string, string> say, Action<string, string, string?, string?> text)
    {
        text("Documents", "Titre", one.Title, other.Title);
        text("Documents", other.Title, one.Body, other.Body);
        if (one.Kind != other.Kind)
        {
            say("Documents", $"« {Short(other.Title)} » change de nature");
        }
    }

    // A section has no name of its own: it is told by its title.
    private static void CompareSections(PageDefinition one, PageDefinition other, Action<string, string> say)
    {
        IReadOnlyList<SectionDefinition> Titled(PageDefinition page) => [.. page.Sections.Where(section => section.Title is not null)];
        Compare(Titled(one), Titled(other), section => section.Title!,
            (was, now) =>
            {
                if (!DefinitionJson.Same(was.When, now.When))
                {
                    say("Formulaire", $"La partie « {Short(now.Title)} » n’est plus montrée dans les mêmes cas");
                }
            },
            section => say("Formulaire", $"Partie ajoutée : « {Short(section.Title)} »"),
            section => say("Formulaire", $"Partie retirée : « {Short(section.Title)} »"));
    }

    private static void ComparePage(PageDefinition one, PageDefinition other, Action<string, string> say, Action<string, string, string?, string?> text)
    {
        text("Formulaire", "Titre de page", one.Title, other.Title);
        text("Formulaire", $"Introduction de « {Short(other.Title)} »", one.Intro, other.Intro);
        text("Formulaire", $"Sortie de « {Short(other.Title)} »", one.Exit?.Text, other.Exit?.Text);
        text("Formulaire", $"Lien de sortie de « {Short(other.Title)} »", one.Exit?.Href, other.Exit?.Href);
        CompareSections(one, other, say);
        Compare(
            [.. one.AllFields().SelectMany(field => field.Fields.Prepend(field))], [.. other.AllFields().SelectMany(field => field.Fields.Prepend(field))], field => field.Id,
            (was, now) => CompareField(was, now, say, text),
            field => say("Formulaire", $"Question ajoutée : « {field.Label} »{(field.Optional || !field.IsAsked ? "" : ", obligatoire")}"),
            field => say("Formulaire", $"Question retirée : « {field.Label} »"));
        if (!DefinitionJson.Same(one.When, other.When))
        {
            say("Formulaire", $"La page « {other.Title} » n’est plus montrée dans les mêmes cas");
        }
    }

    private static void CompareField(FieldDefinition was, FieldDefinition now, Action<string, string> say, Action<string, string, string?, string?> text)
    {
        text("Formulaire", "Question", was.Label, now.Label);
        text("Formulaire", $"Aide de « {now.Label} »", was.Hint, now.Hint);
        if (was.Optional != now.Optional)
        {
            say("Formulaire", $"« {now.Label} » devient {(now.Optional ? "facultative" : "obligatoire")}");
        }

        if (was.Kind != now.Kind)
        {
            say("Formulaire", $"« {now.Label} » change de nature");
        }

        if (!DefinitionJson.Same(was.When, now.When))
        {
            say("Formulaire", $"« {now.Label} » n’est plus demandée dans les mêmes cas");
        }

        Compare(was.Options, now.Options, option => option.Value,
            (one, other) =>
            {
                text("Formulaire", $"Réponse de « {now.Label} »", one.Label, other.Label);
                text("Formulaire", $"Aide de la réponse « {other.Label} »", one.Hint, other.Hint);
                if (!DefinitionJson.Same(one.When, other.When))
                {
                    say("Formulaire", $"La réponse « {other.Label} » n’est plus proposée dans les mêmes cas");
                }
            },
            option => say("Formulaire", $"« {now.Label} » : nouvelle réponse « {option.Label} »"),
            option => say("Formulaire", $"« {now.Label} » : la réponse « {option.Label} » n’est plus proposée"));
    }

    private static void Compare<T>(IReadOnlyList<T> before, IReadOnlyList<T> after, Func<T, string> id, Action<T, T> both, Action<T> added, Action<T> removed)
    {
        var was = before.ToLookup(id, StringComparer.Ordinal);
        var now = after.ToLookup(id, StringComparer.Ordinal);
        foreach (var item in after)
        {
            if (was[id(item)].FirstOrDefault() is { } former)
            {
                both(former, item);
            }
            else
            {
                added(item);
            }
        }

        foreach (var item in before.Where(item => !now.Contains(id(item))))
        {
            removed(item);
        }
    }

    private static string? Silence(SilenceRule? rule) => rule?.Rule switch
    {
        null => null,
        SilenceMeaning.SansObjet => "sans effet",
        SilenceMeaning.Acceptation => string.Create(CultureInfo.InvariantCulture, $"vaut acceptation au bout de {rule.Months} mois"),
        SilenceMeaning.Rejet => string.Create(CultureInfo.InvariantCulture, $"vaut rejet au bout de {rule.Months} mois"),
        _ => string.Create(CultureInfo.InvariantCulture, $"vaut renonciation au bout de {rule.Months} mois"),
    };

    private static string Nature(DemarcheNature nature) => nature switch
    {
        DemarcheNature.Demande => "demande",
        DemarcheNature.Declaration => "déclaration",
        DemarcheNature.Reclamation => "réclamation",
        DemarcheNature.Recours => "recours",
        DemarcheNature.Signalement => "signalement",
        DemarcheNature.Information => "information",
        _ => "délivrance d’un document",
    };

    private static string Presence(PresenceRule rule) => (rule.Required ? "obligatoire" : "non demandée") + (rule.Ground is null ? "" : $" ({rule.Ground})");

    private static string? Targets(PhaseTargets? targets) => targets is null ? null : string.Create(
        CultureInfo.InvariantCulture, $"qualification {Days(targets.Qualification)}, traitement {Days(targets.Traitement)}, délivrance {Days(targets.Delivrance)}");

    private static string Days(int? days) => days?.ToString(CultureInfo.InvariantCulture) ?? "sans";

    private static string? Retention(RetentionRule? rule) => rule is null ? null : string.Create(CultureInfo.InvariantCulture, $"{rule.DuaMonths} mois puis {Fate(rule.Fate)}");

    private static string Fate(FinalFate fate) => fate switch { FinalFate.Elimination => "élimination", FinalFate.Tri => "tri", _ => "conservation" };

    private static string Short(string? text) => text is { Length: > 160 } ? text[..157] + "…" : text ?? "";
}
