// The worker of the bureau: it keeps one page and what it is drawn with, and answers for nothing else. That page is asked for without saying who
// asks, so that nothing of anybody is ever kept here.
const { version, page, gardes } = self.veille;
const shelf = `beffroi-hors-ligne ${version} ${gardes.join(' ')}`;

self.addEventListener('install', event => {
  event.waitUntil((async () => {
    const cache = await caches.open(shelf);
    await Promise.all([page, ...gardes].map(async address => {
      const answer = await fetch(address, { credentials: 'omit', cache: 'no-cache', redirect: 'error' });
      if (!answer.ok) {
        throw new Error(`${address}: ${answer.status}`);
      }
      await cache.put(address, answer);
    }));
    await self.skipWaiting();
  })());
});

self.addEventListener('activate', event => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith('beffroi-hors-ligne ') && name !== shelf) {
        await caches.delete(name);
      }
    }
    await self.clients.claim();
  })());
});

self.addEventListener('fetch', event => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== 'GET' || address.origin !== self.location.origin) {
    return;
  }
  const asked = request.mode === 'navigate' ? (address.pathname === page ? page : null) : gardes.includes(address.pathname) ? address.pathname : null;
  if (asked) {
    event.respondWith((async () => await (await caches.open(shelf)).match(asked) ?? fetch(request))());
  }
});
