// Measures how long a link takes to its verdict, beside the page that is opened without one, in turns in one run. Figures
// only: nothing here passes or fails. `node opening.mjs FRAGMENT…` with `LOADBEARING_DIST`; words `rounds=15`, `cold`,
// `warm`, `own`, `fast` and `slow` choose some of it.
//
// - *cold*: a profile that has never seen the page. *warm*: one that keeps all of it, but no design. *own*: the same, with
//   a design of one's own, which opens where there is no link.
// - *fast*: the same machine. *slow*: 10 Mbit/s for all connections together, each answer 40 ms later.
//
// The verdict stands on the screen with the first frame whose words are those that stay.

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { launch } from './browsers.mjs';
import { SUB_PATH, TYPES, fileFor } from './server.mjs';

const folder = resolve(process.env.LOADBEARING_DIST ?? '../../dist');
/** What passes in a second, in bytes, and how long an answer is on its way, in milliseconds. */
const NETWORKS = { fast: { rate: Infinity, delay: 0 }, slow: { rate: 1_250_000, delay: 40 } };
const PROFILES = ['cold', 'warm', 'own'];
/** How much of an answer passes at a time on a slow network, in bytes. */
const PIECE = 16_384;

const words = process.argv.slice(2);
const rounds = Number(words.find((word) => word.startsWith('rounds='))?.slice('rounds='.length) ?? 15);
const chosen = (all) => (all.some((word) => words.includes(word)) ? all.filter((word) => words.includes(word)) : all);
const fragments = words.filter((word) => /^\d+\./.test(word));
if (fragments.length === 0) throw new Error('name the fragments of links to open, as `loadbearing link` writes them');

/** For how long the browser is left alone before a page is opened, in milliseconds. */
const SETTLED_MS = 1500;

const wait = (ms) => new Promise((done) => setTimeout(done, ms));
const packed = new Map();
let network = NETWORKS.fast;
/** When all that is on its way has passed, in milliseconds. */
let free = 0;

/** Serves as hosts do, packed; on a slow network all answers share what passes. */
const server = createServer(async (request, response) => {
  const file = fileFor(folder, new URL(request.url, 'http://here').pathname);
  if (!packed.has(file)) packed.set(file, await readFile(file).then((bytes) => gzipSync(bytes, { level: 9 })).catch(() => null));
  const bytes = packed.get(file);
  if (!bytes) {
    response.writeHead(404).end();
    return;
  }
  await wait(network.delay);
  const type = TYPES[extname(file)] ?? 'application/octet-stream';
  response.writeHead(200, { 'content-type': type, 'content-encoding': 'gzip', 'cache-control': 'no-cache', etag: `"${bytes.length}"` });
  for (let at = 0; network.rate < Infinity && at < bytes.length; at += PIECE) {
    free = Math.max(free, performance.now()) + (PIECE / network.rate) * 1000;
    await wait(free - performance.now());
    response.write(bytes.subarray(at, at + PIECE));
  }
  response.end(network.rate < Infinity ? undefined : bytes);
});
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
const address = `http://127.0.0.1:${server.address().port}${SUB_PATH}`;

/** Runs in the page: writes down which words the verdict had when, as frames with them were painted. */
function listen() {
  window.seen = [];
  let last = '';
  const look = () => {
    const sentences = document.querySelectorAll('[data-testid="verdict"] [data-testid^="verdict-"]');
    const text = Array.from(sentences, (sentence) => sentence.textContent).join('\n');
    if (text === last) return;
    last = text;
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => window.seen.push([performance.now(), text]);
      port2.postMessage(null);
    });
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true });
}

/** Opens the page in a profile and gives the milliseconds until its verdict stands. */
async function opened(profile, fragment) {
  const page = await profile.newPage();
  page.on('pageerror', (error) => console.log(`        ${error.message}`));
  await page.evaluateOnNewDocument(listen);
  // The browser is still busy with the window that it has just opened, and with the one that it has closed.
  await wait(SETTLED_MS);
  await page.goto(fragment ? `${address}#${fragment}` : address, { waitUntil: 'domcontentloaded' });
  await page.waitForFunction(() => document.documentElement.dataset.evaluated === 'true', { timeout: 60_000, polling: 50 });
  await wait(150);
  const seen = await page.evaluate(() => window.seen);
  await page.close();
  const words = seen.at(-1)[1];
  // From the end on, as long as the words are those that stay.
  let at = seen.length - 1;
  while (at > 0 && seen[at - 1][1] === words) at -= 1;
  return seen[at][0];
}

/** A profile as it is meant, and how one gets rid of it. */
async function prepared(browser, kind) {
  const profile = await browser.createBrowserContext();
  if (kind === 'cold') return profile;
  const page = await profile.newPage();
  await page.goto(address);
  await page.waitForFunction(() => document.documentElement.dataset.evaluated === 'true');
  if (kind === 'own') {
    await page.click('[data-testid="box-redis"]');
    await page.keyboard.press('Delete');
    await page.waitForFunction(() => localStorage.getItem('loadbearing-last') !== null);
  }
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
  await page.waitForFunction(() => navigator.serviceWorker.getRegistration().then((found) => found?.active?.state === 'activated'));
  await page.close();
  // Browsers keep compiled code when a page has been opened again.
  for (const fragment of ['', ...fragments, '']) await opened(profile, fragment);
  return profile;
}

const median = (values) => values.sort((one, other) => one - other)[Math.floor(values.length / 2)];

const browser = await launch();
for (const kind of chosen(PROFILES)) {
  for (const name of chosen(Object.keys(NETWORKS))) {
    if (kind !== 'cold' && name === 'slow') continue;
    network = NETWORKS[name];
    const times = [[], ...fragments.map(() => [])];
    const ratios = fragments.map(() => []);
    let profile = kind === 'cold' ? null : await prepared(browser, kind);
    for (let round = 0; round < rounds; round += 1) {
      for (const [number, fragment] of ['', ...fragments].entries()) {
        const fresh = profile ?? (await prepared(browser, kind));
        times[number].push(await opened(fresh, fragment));
        if (!profile) await fresh.close();
        if (number > 0) ratios[number - 1].push(times[number].at(-1) / times[0].at(-1));
      }
    }
    await profile?.close();
    const shown = (value) => `${Math.round(value).toString().padStart(5)} ms`;
    const told = (all) => `best ${shown(Math.min(...all))}, median ${shown(median([...all]))}`;
    const best = Math.min(...times[0]);
    console.log(`${kind}, ${name}: ${'without a link'.padEnd(26)} ${told(times[0])} (${rounds} rounds)`);
    ratios.forEach((all, number) => {
      const link = `link of ${fragments[number].length} characters`.padEnd(26);
      const spread = `${Math.min(...all).toFixed(2)} to ${Math.max(...all).toFixed(2)}`;
      const ofBest = (Math.min(...times[number + 1]) / best).toFixed(2);
      console.log(`  ${link} ${told(times[number + 1])}: best ${ofBest}, median ${median([...all]).toFixed(2)} times as long (${spread})`);
    });
  }
}
await browser.close();
server.closeAllConnections();
server.close();
