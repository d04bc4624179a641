namespace Beffroi.Portal.Features.Dossiers.Follow;

/// <summary>The addresses of the follow-up on a commune's host.</summary>
public static class FollowLinks
{
    /// <summary>Where the code is typed.</summary>
    public const string Enter = "/suivi";

    /// <summary>The request that the code or the account opened.</summary>
    public const string Dossier = "/suivi/dossier";

    /// <summary>The receipt of that request.</summary>
    public const string ReceiptPdf = "/suivi/dossier/recu.pdf";

    /// <summary>Where its files are sent in parts.</summary>
    public const string Uploads = "/suivi/dossier/envois";

    /// <summary>The code filled in, for the QR code of the receipt.</summary>
    public static string WithCode(string code) => $"{Enter}?code={code}";

    /// <summary>A document of that request.</summary>
    public static string Piece(Guid id) => $"{Dossier}/pieces/{id}";

    /// <summary>Opens a request of the account.</summary>
    public static string FromAccount(Guid id) => $"/compte/demandes/{id}";
}
