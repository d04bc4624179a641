namespace Beffroi.Portal.Features.Demarches;

/// <summary>The addresses of a démarche on a commune's host.</summary>
public static class DemarcheLinks
{
    /// <summary>All démarches.</summary>
    public const string List = "/demarches";

    /// <summary>What the démarche is and how to begin.</summary>
    public static string Show(string code) => $"{List}/{code}";

    /// <summary>Where the request begins, or goes on.</summary>
    public static string Begin(string code) => $"{List}/{code}/demande";

    /// <summary>One page of the request.</summary>
    /// <param name="code">The démarche.</param>
    /// <param name="page">The page of the form.</param>
    /// <param name="field">The id of the box to show, when one is meant.</param>
    /// <param name="toCheck">Whether the person comes from the check page and goes back to it.</param>
    public static string Page(string code, string page, string? field = null, bool toCheck = false) =>
        $"{Begin(code)}/{page}{(toCheck ? "?retour=verifier" : "")}{(field is null ? "" : "#" + field)}";

    /// <summary>The check page.</summary>
    public static string Check(string code) => Begin(code) + "/verifier";

    /// <summary>How to go on with the request on another device.</summary>
    public static string Later(string code) => Begin(code) + "/reprendre";

    /// <summary>Where who makes the request for another person says so.</summary>
    public static string Behalf(string code, bool toCheck = false) => Begin(code) + "/au-nom-de" + (toCheck ? "?retour=verifier" : "");

    /// <summary>Where files are sent in parts.</summary>
    public static string Uploads(string code) => Begin(code) + "/envois";

    /// <summary>The receipt.</summary>
    public static string Receipt(string code) => Begin(code) + "/recu";

    /// <summary>The receipt as a PDF.</summary>
    public static string ReceiptPdf(string code) => Begin(code) + "/recu.pdf";
}
