namespace Beffroi.Portal.Features.Dossiers;

/// <summary>A rule refuses an action on a dossier; the message is in French and says what to do.</summary>
public class DossierRuleException(string message) : Exception(message);

/// <summary>The form was built on an older state of the dossier.</summary>
public sealed class StaleDossierException()
    : DossierRuleException("Une autre personne a modifié ce dossier pendant que vous écriviez. Votre saisie est conservée ci-dessous : relisez le dossier, puis envoyez de nouveau.");

/// <summary>One answer of a form is to be mended.</summary>
internal sealed class DossierFieldException(string field, string message) : DossierRuleException(message)
{
    public string Field { get; } = field;
}
