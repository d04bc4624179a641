using CsvHelper;

namespace Beffroi.Portal.Features.Administration.DonneesPersonnelles;

/// <summary>The register as a table (RFC 4180), as French spreadsheets open it: semicolons, UTF-8 with its mark, no cell that is a formula.</summary>
public static class RegisterCsv
{
    private static readonly string[] s_columns =
    [
        "Traitement", "Finalité", "Base légale", "Texte", "Personnes concernées", "Catégories de données", "Données de santé", "Destinataires", "Conservation annoncée", "Durée d’utilité et sort final",
        "Mesures de sécurité", "Transferts hors Union européenne", "Responsable de traitement", "Délégué à la protection des données", "Sous-traitant", "Établi le",
    ];

    private static readonly CsvWriterOptions s_options = new()
    {
        Separator = ';',
        WriteByteOrderMark = true,
        Quoting = CsvQuoting.Always,
        Injection = CsvInjection.Escape,
    };

    /// <summary>Writes the register.</summary>
    public static byte[] Write(ProcessingRegister register)
    {
        using var buffer = new MemoryStream();
        using (var csv = CsvWriter.Create(buffer, s_options, leaveOpen: true))
        {
            csv.WriteRecord(s_columns);
            foreach (var entry in register.Entries)
            {
                csv.WriteRecord(
                    entry.Libelle, entry.Purpose, entry.Basis, entry.LegalText, string.Join(", ", entry.Persons), string.Join(", ", entry.Data.Select(category => category.Name)),
                    entry.Sensitive ? "oui" : "non", entry.Recipients, entry.Retention, entry.FinalFate, ProcessingRegister.Security, ProcessingRegister.Transfers,
                    register.Controller, register.Dpo, register.Processor, register.Day.ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        return buffer.ToArray();
    }
}
