using Beffroi.Appliance.Configuration;
using Beffroi.Portal.Features.Courriels;
using Beffroi.Portal.Ports;

namespace Beffroi.Appliance.Adapters;

/// <summary>Writes mails into the folder <c>courriels</c> of the data directory: what development and an appliance without a server use.</summary>
internal sealed class FolderTransport(ApplianceSettings settings) : ICourrielTransport
{
    public async Task SendAsync(Courriel courriel, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(Path.Combine(settings.Data, "courriels")).FullName;
        var path = Path.Combine(folder, $"{courriel.Id:N}.eml");
        var temporary = path + ".tmp";
        try
        {
            await using (var file = File.Create(temporary))
            {
                await CourrielMime.Write(courriel, settings.Smtp).WriteToAsync(file, cancellationToken);
                file.Flush(flushToDisk: true);
            }

            // The same mail has the same name: written twice it is still one.
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CourrielServerDownException($"Le dossier des courriels n’accepte pas d’écriture ({error.GetType().Name}).");
        }
    }
}
