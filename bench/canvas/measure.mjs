// Puts the page and its peers through the same gestures in one run of a real browser, and prints tables of medians.
// Figures only: nothing here passes or fails. `LOADBEARING_CHROMIUM` is the browser, `LOADBEARING_DIST` the built page.
//
// Arguments: names of those to measure; `boxes=1000,5000`, `rounds=5`, `slow=3` (rounds over a throttled link).

import { readFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import puppeteer from 'puppeteer-core';
import { buildPeers } from './build.mjs';
import { prepare, Subject } from './gestures.mjs';
import { serve } from './server.mjs';
import { loadTable, gestureTable } from './table.mjs';

const here = dirname(fileURLToPath(import.meta.url));
/** Who is measured: a name, an address, and the package whose version is told. */
const SUBJECTS = [
  { name: 'blank', path: '/peers/blank/', package: null },
  { name: 'xyflow', path: '/peers/xyflow/', package: '@xyflow/react' },
  { name: 'xyflow-cull', path: '/peers/xyflow/?cull', package: '@xyflow/react' },
  { name: 'excalidraw', path: '/peers/excalidraw/', package: '@excalidraw/excalidraw' },
  { name: 'cytoscape', path: '/peers/cytoscape/', package: 'cytoscape' },
  { name: 'loadbearing', path: '/page/?bench=1', package: null },
];
/** The page as whoever comes for the first time has it: with its own first drawing, over the throttled link alone. */
const FIRST_VISIT = { name: 'loadbearing, first visit', path: '/page/' };
/** So many connections a box. */
const CONNECTIONS = 1.5;
/** The throttled link: 10 Mbit a second, 40 ms. */
const LINK = { offline: false, latency: 40, downloadThroughput: 1.25e6, uploadThroughput: 1.25e6 };
/** What follows from loading, such as keeping the graph or a report on it, is done after this, in milliseconds. */
const REST = 3000;
/** Whoever takes longer to load is left out, in milliseconds. */
const PATIENCE = 90_000;

const said = Object.fromEntries(process.argv.slice(2).filter((word) => word.includes('=')).map((word) => word.split('=')));
const names = process.argv.slice(2).filter((word) => !word.includes('='));
const subjects = SUBJECTS.filter(({ name }) => names.length === 0 || names.includes(name));
const counts = (said.boxes ?? '1000,5000').split(',').map(Number);
const [rounds, slowRounds] = [Number(said.rounds ?? 5), Number(said.slow ?? 3)];

const pause = (milliseconds) => new Promise((kept) => setTimeout(kept, milliseconds));

async function versionOf(name) {
  return JSON.parse(await readFile(join(here, 'node_modules', name, 'package.json'), 'utf8')).version;
}

async function open(browser, boxes, link) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const protocol = await page.createCDPSession();
  await protocol.send('Performance.enable', { timeDomain: 'threadTicks' });
  await protocol.send('Network.enable');
  await protocol.send('Network.setCacheDisabled', { cacheDisabled: true });
  if (link) await protocol.send('Network.emulateNetworkConditions', link);
  await page.evaluateOnNewDocument(prepare, { boxes, connections: Math.round(boxes * CONNECTIONS) });
  return { context, subject: new Subject(page, protocol) };
}

/** Loads a graph into a page. When its first box was painted, in milliseconds, and what the main thread paid until then. */
async function load(subject, address) {
  await subject.page.goto(address, { waitUntil: 'domcontentloaded', timeout: PATIENCE });
  let timer;
  const late = new Promise((_, fail) => (timer = setTimeout(() => fail(new Error('took too long to load')), PATIENCE)));
  const painted = await Promise.race([subject.page.evaluate(() => window.__measure.loaded), late]);
  clearTimeout(timer);
  return { painted, cost: await subject.spent() };
}

/** When the first box of the page's own first drawing was painted, in milliseconds. */
async function firstSight(subject, address) {
  await subject.page.goto(address, { waitUntil: 'domcontentloaded', timeout: PATIENCE });
  const painted = await subject.page.evaluate(async () => {
    while (!document.querySelector('.box')) await new Promise((kept) => requestAnimationFrame(kept));
    await window.__measure.painted();
    return performance.now();
  });
  return { painted };
}

async function measured(browser, address, boxes) {
  const { context, subject } = await open(browser, boxes, null);
  const found = {};
  try {
    found.load = await load(subject, address);
    await subject.page.evaluate(() => window.__measure.settled());
    found.elements = await subject.page.evaluate(() => document.querySelectorAll('*').length);
    await pause(REST);
    const before = await subject.spent();
    found.followed = before;
    await pause(1000);
    found.idle = (await subject.spent()) - before;
    await subject.look('home');
    found.dragNear = await subject.drag(0);
    found.panNear = await subject.pan(40);
    found.zoomNear = await subject.zoom();
    await subject.look('fit');
    found.dragAll = await subject.drag(1);
    found.panAll = await subject.pan(10);
  } catch (problem) {
    found.problem = problem.message.split('\n')[0];
  }
  await context.close();
  return found;
}

const folder = join(tmpdir(), `loadbearing-canvas-${process.pid}`);
await buildPeers(folder);
const server = await serve({ peers: folder, page: resolve(process.env.LOADBEARING_DIST ?? join(here, '../../dist')) });
const browser = await puppeteer.launch({
  executablePath: process.env.LOADBEARING_CHROMIUM ?? '/usr/bin/chromium',
  headless: true,
  defaultViewport: { width: 1280, height: 800 },
  protocolTimeout: 2 * PATIENCE,
  args: [
    '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-timer-throttling', '--disable-renderer-backgrounding',
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ],
});
const versions = await Promise.all(subjects.map(async ({ name, package: from }) => (from ? `${name} ${await versionOf(from)}` : name)));
console.log(`${versions.join(', ')}; ${await browser.version()}; ${cpus().length} × ${cpus()[0].model}`);

const rows = [];
for (let round = 0; round < slowRounds; round += 1) {
  for (const { name, path } of [...subjects, FIRST_VISIT]) {
    const { context, subject } = await open(browser, 100, LINK);
    const paint = name === FIRST_VISIT.name ? firstSight : load;
    const found = await paint(subject, server.address + path).catch((problem) => ({ problem: problem.message }));
    rows.push({ name, boxes: 'slow', load: found });
    await context.close();
  }
}
const leftOut = new Set();
for (let round = 0; round < rounds; round += 1) {
  for (const boxes of counts) {
    // There and back, so that what disturbs a run disturbs all alike.
    for (const { name, path } of round % 2 ? [...subjects].reverse() : subjects) {
      const key = `${name} ${boxes}`;
      if (leftOut.has(key)) continue;
      const found = await measured(browser, server.address + path, boxes);
      if (!found.load) leftOut.add(key);
      rows.push({ name, boxes, ...found });
      console.error(`round ${round + 1}: ${key}, load of the machine ${loadavg()[0].toFixed(1)} ${found.problem ?? ''}`);
    }
  }
}
const shown = subjects.map(({ name }) => name);
if (slowRounds > 0) console.log(`\n${loadTable([...shown, FIRST_VISIT.name], rows)}`);
for (const boxes of counts) console.log(`\n${boxes.toLocaleString('en')} boxes\n\n${gestureTable(shown, rows, boxes)}`);
await browser.close();
server.stop();
