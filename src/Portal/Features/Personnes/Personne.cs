using Beffroi.Portal.Data;

namespace Beffroi.Portal.Features.Personnes;

/// <summary>What a record is about.</summary>
public enum PersonneKind
{
    /// <summary>A human being.</summary>
    Physique,

    /// <summary>An association, a company, another administration.</summary>
    Organisation,
}

/// <summary>How a person would rather be reached.</summary>
public enum CanalPrefere
{
    /// <summary>By e-mail.</summary>
    Courriel,

    /// <summary>By phone.</summary>
    Telephone,

    /// <summary>By letter.</summary>
    Courrier,
}

/// <summary>
/// One person, or one organisation, as one commune knows it: a name and ways to reach it, and no more. Neither birth date nor social
/// security number is kept (RGPD, article 5(1)(c); décret 2019-341). A record never leaves its commune.
/// </summary>
public sealed class Personne : ICommuneOwned
{
    /// <summary>The key.</summary>
    public required Guid Id { get; init; }

    /// <inheritdoc />
    public required Guid CommuneId { get; init; }

    /// <summary>What the record is about.</summary>
    public required PersonneKind Kind { get; init; }

    /// <summary>The first name; null of an organisation.</summary>
    public string? Prenom { get; private set; }

    /// <summary>The name.</summary>
    public string Nom { get; private set; } = "";

    /// <summary>The address of e-mail.</summary>
    public string? Courriel { get; private set; }

    /// <summary>The phone, as E.164 where it is a number.</summary>
    public string? Telephone { get; private set; }

    /// <summary>Number and street.</summary>
    public string? Ligne1 { get; private set; }

    /// <summary>The postcode.</summary>
    public string? CodePostal { get; private set; }

    /// <summary>The town.</summary>
    public string? Ville { get; private set; }

    /// <summary>How they would rather be reached; null while they have not said.</summary>
    public CanalPrefere? Canal { get; private set; }

    /// <summary>Whether a reason is asked of who opens the record.</summary>
    public bool Sensible { get; private set; }

    /// <summary>The account of the usager, once a request of theirs named it.</summary>
    public Guid? UsagerSub { get; init; }

    /// <summary>The record that this one was merged into; its own rows stay as they are, so that the merge can be undone.</summary>
    public Guid? MergedIntoId { get; private set; }

    /// <summary>When it was made, UTC.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>When it last changed, or a request was last joined to it, UTC.</summary>
    public DateTime UpdatedAt { get; private set; }

    /// <summary>Counts the changes: a form built on an older one is refused.</summary>
    public int Version { get; private set; } = 1;

    /// <summary>First name and name.</summary>
    public string NomComplet => Prenom is null ? Nom : $"{Prenom} {Nom}";

    /// <summary>The postal address on one line; null without one.</summary>
    public string? Adresse => Ligne1 is null && Ville is null ? null
        : string.Join(", ", new[] { Ligne1, $"{CodePostal} {Ville}".Trim() }.Where(part => !string.IsNullOrEmpty(part)));

    /// <summary>Writes what is known, instead of what was.</summary>
    public void Describe(PersonneDescription said, DateTime now)
    {
        (Prenom, Nom) = (Kind is PersonneKind.Organisation ? null : said.Prenom, said.Nom);
        (Courriel, Telephone) = (said.Courriel, said.Telephone);
        (Ligne1, CodePostal, Ville) = (said.Ligne1, said.CodePostal, said.Ville);
        Canal = said.Canal;
        Touch(now);
    }

    /// <summary>Takes what was not known yet; what is known stands.</summary>
    public void Complete(PersonneDescription said, DateTime now)
    {
        Courriel ??= said.Courriel;
        Telephone ??= said.Telephone;
        if (Adresse is null)
        {
            (Ligne1, CodePostal, Ville) = (said.Ligne1, said.CodePostal, said.Ville);
        }

        Touch(now);
    }

    /// <summary>Asks a reason of who opens the record, or no longer.</summary>
    public void Protect(bool sensible, DateTime now)
    {
        Sensible = sensible;
        Touch(now);
    }

    /// <summary>Shows this record with another from now on.</summary>
    public void MergeInto(Guid personneId, DateTime now)
    {
        MergedIntoId = personneId;
        Touch(now);
    }

    /// <summary>Stands alone again.</summary>
    public void Part(DateTime now)
    {
        MergedIntoId = null;
        Touch(now);
    }

    /// <summary>Records that something happened.</summary>
    public void Touch(DateTime now)
    {
        UpdatedAt = now;
        Version++;
    }
}
