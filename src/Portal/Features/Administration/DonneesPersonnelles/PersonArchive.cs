using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers.Pieces;
using Beffroi.Web.Text;

namespace Beffroi.Portal.Features.Administration.DonneesPersonnelles;

/// <summary>What is given to a person: dossiers and drafts of one commune, by their keys.</summary>
public sealed record PersonSelection(Commune Commune, IReadOnlyList<Guid> Dossiers, IReadOnlyList<Guid> Drafts, DateTime At)
{
    /// <summary>The dossiers that the person made for another one, of which only the mandate is theirs.</summary>
    public IReadOnlyList<Guid> Mandats { get; init; } = [];

    /// <summary>The person's account, when one is theirs for certain.</summary>
    public ExportedAccount? Account { get; init; }
}

/// <summary>
/// Writes the archive of a person (RGPD, articles 15 and 20): a page to read, a JSON file for machines, the files. It is written as it is
/// read, one dossier and one file at a time.
/// </summary>
public sealed class PersonArchive(PersonFiles reading, FileStore files)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonWriterOptions s_writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true };

    /// <summary>Writes it to a stream that need not seek.</summary>
    public async Task WriteAsync(PortalDb db, PersonSelection selection, Stream output, CancellationToken cancellationToken)
    {
        await using var stream = new ArchiveStream(output);
        await using (var archive = await ZipArchive.CreateAsync(stream, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken))
        {
            var pieces = await WriteJsonAsync(archive, db, selection, cancellationToken);
            await WritePageAsync(archive, db, selection, cancellationToken);
            foreach (var piece in pieces)
            {
                await WritePieceAsync(archive, piece, cancellationToken);
            }
        }

        await stream.FlushAsync(cancellationToken);
    }

    private async Task<List<ExportedPiece>> WriteJsonAsync(ZipArchive archive, PortalDb db, PersonSelection selection, CancellationToken cancellationToken)
    {
        var pieces = new List<ExportedPiece>();
        await using var entry = await archive.CreateEntry("donnees.json").OpenAsync(cancellationToken);
        await using var json = new Utf8JsonWriter(entry, s_writing);
        json.WriteStartObject();
        json.WriteString("commune", selection.Commune.Nom);
        json.WriteString("insee", selection.Commune.Insee);
        json.WriteString("exporteLe", selection.At);
        if (selection.Account is { } account)
        {
            json.WritePropertyName("compte");
            JsonSerializer.Serialize(json, account, s_json);
        }

        json.WriteStartArray("mandats");
        foreach (var id in selection.Mandats)
        {
            if (await reading.ReadMandatAsync(db, selection.Commune, id, cancellationToken) is { } mandat)
            {
                JsonSerializer.Serialize(json, mandat, s_json);
            }
        }

        json.WriteEndArray();
        json.WriteStartArray("dossiers");
        await foreach (var dossier in ReadAsync(db, selection, cancellationToken))
        {
            JsonSerializer.Serialize(json, dossier, s_json);
            await json.FlushAsync(cancellationToken);
            pieces.AddRange(dossier.Pieces);
        }

        json.WriteEndArray();
        json.WritePropertyName("fiches");
        JsonSerializer.Serialize(json, await PersonneFiles.ReadAsync(db, selection.Commune, selection.Dossiers, cancellationToken), s_json);
        json.WriteEndObject();
        await json.FlushAsync(cancellationToken);
        return pieces;
    }

    private async Task WritePageAsync(ZipArchive archive, PortalDb db, PersonSelection selection, CancellationToken cancellationToken)
    {
        await using var entry = await archive.CreateEntry("resume.html").OpenAsync(cancellationToken);
        await using var page = new StreamWriter(entry, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        await page.WriteAsync(PersonSummary.Head(selection));
        await page.WriteAsync(selection.Account is { } account ? PersonSummary.Of(account) : "");
        foreach (var record in await PersonneFiles.ReadAsync(db, selection.Commune, selection.Dossiers, cancellationToken))
        {
            await page.WriteAsync(PersonSummary.Of(record));
        }

        foreach (var id in selection.Mandats)
        {
            await page.WriteAsync(await reading.ReadMandatAsync(db, selection.Commune, id, cancellationToken) is { } mandat ? PersonSummary.Of(mandat) : "");
        }

        await foreach (var dossier in ReadAsync(db, selection, cancellationToken))
        {
            await page.WriteAsync(PersonSummary.Of(dossier));
            await page.FlushAsync(cancellationToken);
        }

        await page.WriteAsync(PersonSummary.End);
    }

    private async Task WritePieceAsync(ZipArchive archive, ExportedPiece piece, CancellationToken cancellationToken)
    {
        Stream content;
        try
        {
            content = files.Open(piece.Sha256);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            await using var absent = await archive.CreateEntry(piece.Fichier + ".absent.txt").OpenAsync(cancellationToken);
            await absent.WriteAsync(Encoding.UTF8.GetBytes("Ce fichier n’est plus conservé par la mairie.\n"), cancellationToken);
            return;
        }

        await using (content)
        {
            await using var entry = await archive.CreateEntry(piece.Fichier).OpenAsync(cancellationToken);
            await content.CopyToAsync(entry, cancellationToken);
        }
    }

    private async IAsyncEnumerable<ExportedDossier> ReadAsync(
        PortalDb db, PersonSelection selection, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var id in selection.Dossiers)
        {
            if (await reading.ReadDossierAsync(db, selection.Commune, id, cancellationToken) is { } dossier)
            {
                yield return dossier;
            }
        }

        foreach (var id in selection.Drafts)
        {
            if (await reading.ReadDraftAsync(db, selection.Commune, id, cancellationToken) is { } draft)
            {
                yield return draft;
            }
        }
    }
}

/// <summary>The page of an archive: plain HTML that any browser opens without network.</summary>
internal static class PersonSummary
{
    /// <summary>The end of the page.</summary>
    public const string End = "</body>\n</html>\n";

    /// <summary>Who gives the data, when, and the rights that remain.</summary>
    public static string Head(PersonSelection selection)
    {
        var title = "Vos données à la mairie " + selection.Commune.NomDe;
        return $"<!DOCTYPE html>\n<html lang=\"fr\">\n<head><meta charset=\"utf-8\"><title>{Safe(title)}</title></head>\n<body>\n<h1>{Safe(title)}</h1>\n"
            + $"<p>{Safe($"Exporté le {FrenchDates.LongDate(FrenchDates.DayOf(selection.At))}. Le fichier donnees.json contient les mêmes données pour un logiciel\u00a0; le dossier pieces contient vos fichiers et ceux que la mairie vous a remis.")}</p>\n"
            + $"<p>{Safe("Les notes internes des agents ne sont pas dans cet export. Vous pouvez faire corriger ou effacer vos données quand la loi le permet, et saisir la CNIL\u00a0: www.cnil.fr/fr/plaintes.")}</p>\n";
    }

    /// <summary>The account.</summary>
    public static string Of(ExportedAccount account) => Section("Votre compte",
    [
        ("Prénom et nom", account.Nom),
        ("Adresse électronique", $"{account.Courriel}{(account.AdresseConfirmee ? ", confirmée" : ", pas encore confirmée")}"),
        ("Créé le", FrenchDates.LongDateTime(account.CreeLe)),
        ("Dernière connexion gardée", account.DerniereConnexion is { } last ? FrenchDates.LongDateTime(last) : "aucune"),
        ("Sessions valables depuis le", FrenchDates.LongDateTime(account.SessionsDepuis)),
        ("Moyens de connexion", account.Moyens.Count == 0 ? "aucun encore" : string.Join(", ", account.Moyens)),
        .. account.Applications.Select(application => ("Application autorisée", $"{application.Nom}{(application.Depuis is { } since ? $", depuis le {FrenchDates.LongDate(FrenchDates.DayOf(since))}" : "")}")),
        .. account.Roles.Select(role => ("Rôle dans la commune", $"{role.Role}, depuis le {FrenchDates.LongDate(FrenchDates.DayOf(role.Depuis))}{(role.Jusquau is { } until ? $", jusqu’au {FrenchDates.LongDate(until)}" : "")}")),
    ]);

    /// <summary>A request that the person made for another one.</summary>
    public static string Of(ExportedMandat mandat) => Section($"{mandat.Numero}\u00a0: demande que vous avez faite pour une autre personne",
    [
        ("Démarche", mandat.Demarche),
        ("Reçue le", FrenchDates.LongDateTime(mandat.Date)),
        ("Qualité", mandat.Qualite),
        ("Vos nom et structure", $"{mandat.Nom}{(mandat.Structure is { } structure ? ", " + structure : "")}"),
        ("Vos coordonnées", string.Join(", ", ((string?[])[mandat.Courriel, mandat.Telephone]).OfType<string>())),
        ("Accord donné le", FrenchDates.LongDate(mandat.DonneLe)),
        ("Attesté sur l’honneur le", FrenchDates.LongDateTime(mandat.AttesteLe)),
        ("Courriels", mandat.Courriels),
        .. ((string, string)[])(mandat.MandatSigne is { } file ? [("Mandat signé", file)] : []),
        .. ((string, string)[])(mandat.ContesteLe is { } contested ? [("Mandat noté comme contesté le", FrenchDates.LongDateTime(contested))] : []),
        .. mandat.Recus.Select(mail => ("Courriel que la mairie vous a envoyé", $"{FrenchDates.LongDateTime(mail.Date)}\u00a0: {mail.Objet}")),
    ]);

    private static string Section(string title, IEnumerable<(string Name, string Value)> lines) =>
        $"<h2>{Safe(title)}</h2>\n<dl>\n{string.Concat(lines.Select(line => $"<dt>{Safe(line.Name)}</dt>\n<dd>{Safe(line.Value)}</dd>\n"))}</dl>\n";

    /// <summary>One record of a person.</summary>
    public static string Of(ExportedPersonne record)
    {
        string[] lines =
        [
            $"Courriel\u00a0: {record.Courriel ?? "non donné"}. Téléphone\u00a0: {record.Telephone ?? "non donné"}. Adresse\u00a0: {record.Adresse ?? "non donnée"}.",
            .. record.AJoindre is null ? [] : new[] { $"À joindre de préférence {record.AJoindre}." },
            .. record.Represente.Select(tie => $"Représente {tie}."),
            .. record.Accords.Select(accord => $"{accord.Pour}\u00a0: accord donné le {FrenchDates.LongDateTime(accord.DonneLe)} ({accord.Comment}){(accord.RetireLe is { } back ? $", retiré le {FrenchDates.LongDateTime(back)}" : "")}."),
            .. record.Consultations.Select(reading => $"Fiche ouverte par la mairie le {FrenchDates.LongDateTime(reading.Date)}{(reading.Raison is null ? "" : $"\u00a0: {reading.Raison}")}."),
        ];
        return $"<h2>{Safe("Votre fiche\u00a0: " + record.Nom)}</h2>\n<ul>\n{string.Concat(lines.Select(line => $"<li>{Safe(line)}</li>\n"))}</ul>\n";
    }

    /// <summary>One dossier.</summary>
    public static string Of(ExportedDossier dossier)
    {
        var page = new StringBuilder();
        void Line(string tag, string text) => page.Append('<').Append(tag).Append('>').Append(Safe(text)).Append("</").Append(tag).Append(">\n");
        Line("h2", dossier.Brouillon ? $"Brouillon\u00a0: {dossier.Demarche}" : $"{dossier.Numero}\u00a0: {dossier.Demarche}");
        Line("p", $"{(dossier.Brouillon ? "Modifié" : "Reçu")} le {FrenchDates.LongDateTime(dossier.Date)} ({dossier.Canal}). État\u00a0: {dossier.Etat}.");
        if (dossier.Decision is { } decision)
        {
            Line("p", $"{decision}. {dossier.Motif}");
        }

        if (dossier.FaitePar is { } helper)
        {
            Line("p", $"Demande faite en votre nom par {helper}");
        }

        if (dossier.Avis is { } avis)
        {
            Line("p", $"Votre avis, le {FrenchDates.LongDateTime(avis.Date)}\u00a0: {avis.Reponse}. {avis.Commentaire}");
        }

        foreach (var group in dossier.Reponses)
        {
            Line("h3", group.Titre);
            page.Append("<dl>\n");
            foreach (var answer in group.Lignes)
            {
                Line("dt", answer.Question);
                Line("dd", answer.Reponse);
            }

            page.Append("</dl>\n");
        }

        List("Messages", dossier.Messages.Select(message => $"{FrenchDates.LongDateTime(message.Date)}, {message.De}\u00a0: {message.Texte}"));
        List("Courriels reçus de la mairie", dossier.Courriels.Select(courriel => $"{FrenchDates.LongDateTime(courriel.Date)}\u00a0: {courriel.Texte}"));
        List("Ce qui s’est passé", dossier.Evenements.Select(line => $"{FrenchDates.LongDateTime(line.Date)}\u00a0: {line.Fait}{(line.Par is null ? "" : $" ({line.Par})")}"));
        List("Fichiers", dossier.Pieces.Select(piece => $"{piece.Nom} ({French.FileSize(piece.Octets)}), dans {piece.Fichier}"));
        return page.ToString();

        void List(string title, IEnumerable<string> lines)
        {
            var items = lines.ToList();
            if (items.Count > 0)
            {
                Line("h3", title);
                page.Append("<ul>\n");
                items.ForEach(item => Line("li", item));
                page.Append("</ul>\n");
            }
        }
    }

    // A line end of a message stays one on the page.
    private static string Safe(string text) => HtmlEncoder.Default.Encode(text).Replace("&#xA;", "<br>", StringComparison.Ordinal);
}
