using Beffroi.TestKit;
using Microsoft.Playwright;

namespace Beffroi.EndToEnd.Tests;

/// <summary>The network goes while an agent works: what they type stays sealed on the device, and is a dossier once when the network is back.</summary>
public sealed class HorsLigneTests(World world) : IClassFixture<World>
{
    private const string Submit = "[data-formulaire-ouvert] button.button:not([type=button])";

    [Fact]
    public async Task WhatIsTypedWithoutANetwork_IsSealedThenSentOnceByItsAgentAlone()
    {
        var page = await world.OpenAsync(360, worker: true);
        page.Dialog += async (_, dialog) => await dialog.AcceptAsync();
        await world.SignInAsync(page, "mairie@exemple.fr");
        await ReadyAsync(page);

        await page.Context.SetOfflineAsync(true);
        await page.WaitForSelectorAsync("[data-coupure]:has-text('Réseau coupé')");
        await page.GotoAsync(world.Url("bureau", "/hors-ligne"));
        await ReportAsync(page, "Un trou profond devant l’école.");
        await TakeRequestAsync(page);
        await page.WaitForSelectorAsync("[data-testid=envois] li[data-etat=attend] >> nth=1");
        Assert.Empty(await Accessibility.FaultsAsync(page));
        await AssertSealedAsync(page);

        // The device closes and opens again without a network: it is all there. The first answer of the appliance is then lost on the way.
        await page.ReloadAsync();
        await page.WaitForSelectorAsync("[data-testid=envois] li[data-etat=attend] >> nth=1");
        await page.EvaluateAsync("""
            () => {
              const real = window.fetch;
              window.fetch = async (...asked) => {
                const answer = await real(...asked);
                if (asked[0] === '/hors-ligne/envois' && answer.ok && !window.lost) {
                  window.lost = true;
                  throw new TypeError('lost');
                }
                return answer;
              };
            }
            """);
        await page.Context.SetOfflineAsync(false);
        await page.WaitForFunctionAsync("() => window.lost === true");
        await page.ClickAsync("[data-envoyer]:not([hidden])");
        await page.WaitForSelectorAsync("[data-testid=envois] li[data-etat=parti] >> nth=1");
        Assert.Empty(await Accessibility.FaultsAsync(page));

        var numbers = await page.Locator("[data-testid=envois] a").AllInnerTextsAsync();
        Assert.Equal(2, numbers.Distinct(StringComparer.Ordinal).Count());
        await page.GotoAsync(world.Url("bureau", "/dossiers/" + numbers[0]));
        Assert.Contains("Saisi hors ligne", await page.InnerTextAsync("[data-testid=hors-ligne]"), StringComparison.Ordinal);
        Assert.Contains("Un trou profond devant l’école.", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.Contains("photo.png", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await page.GotoAsync(world.Url("bureau", "/dossiers?commune=50502&canal=terrain"));
        Assert.Equal(1, await page.Locator("a.row-link").CountAsync());
        await page.GotoAsync(world.Url("bureau", "/accueil/recu/" + numbers[1]));
        Assert.Contains("Alix Témoin", await page.InnerTextAsync("main"), StringComparison.Ordinal);

        await AssertOnlyItsAgentSendsAsync(page);
    }

    private async Task AssertOnlyItsAgentSendsAsync(IPage page)
    {
        // The session ends while something waits.
        await page.GotoAsync(world.Url("bureau", "/hors-ligne"));
        await page.Context.SetOfflineAsync(true);
        await page.WaitForSelectorAsync("[data-etat]:has-text('Réseau coupé')");
        await ReportAsync(page, "Un lampadaire éteint.");
        await page.WaitForSelectorAsync("[data-testid=envois] li[data-etat=attend]");
        await page.Context.ClearCookiesAsync();
        await page.Context.SetOfflineAsync(false);
        await page.WaitForSelectorAsync("[data-testid=verrouille]:has-text('Connectez-vous')");
        Assert.DoesNotContain("Problème", await page.InnerTextAsync("[data-testid=envois]"), StringComparison.Ordinal);

        // A colleague takes the device.
        await world.SignInAsync(page, "accueil@exemple.fr");
        await ReadyAsync(page);
        await page.GotoAsync(world.Url("bureau", "/hors-ligne"));
        await page.WaitForSelectorAsync("[data-testid=verrouille]:has-text('autre')");
        Assert.Equal(0, await page.Locator("[data-testid=envois] li[data-etat]").CountAsync());
        await page.GotoAsync(world.Url("bureau", "/dossiers"));
        await page.ClickAsync(".bar-user summary");
        await page.ClickAsync("form[data-form=deconnexion] button");
        await page.WaitForURLAsync(url => !url.EndsWith("/dossiers", StringComparison.Ordinal));
        await page.GotoAsync(world.Url("bureau", "/hors-ligne"));
        Assert.Equal(0, await CountAsync(page, "cles"));

        await page.Context.ClearCookiesAsync();
        await world.SignInAsync(page, "mairie@exemple.fr");
        await page.GotoAsync(world.Url("bureau", "/hors-ligne"));
        await page.WaitForSelectorAsync("[data-testid=envois] li[data-etat=parti] >> nth=2");
        await page.ClickAsync("text=Retirer de la liste >> nth=0");
        await page.WaitForFunctionAsync("() => document.querySelectorAll('[data-testid=envois] li').length === 2");
    }

    // Asked from here: a promise is no answer to wait for.
    private static async Task ReadyAsync(IPage page)
    {
        for (var tries = 0; !await IsReadyAsync(page); tries++)
        {
            Assert.True(tries < 150, "The device keeps no forms.");
            await Task.Delay(200, TestContext.Current.CancellationToken);
        }
    }

    private static async Task<bool> IsReadyAsync(IPage page) => await page.EvaluateAsync<bool>("""
        async () => {
          if ((await navigator.serviceWorker.getRegistration('/hors-ligne'))?.active?.state !== 'activated') {
            return false;
          }
          const base = await new Promise(done => Object.assign(indexedDB.open('beffroi-hors-ligne', 1), { onsuccess() { done(this.result); } }));
          const count = await new Promise(done => Object.assign(base.transaction('formulaires').objectStore('formulaires').count(), { onsuccess() { done(this.result); } }));
          base.close();
          return count === 1;
        }
        """);

    private static async Task<int> CountAsync(IPage page, string store) => await page.EvaluateAsync<int>("""
        async store => {
          const base = await new Promise(done => Object.assign(indexedDB.open('beffroi-hors-ligne', 1), { onsuccess() { done(this.result); } }));
          const count = await new Promise(done => Object.assign(base.transaction(store).objectStore(store).count(), { onsuccess() { done(this.result); } }));
          base.close();
          return count;
        }
        """, store);

    private static async Task ReportAsync(IPage page, string words)
    {
        await page.ClickAsync("[data-choix] button:has-text('Problème dans la rue, Saint-Lô')");
        await page.CheckAsync("[name='f.categorie'][value=chaussee]");
        await page.FillAsync("[name='f.lieu.lieu']", "devant l’école");
        await page.FillAsync("[name='f.description']", words);
        await page.SetInputFilesAsync("[name='f.photo']", new FilePayload { Name = "photo.png", MimeType = "image/png", Buffer = SampleFiles.Png });
        await page.ClickAsync(Submit);
    }

    private static async Task TakeRequestAsync(IPage page)
    {
        await page.ClickAsync("[data-choix] button:has-text('Demande à l’accueil, Saint-Lô')");
        await page.FillAsync("[name='f.objet']", "Horaires");
        await page.FillAsync("[name='f.message']", "À quelle heure ouvrez-vous ?");
        await page.FillAsync("[name='f.demandeur-nom']", "Témoin");
        await page.FillAsync("[name='f.demandeur-prenom']", "Alix");
        // Without the person's word nothing is kept, and nothing typed is lost.
        await page.ClickAsync(Submit);
        await page.WaitForSelectorAsync("[data-refus]:has-text('Cochez la case')");
        await page.CheckAsync("input[type=checkbox][name=Accord]");
        await page.ClickAsync(Submit);
    }

    // Whatever the browser keeps is read as bytes.
    private static async Task AssertSealedAsync(IPage page)
    {
        var (stored, extractable) = (await page.EvaluateAsync<string>("""
            async () => {
              const base = await new Promise(done => Object.assign(indexedDB.open('beffroi-hors-ligne', 1), { onsuccess() { done(this.result); } }));
              const bytes = value => value instanceof ArrayBuffer ? new TextDecoder().decode(value) : ArrayBuffer.isView(value) ? new TextDecoder().decode(value)
                : value instanceof CryptoKey ? `key ${value.extractable}` : value && typeof value === 'object' ? Object.entries(value).map(([name, part]) => `${name} ${bytes(part)}`).join(' ') : String(value);
              let all = '';
              for (const store of base.objectStoreNames) {
                const rows = await new Promise(done => Object.assign(base.transaction(store).objectStore(store).getAll(), { onsuccess() { done(this.result); } }));
                all += `${store} ${rows.length}: ${rows.map(bytes).join(' ')} `;
              }
              for (const name of await caches.keys()) {
                const shelf = await caches.open(name);
                for (const request of await shelf.keys()) {
                  all += ` ${request.url} ${new URL(request.url).pathname === '/hors-ligne' ? await (await shelf.match(request)).text() : ''}`;
                }
              }
              base.close();
              return all + JSON.stringify({ ...localStorage, ...sessionStorage });
            }
            """), await page.EvaluateAsync<bool>("""
            async () => {
              const base = await new Promise(done => Object.assign(indexedDB.open('beffroi-hors-ligne', 1), { onsuccess() { done(this.result); } }));
              const [kept] = await new Promise(done => Object.assign(base.transaction('cles').objectStore('cles').getAll(), { onsuccess() { done(this.result); } }));
              base.close();
              return await crypto.subtle.exportKey('raw', kept.cle).then(() => true, () => false);
            }
            """));
        Assert.False(extractable);
        Assert.Contains("envois 2:", stored, StringComparison.Ordinal);
        Assert.Contains("key false", stored, StringComparison.Ordinal);
        Assert.Contains("/hors-ligne", stored, StringComparison.Ordinal);
        foreach (var words in (string[])["trou", "Témoin", "Alix", "ouvrez-vous", "multipart", "photo.png", "IHDR", "signalement-voirie", "Saint-Lô", "mairie@exemple.fr"])
        {
            Assert.DoesNotContain(words, stored, StringComparison.OrdinalIgnoreCase);
        }
    }
}
