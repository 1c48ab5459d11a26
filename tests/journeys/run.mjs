// Runs every `*.journey.mjs` in this folder, or those whose file or sentence holds one of the
// arguments, against the built folder `dist`. `LOADBEARING_CHROMIUM` is the browser to drive.
// A failed journey leaves a picture of the page in `target/journeys`.

import { mkdir, readdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { launch } from './browsers.mjs';
import { journeys } from './harness.mjs';
import { serve } from './server.mjs';
import { Visitor } from './visitor.mjs';

/** How long one journey may take, in milliseconds. */
const LIMIT = 180_000;

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../..');
const folder = resolve(process.env.LOADBEARING_DIST ?? join(root, 'dist'));

async function collect(wanted) {
  const files = (await readdir(here)).filter((name) => name.endsWith('.journey.mjs')).sort();
  for (const file of files) {
    const known = journeys.length;
    await import(pathToFileURL(join(here, file)).href);
    for (const each of journeys.slice(known)) each.file = file;
  }
  const holds = (each) => (word) => each.file.includes(word) || each.name.includes(word);
  return journeys.filter((each) => wanted.length === 0 || wanted.some(holds(each)));
}

async function within(limit, promise) {
  let timer;
  const late = new Promise((_, fail) => {
    timer = setTimeout(() => fail(new Error(`took longer than ${limit / 1000} s`)), limit);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function attempt(browser, address, each) {
  const visitors = [];
  const visit = async (fragment, elsewhere = address) => {
    const visitor = await Visitor.arrive(browser, elsewhere, fragment);
    visitors.push(visitor);
    return visitor;
  };
  try {
    await within(LIMIT, each.steps({ visit, address, folder }));
    const problems = visitors.flatMap((visitor) => visitor.unexpected());
    if (problems.length > 0) throw new Error(problems.join('\n'));
  } catch (error) {
    await takePictures(visitors, each);
    const problems = visitors.flatMap((visitor) => visitor.unexpected());
    throw new Error([...new Set([error.message, ...problems])].join('\n'), { cause: error });
  } finally {
    await Promise.allSettled(visitors.map((visitor) => visitor.leave()));
  }
}

async function takePictures(visitors, each) {
  const pictures = join(root, 'target/journeys');
  await mkdir(pictures, { recursive: true });
  const name = each.name.replaceAll(/[^a-z0-9]+/gi, '-');
  for (const [index, visitor] of visitors.entries()) {
    const path = join(pictures, `${name}-${index + 1}.png`);
    await visitor.page.screenshot({ path }).catch(() => {});
  }
}

async function main() {
  if (!(await stat(join(folder, 'index.html')).catch(() => null))) {
    throw new Error(`${folder} holds no page: run \`cargo xtask build\` first`);
  }
  const chosen = await collect(process.argv.slice(2));
  if (chosen.length === 0) throw new Error('no journey has such a name');
  const server = await serve(folder);
  const browser = await launch();
  let failed = 0;
  for (const each of chosen) {
    const start = performance.now();
    const seconds = () => ((performance.now() - start) / 1000).toFixed(1);
    try {
      await attempt(browser, server.address, each);
      console.log(`  ok    ${each.name} (${seconds()} s)`);
    } catch (error) {
      failed += 1;
      console.log(`  FAIL  ${each.name} (${each.file}, ${seconds()} s)`);
      console.log(error.message.replaceAll(/^/gm, '          '));
    }
  }
  await browser.close();
  server.stop();
  console.log(`journeys: ${chosen.length - failed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

await main();
