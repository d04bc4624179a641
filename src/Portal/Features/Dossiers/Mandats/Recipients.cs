using Beffroi.Portal.Features.Courriels;

namespace Beffroi.Portal.Features.Dossiers.Mandats;

/// <summary>An address that a mail of a dossier goes to.</summary>
/// <param name="Address">The address.</param>
/// <param name="IsMandataire">Whether it is that of who made the request for the person.</param>
public sealed record Recipient(string Address, bool IsMandataire);

/// <summary>To whom the mails of a dossier go: the person, who acts for them, or both, as the mandate says.</summary>
internal static class Recipients
{
    /// <summary>The addresses, the person's first; none when nobody gave one. A mandate that is contested gives its holder no mail.</summary>
    public static IReadOnlyList<Recipient> Of(Dossier dossier)
    {
        var person = PersonOf(dossier);
        var helper = HelperOf(dossier);
        return (dossier.Mandat?.Courriels ?? MandatCourriels.LesDeux) switch
        {
            MandatCourriels.Mandataire => Some(helper ?? person),
            MandatCourriels.Personne => Some(person ?? helper),
            _ when person is null || helper is null || person.Address.Equals(helper.Address, StringComparison.OrdinalIgnoreCase) => Some(person ?? helper),
            _ => [person, helper],
        };
    }

    /// <summary>Where the receipt goes: to the address that the sender used (CRPA R112-11-3).</summary>
    public static Recipient? OfReceipt(Dossier dossier) => HelperOf(dossier) ?? (Of(dossier) is [var first, ..] ? first : null);

    /// <summary>The mail as its recipient reads it: who acts for another is told for whom.</summary>
    public static RenderedCourriel For(this RenderedCourriel courriel, Recipient recipient, Dossier dossier) => recipient.IsMandataire
        ? courriel.WithFirstLine($"Vous recevez ce courriel parce que vous avez fait cette demande au nom de {dossier.UsagerNom}.")
        : courriel;

    /// <summary>The person, at their own address; none once they contest a mandate whose holder gave that same address as theirs.</summary>
    public static Recipient? PersonOf(Dossier dossier) => dossier.UsagerCourriel is { Length: > 0 } own
        && (dossier.MandatContesteAt is null || !own.Equals(dossier.Mandat?.Courriel, StringComparison.OrdinalIgnoreCase))
        ? new Recipient(own, false)
        : null;

    private static Recipient? HelperOf(Dossier dossier) =>
        dossier is { MandatContesteAt: null, Mandat.Courriel: { Length: > 0 } address } ? new Recipient(address, true) : null;

    private static IReadOnlyList<Recipient> Some(Recipient? one) => one is null ? [] : [one];
}
