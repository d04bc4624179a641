using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Demarches.Definition;

namespace Beffroi.Portal.Features.Dossiers.Documents;

/// <summary>A paper that the town hall established from a dossier: its file is a piece of the dossier, its code lets anyone verify it.</summary>
public sealed class Paper : ICommuneOwned
{
    /// <summary>The longest reason of an annulment, in characters.</summary>
    public const int MaxReason = 500;

    /// <summary>The key.</summary>
    public required Guid Id { get; init; }

    /// <inheritdoc />
    public required Guid CommuneId { get; init; }

    /// <summary>The dossier.</summary>
    public required Guid DossierId { get; init; }

    /// <summary>The form that it was established from: sent twice, it gives one paper.</summary>
    public required Guid FormId { get; init; }

    /// <summary>The file.</summary>
    public required Guid PieceId { get; init; }

    /// <summary>The template, in the version of the démarche that the dossier was filed on.</summary>
    public required string TemplateId { get; init; }

    /// <summary>What it is.</summary>
    public required DocumentKind Kind { get; init; }

    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>The verification code that is printed on it, without spaces.</summary>
    public required string Code { get; init; }

    /// <summary>SHA-256 of the file in lower-case hexadecimal, which a file to verify is compared with.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Length of the file in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>The number of its sheets.</summary>
    public required int Pages { get; init; }

    /// <summary>Two letters that stand for whom it is about.</summary>
    public required string Initials { get; init; }

    /// <summary>When it was established, UTC.</summary>
    public required DateTime EstablishedAt { get; init; }

    /// <summary>The agent who established it.</summary>
    public required Guid AgentId { get; init; }

    /// <summary>That agent's name as shown.</summary>
    public required string AgentNom { get; init; }

    /// <summary>When it was given to the usager, UTC; null while it waits for a decision or a delivery.</summary>
    public DateTime? GivenAt { get; private set; }

    /// <summary>When it was annulled, UTC.</summary>
    public DateTime? AnnulledAt { get; private set; }

    /// <summary>Why it was annulled, for agents and the usager.</summary>
    public string? AnnulReason { get; private set; }

    /// <summary>Puts it on the usager's follow-up page.</summary>
    /// <exception cref="DossierRuleException">It is annulled.</exception>
    public void Give(DateTime now)
    {
        if (AnnulledAt is not null)
        {
            throw new DossierRuleException($"Le document «\u00a0{Title}\u00a0» est annulé\u00a0: établissez-en un autre.");
        }

        GivenAt ??= now;
    }

    /// <summary>Says that it is worth nothing any more; the file and the code stay, so that whoever holds it can learn that.</summary>
    /// <exception cref="DossierRuleException">It is annulled already, or the reason is missing or too long.</exception>
    public void Annul(string reason, DateTime now)
    {
        if (AnnulledAt is not null)
        {
            throw new DossierRuleException("Ce document est déjà annulé.");
        }

        if (string.IsNullOrWhiteSpace(reason) || reason.Length > MaxReason)
        {
            throw new DossierFieldException("Motif", $"Écrivez pourquoi le document est annulé, en {MaxReason}\u00a0caractères au plus.");
        }

        AnnulledAt = now;
        AnnulReason = reason;
    }
}
