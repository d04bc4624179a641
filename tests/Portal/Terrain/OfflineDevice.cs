using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Beffroi.Portal.Tests.Bureau;
using Beffroi.TestKit;

namespace Beffroi.Portal.Tests.Terrain;

/// <summary>A device of a signed-in agent, as its script sends what was typed offline.</summary>
internal sealed class OfflineDevice(BureauFixture bureau, TestBrowser browser)
{
    /// <summary>Who is there, the key and the mark against forged posts.</summary>
    public async Task<JsonElement> SessionAsync() => JsonDocument.Parse((await browser.GetAsync(bureau.Url("/hors-ligne/session"))).Text).RootElement;

    /// <summary>Sends what was typed.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Answer)> SendAsync(Dictionary<string, string> values, params (string Field, byte[] Bytes)[] files)
    {
        var session = await SessionAsync();
        var page = await browser.RequestAsync(
            HttpMethod.Post, bureau.Url("/hors-ligne/envois"), Body(values, files), (session.GetProperty("entete").GetString()!, session.GetProperty("jeton").GetString()!));
        return (page.Status, page.Text.StartsWith('{') ? JsonDocument.Parse(page.Text).RootElement : default);
    }

    /// <summary>A report of a broken pavement.</summary>
    public static Dictionary<string, string> Report(Guid cle, DateTime typed, string insee = BureauFixture.SaintLo) => new()
    {
        ["Genre"] = "terrain",
        ["Cle"] = cle.ToString(),
        ["Saisie"] = Iso(typed),
        ["Commune"] = insee,
        ["Demarche"] = "signalement-voirie",
        ["vu"] = "categorie",
        ["vu "] = "lieu",
        ["vu  "] = "description",
        ["vu   "] = "photo",
        ["f.categorie"] = "chaussee",
        ["f.lieu.lieu"] = "devant l’école",
        ["f.lieu.latitude"] = "49,11502",
        ["f.lieu.longitude"] = "-1,09100",
        ["f.description"] = "Un trou profond.",
    };

    /// <summary>A request taken at the counter.</summary>
    public static Dictionary<string, string> Request(Guid cle, DateTime typed) => new()
    {
        ["Genre"] = "accueil",
        ["Canal"] = "Telephone",
        ["Cle"] = cle.ToString(),
        ["Saisie"] = Iso(typed),
        ["Commune"] = BureauFixture.SaintLo,
        ["Demarche"] = "contact-mairie",
        ["f.objet"] = "Horaires",
        ["f.message"] = "À quelle heure ouvrez-vous ?",
        ["f.demandeur-nom"] = "Témoin",
        ["f.demandeur-prenom"] = "Alix",
        ["f.courriel"] = "",
        ["Accord"] = "true",
    };

    /// <summary>A time as scripts write it.</summary>
    public static string Iso(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>The body of a sending.</summary>
    public static MultipartFormDataContent Body(Dictionary<string, string> values, params (string Field, byte[] Bytes)[] files)
    {
        var body = new MultipartFormDataContent();
        foreach (var (name, value) in values)
        {
            // One name several times, in a dictionary.
            body.Add(new StringContent(value), name.TrimEnd());
        }

        foreach (var (field, bytes) in files)
        {
            var part = new ByteArrayContent(bytes);
            part.Headers.ContentType = new MediaTypeHeaderValue("image/png");
            body.Add(part, field, "photo.png");
        }

        return body;
    }
}
