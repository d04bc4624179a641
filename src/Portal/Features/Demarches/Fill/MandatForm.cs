using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Engine;
using Beffroi.Portal.Features.Demarches.Engine.Fields;
using Beffroi.Portal.Features.Dossiers.Mandats;
using Beffroi.Portal.Features.Forms;
using Beffroi.Web.TagHelpers;

namespace Beffroi.Portal.Features.Demarches.Fill;

/// <summary>What is typed about a mandate, kept as it is until it holds.</summary>
public sealed record MandatForm
{
    private const int MaxName = 120;

    /// <summary>The quality.</summary>
    public string Qualite { get; init; } = "";

    /// <summary>First name and name.</summary>
    public string Nom { get; init; } = "";

    /// <summary>The structure.</summary>
    public string Structure { get; init; } = "";

    /// <summary>Their address.</summary>
    public string Courriel { get; init; } = "";

    /// <summary>Their phone.</summary>
    public string Telephone { get; init; } = "";

    /// <summary>To whom mails go.</summary>
    public string Courriels { get; init; } = nameof(MandatCourriels.LesDeux);

    /// <summary>The day of the mandate.</summary>
    public DateInput Date { get; init; } = new();

    /// <summary>Whether the statement on their honour is ticked.</summary>
    public bool Honneur { get; init; }

    /// <summary>Whether the signed mandate is to be taken away.</summary>
    public bool RetirerFichier { get; init; }

    /// <summary>The form of a mandate that is known, or one dated today with what the account of who writes says.</summary>
    public static MandatForm Of(Mandat? mandat, DateOnly today, string? nom, string? courriel) => mandat is null
        ? new MandatForm { Date = DateInput.From(today), Nom = nom ?? "", Courriel = courriel ?? "" }
        : new MandatForm
        {
            Qualite = mandat.Qualite.ToString(),
            Nom = mandat.Nom,
            Structure = mandat.Structure ?? "",
            Courriel = mandat.Courriel ?? "",
            Telephone = mandat.Telephone ?? "",
            Courriels = mandat.Courriels.ToString(),
            Date = DateInput.From(mandat.Date),
            Honneur = true,
        };

    /// <summary>The form as it was posted.</summary>
    public static MandatForm Read(PostedForm form) => new()
    {
        Qualite = form["qualite"] ?? "",
        Nom = Bounded(form["nom"]),
        Structure = Bounded(form["structure"]),
        Courriel = Bounded(form["courriel"]),
        Telephone = Bounded(form["telephone"]),
        Courriels = form["courriels"] ?? "",
        Date = new DateInput { Jour = form["date.Jour"], Mois = form["date.Mois"], Annee = form["date.Annee"] },
        Honneur = form["honneur"] == "true",
        RetirerFichier = form["retirer-fichier"] == "true",
    };

    /// <summary>The mandate; null when something is to be mended, which <paramref name="refuse"/> is told by the name of the question.</summary>
    public Mandat? Check(DateOnly today, DateTime now, Action<string, string> refuse)
    {
        var faults = 0;
        void Fault(string question, string message)
        {
            faults++;
            refuse(question, message);
        }

        string? Typed(string question, FieldKind kind, string typed)
        {
            var field = new FieldDefinition { Id = question, Kind = kind, Label = "", MaxLength = kind is FieldKind.Text ? MaxName : null };
            var reading = FieldCodec.Of(field).Read(field, FieldInput.Of(typed), new FormContext(today, "", default));
            if (reading.Error is { } error)
            {
                Fault(question, error);
            }

            return reading.Answer is TextAnswer text ? text.Value : null;
        }

        if (!MandatWords.Qualites.Any(choice => choice.Value == Qualite) || !Enum.TryParse<MandatQualite>(Qualite, out var qualite))
        {
            Fault("qualite", "Dites qui vous êtes pour cette personne");
            qualite = default;
        }

        var name = Typed("nom", FieldKind.Text, Nom);
        if (name is null && Nom.Trim().Length == 0)
        {
            Fault("nom", "Saisissez vos prénom et nom, par exemple Camille Modèle");
        }

        var structure = Typed("structure", FieldKind.Text, Structure);
        if (Structure.Trim().Length == 0 && qualite is MandatQualite.Aidant or MandatQualite.Organisme)
        {
            Fault("structure", "Saisissez le nom de votre structure, par exemple France Services de Saint-Lô");
        }

        var courriel = Typed("courriel", FieldKind.Email, Courriel);
        var telephone = Typed("telephone", FieldKind.Phone, Telephone);
        if (Courriel.Trim().Length == 0 && Telephone.Trim().Length == 0)
        {
            Fault("courriel", "Donnez votre adresse électronique ou votre téléphone\u00a0: la mairie doit pouvoir vous joindre");
        }

        if (!Date.TryRead("la date de l’accord ou du mandat", out var day, out var unread))
        {
            Fault("date", unread);
        }
        else if (day > today || day < today.AddYears(-30))
        {
            Fault("date", day > today ? "Cette date est à venir\u00a0: saisissez le jour où l’accord a été donné" : "Vérifiez l’année de l’accord ou du mandat");
        }

        if (!MandatWords.Envois.Any(choice => choice.Value == Courriels) || !Enum.TryParse<MandatCourriels>(Courriels, out var envoi))
        {
            Fault("courriels", "Choisissez à qui vont les courriels");
            envoi = default;
        }

        if (!Honneur)
        {
            Fault("honneur", "Cochez la case pour attester que vous agissez avec l’accord de la personne");
        }

        return faults > 0 ? null : new Mandat
        {
            Qualite = qualite,
            Nom = name!,
            Structure = structure,
            Courriel = courriel,
            Telephone = telephone,
            Date = day,
            Courriels = envoi,
            DeclaredAt = now,
        };
    }

    private static string Bounded(string? typed) => typed is { Length: <= 400 } ? typed : typed?[..400] ?? "";
}
