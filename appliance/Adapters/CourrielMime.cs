using Beffroi.Appliance.Configuration;
using Beffroi.Portal.Features.Courriels;
using MimeKit;

namespace Beffroi.Appliance.Adapters;

/// <summary>Writes an outgoing mail as a MIME message; its Message-ID is the key of its row.</summary>
internal static class CourrielMime
{
    public static MimeMessage Write(Courriel courriel, SmtpSection smtp)
    {
        var from = MailboxAddress.Parse(smtp.From);
        var body = new BodyBuilder { TextBody = courriel.Texte, HtmlBody = courriel.Html };
        if (courriel is { Attachment: { } file, AttachmentName: { } name })
        {
            body.Attachments.Add(name, file, new ContentType("application", "pdf"));
        }

        var message = new MimeMessage
        {
            MessageId = $"{courriel.Id:N}@{from.Domain}",
            Date = new DateTimeOffset(courriel.CreatedAt),
            Subject = courriel.Objet,
            Body = body.ToMessageBody(),
        };
        message.From.Add(new MailboxAddress(courriel.ExpediteurNom, from.Address));
        message.To.Add(MailboxAddress.Parse(courriel.Destinataire));
        // RFC 3834: an automatic message, so that absence replies do not come back.
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }
}
