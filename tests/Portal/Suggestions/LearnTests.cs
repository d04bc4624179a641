using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Portal.Features.Dossiers.Recherche;
using CsCheck;
using Microsoft.EntityFrameworkCore;

namespace Beffroi.Portal.Tests.Suggestions;

/// <summary>Whatever happens to requests, and whenever the job comes by: what was learnt is what a recount of all past dossiers gives.</summary>
public sealed class LearnTests(SuggestionWorld world) : IClassFixture<SuggestionWorld>
{
    private static readonly string[] s_texts =
    [
        "Le lampadaire de la rue est éteint, la lampe clignote.", "Un lampadaire clignote devant l’école.", "Acte de naissance de ma fille pour un passeport.",
        "Inscription à la cantine de l’école.", "Madame Duchemin attend une réponse pour son passeport.", "Bruit la nuit rue du Stade, 12 personnes !",
    ];

    private static readonly string[] s_services = ["technique", "etat-civil", "accueil"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Counts_AfterAnyLives_EqualARecount()
    {
        var lives = new List<(int Act, int Seed)[]>();
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 1_000_000]).Array[15, 30].Sample(life => lives.Add(life), iter: 8, threads: 1);
        foreach (var life in lives)
        {
            foreach (var (act, seed) in life)
            {
                await ActAsync(act, seed);
            }

            await world.LearnAsync();
            Assert.Equal(await ExpectedAsync(), [.. (await world.CountsAsync()).Select(row => $"{row.Kind} {row.Label} {row.Word} = {row.Count}").Order(StringComparer.Ordinal)]);
        }

        // A word is kept in clear once it was in enough requests, whatever was drawn above.
        await world.TeachAsync("Le lampadaire est éteint.", "technique", 3);
        await world.LearnAsync();
        Assert.Contains(await world.CountsAsync(), row => row.Word == "lampadair");
        Assert.Equal(0, await world.LearnAsync());
    }

    private async Task ActAsync(int act, int seed)
    {
        await using var db = world.Appliance.Open(CommuneScope.One(world.Commune()));
        var open = await db.Dossiers.Where(row => row.Phase != Phase.Cloture).OrderBy(row => row.Numero).Select(row => row.Numero).ToListAsync(Token);
        try
        {
            if (act == 0)
            {
                await world.LearnAsync();
            }
            else if (act <= 4 || open.Count == 0)
            {
                await world.FileAsync(s_texts[seed % s_texts.Length], nom: seed % 3 == 0 ? "Duchemin" : "Modèle");
            }
            else if (act <= 6)
            {
                await world.QualifyAsync(open[seed % open.Count], s_services[seed % s_services.Length]);
            }
            else
            {
                await world.EndAsync(open[seed % open.Count]);
            }
        }
        catch (DossierRuleException)
        {
            // An action that a rule refuses changes nothing: the next one comes.
        }
    }

    // Written apart from the code that learns, from the texts that were sent.
    private async Task<List<string>> ExpectedAsync()
    {
        await using var db = world.Appliance.Open(CommuneScope.One(world.Commune()));
        var services = await db.Services.ToDictionaryAsync(row => row.Id, row => row.Code, Token);
        var qualified = await db.DossierEvents.Where(row => row.Kind == "qualifiee").Select(row => row.DossierId).ToListAsync(Token);
        var past = (await db.Dossiers.AsNoTracking().ToListAsync(Token)).Where(row => row.ClosedAt is not null && row.Outcome is not null && qualified.Contains(row.Id)).ToList();
        var lines = new List<string>();
        foreach (var (kind, labelOf) in new (string, Func<Dossier, string>)[] { ("Demarche", row => row.DemarcheCode), ("Service", row => services[row.ServiceId!.Value]) })
        {
            var words = past.Select(row => (Label: labelOf(row), Words: WordsOf(row))).ToList();
            lines.AddRange(words.GroupBy(row => row.Label).Select(group => $"{kind} {group.Key}  = {group.Count()}"));
            foreach (var word in words.SelectMany(row => row.Words).Distinct())
            {
                var having = words.Where(row => row.Words.Contains(word)).ToList();
                var name = having.Count >= 3 ? word : Hidden(word);
                lines.AddRange(having.GroupBy(row => row.Label).Select(group => $"{kind} {group.Key} {name} = {group.Count()}"));
            }
        }

        return [.. lines.Order(StringComparer.Ordinal)];
    }

    private static HashSet<string> WordsOf(Dossier dossier)
    {
        using var answers = JsonDocument.Parse(dossier.Answers);
        var names = SearchText.WordsOf(dossier.UsagerNom);
        return [.. SearchText.WordsOf(answers.RootElement.GetProperty("message").GetString() + " " + dossier.Objet)
            .Where(word => word.Length >= 4 && word.All(char.IsAsciiLetter) && !names.Contains(word))
            .Select(SearchText.Stem)];
    }

    private string Hidden(string word) =>
        "~" + Convert.ToHexStringLower(SHA256.HashData([.. world.Commune().ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(word)])[..16]);
}
