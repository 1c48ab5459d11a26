// Keeps all files of the page in this browser, so that it opens without a network, and answers the page's requests
// from there. Knows nothing of designs: those are kept elsewhere, and never touched here.
//
// `cargo xtask finish` writes the two lines below when a page is built: a name of this build, and its files with their
// hashes. The browser looks for another service worker by itself when the page is opened. A new one fetches all of its
// build, then waits until no page of the old build is open, or until somebody asks for it.

const BUILD = 'none';
const FILES = [];

/** The folder of the page, at whatever path it lies. */
const here = new URL('./', self.location);
/** Several such pages may lie on one host, each with caches of its own. */
const own = `loadbearing ${here.pathname} `;
const cacheName = own + BUILD;

self.addEventListener('install', (event) => event.waitUntil(keepAll()));
self.addEventListener('activate', (event) => event.waitUntil(forgetOthers()));
self.addEventListener('message', (event) => {
  if (event.data === 'take over') self.skipWaiting();
});
self.addEventListener('fetch', (event) => {
  const { method, url } = event.request;
  if (method === 'GET' && url.startsWith(here.href)) event.respondWith(answer(event.request));
});

/** Keeps every file of this build. What an earlier attempt or build has kept already is not fetched again. */
async function keepAll() {
  const cache = await caches.open(cacheName);
  for (const [path, hash] of FILES) {
    const place = new URL(path, here).href;
    if (await cache.match(place)) continue;
    const known = await caches.match(place);
    const file = known && (await hashOf(known.clone())) === hash ? known : await fetched(place, hash);
    await cache.put(place, file);
  }
}

/** A file from the host; fails unless it is that of this build. */
async function fetched(place, hash) {
  const answer = await fetch(place, { cache: 'no-cache', integrity: `sha256-${hash}` });
  if (!answer.ok) throw new Error(`${answer.status}: ${place}`);
  // A page may not be opened with an answer that came from elsewhere.
  return answer.redirected ? new Response(await answer.blob(), { headers: answer.headers }) : answer;
}

async function hashOf(answer) {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', await answer.arrayBuffer()));
  return btoa(String.fromCharCode(...bytes));
}

/** Forgets other builds, unless a page of theirs may still be open beside the one that asked for this build. */
async function forgetOthers() {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (pages.length > 1) return;
  const names = await caches.keys();
  const others = names.filter((name) => name.startsWith(own) && name !== cacheName);
  await Promise.all(others.map((name) => caches.delete(name)));
}

/** What is kept, of this build before others, or else what the host says. */
async function answer(request) {
  const isPage = request.mode === 'navigate' && ['', 'index.html'].includes(pathOf(request.url));
  const place = isPage ? here.href : request.url;
  const cache = await caches.open(cacheName);
  const kept = (await cache.match(place, { ignoreSearch: true })) ?? (await caches.match(place));
  return kept ?? fetch(request);
}

function pathOf(address) {
  return new URL(address).pathname.slice(here.pathname.length);
}
