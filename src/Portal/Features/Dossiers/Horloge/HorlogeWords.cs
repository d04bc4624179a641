using System.Globalization;
using System.Text.Json;
using Beffroi.Portal.Delais;
using Beffroi.Web.Text;

namespace Beffroi.Portal.Features.Dossiers.Horloge;

/// <summary>Decisions born by silence and transfers in words.</summary>
public static class HorlogeWords
{
    /// <summary>The months within which the town hall gives the reasons of an implied rejection (CRPA L232-4).</summary>
    public static int ReasonsMonths => DelaiTable.Current.Constantes["motifs_rejet_implicite_mois"].Valeur;

    /// <summary>For agents: « Décision implicite d’acceptation, née le 3 mars 2026 ».</summary>
    public static string Title(SilenceEffect effect, DateOnly bornOn) => $"{Noun(effect)}, née le {FrenchDates.Date(bornOn)}";

    /// <summary>For the usager, where a dossier stands when no ordinary sentence says it; null when one does.</summary>
    public static string? SentenceOf(Dossier dossier) => dossier switch
    {
        { Outcome: Outcome.Transmise } => "Votre demande est transmise à l’administration compétente",
        { DecidedAt: not null } => null,
        { Implicite: SilenceEffect.Acceptation } => "Votre demande est acceptée",
        { Implicite: SilenceEffect.Rejet } => "Votre demande est considérée comme refusée",
        { Implicite: SilenceEffect.Renonciation } => "La commune a renoncé à son droit",
        _ => null,
    };

    /// <summary>For the usager, what the silence of the town hall will mean: « votre demande est acceptée ».</summary>
    public static string Ahead(SilenceEffect effect) => effect switch
    {
        SilenceEffect.Acceptation => "votre demande est acceptée",
        SilenceEffect.Renonciation => "la commune renonce à son droit",
        _ => "votre demande est refusée",
    };

    /// <summary>A kind of administration.</summary>
    public static string Of(TransferKind kind) => kind switch
    {
        TransferKind.Epci => "Intercommunalité",
        TransferKind.Departement => "Département",
        TransferKind.Etat => "Service de l’État",
        _ => "Autre administration",
    };

    /// <summary>How it was sent, « par courriel ».</summary>
    public static string Of(TransferWay way) => way switch
    {
        TransferWay.Courriel => "par courriel",
        TransferWay.Teleservice => "par son téléservice",
        TransferWay.MainPropre => "en main propre",
        _ => "par courrier",
    };

    // The line of the log for agents.
    internal static string Logged(JsonElement data) => Read(data) is { } born
        ? $"{Noun(born.Effect)}, née le {FrenchDates.Date(born.On)} du silence de la mairie"
        : "Décision née du silence de la mairie";

    // The same line for the usager.
    internal static string Told(string json)
    {
        using var data = JsonDocument.Parse(json);
        return Read(data.RootElement) is { } born
            ? $"{born.Effect switch
            {
                SilenceEffect.Acceptation => "Demande acceptée",
                SilenceEffect.Renonciation => "Droit auquel la commune renonce",
                _ => "Demande considérée comme refusée",
            }} le {FrenchDates.Date(born.On)}, faute de réponse de la mairie"
            : "La mairie n’a pas répondu dans le délai";
    }

    private static (SilenceEffect Effect, DateOnly On)? Read(JsonElement data) =>
        data.TryGetProperty("issue", out var issue) && Enum.TryParse<SilenceEffect>(issue.GetString(), out var effect)
        && data.TryGetProperty("le", out var day) && DateOnly.TryParseExact(day.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on)
            ? (effect, on)
            : null;

    private static string Noun(SilenceEffect effect) => effect switch
    {
        SilenceEffect.Acceptation => "Décision implicite d’acceptation",
        SilenceEffect.Renonciation => "Renonciation implicite de la commune",
        _ => "Décision implicite de rejet",
    };
}
