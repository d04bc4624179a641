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
        Text("Droit", "Base légale", before.Legal?.Text, after.Legal?.Text);
        Text("Droit", "Silence de la mairie", Silence(before.Silence), Silence(after.Silence));
        Text("Droit", "Présence", before.Presence.Required ? "obligatoire" : "non demandée", after.Presence.Required ? "obligatoire" : "non demandée");
        Text("Droit", "Conservation", Retention(before.Retention), Retention(after.Retention));
        Text("Données personnelles", "But", before.Notice?.Purpose, after.Notice?.Purpose);
        Text("Données personnelles", "Destinataires", before.Notice?.Recipients, after.Notice?.Recipients);
        Compare(before.Pieces, after.Pieces, piece => piece.Id, (one, other) => ComparePiece(one, other, Say), piece => Say("Pièces", $"Ajoutée : {piece.Libelle}"), piece => Say("Pièces", $"Retirée : {piece.Libelle}"));
        Compare(before.Pages, after.Pages, page => page.Id, (one, other) => ComparePage(one, other, Say, Text), page => Say("Formulaire", $"Page ajoutée : « {page.Title} »"), page => Say("Formulaire", $"Page retirée : « {page.Title} »"));
        Compare(before.Documents, after.Documents, document => document.Id,
            (one, other) => Text("Documents", one.Title, one.Body, other.Body), document => Say("Documents", $"Ajouté : {document.Title}"), document => Say("Documents", $"Retiré : {document.Title}"));
        if (before.Statuses != after.Statuses || before.Messages != after.Messages || !before.Next.SequenceEqual(after.Next, StringComparer.Ordinal) || !before.MayAsk.SequenceEqual(after.MayAsk, StringComparer.Ordinal))
        {
            Say("Présentation", "Les textes lus par l’usager changent : qui peut demander, étapes, états ou messages");
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

    private static void ComparePage(PageDefinition one, PageDefinition other, Action<string, string> say, Action<string, string, string?, string?> text)
    {
        text("Formulaire", "Titre de page", one.Title, other.Title);
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
            (one, other) => text("Formulaire", $"Réponse de « {now.Label} »", one.Label, other.Label),
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

    private static string? Retention(RetentionRule? rule) => rule is null ? null : string.Create(CultureInfo.InvariantCulture, $"{rule.DuaMonths} mois puis {Fate(rule.Fate)}");

    private static string Fate(FinalFate fate) => fate switch { FinalFate.Elimination => "élimination", FinalFate.Tri => "tri", _ => "conservation" };

    private static string Short(string? text) => text is { Length: > 160 } ? text[..157] + "…" : text ?? "";
}
