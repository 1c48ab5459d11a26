// Times the stages of `tests/speed` in a real browser and prints a line for each. Figures only: nothing here passes
// or fails. `LOADBEARING_SPEED` is the folder with the module; `LOADBEARING_CHROMIUM` the browser.

import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { launch } from './browsers.mjs';
import { serve } from './server.mjs';

/** Runs before the first that counts: the browser compiles a module better once it is hot. */
const WARM_UP = 10;
const RUNS = 60;
/** A stage that has taken so long, in milliseconds, is not repeated further. */
const LONGEST = 20_000;

const folder = resolve(process.env.LOADBEARING_SPEED);

async function timed(warmUp, runs, longest) {
  const module = await import('./loadbearing_speed.js');
  await module.default();
  const course = new module.Course();
  const results = [];
  for (let stage = 0; course.name(stage) !== undefined; stage += 1) {
    const begin = performance.now();
    const goesOn = () => performance.now() - begin < longest;
    for (let run = 0; run < warmUp && goesOn(); run += 1) course.run(stage);
    const times = [];
    for (let run = 0; run < runs && (run === 0 || goesOn()); run += 1) {
      const start = performance.now();
      course.run(stage);
      times.push(performance.now() - start);
    }
    times.sort((a, b) => a - b);
    results.push({
      name: course.name(stage),
      median: times[times.length >> 1],
      slowest: times[times.length - 1],
      runs: times.length,
    });
  }
  return results;
}

await writeFile(join(folder, 'index.html'), '<!doctype html><title>Speed</title>');
await writeFile(join(folder, 'timed.js'), `export ${timed}`);
const server = await serve(folder);
const browser = await launch();
const page = await browser.newPage();
await page.goto(server.address);
const results = await page.evaluate(
  async (warmUp, runs, longest) =>
    (await import(new URL('timed.js', location.href).href)).timed(warmUp, runs, longest),
  WARM_UP,
  RUNS,
  LONGEST,
);
await browser.close();
server.stop();
for (const { name, median, slowest, runs } of results) {
  console.log(`  ${name.padEnd(28)} median ${median.toFixed(2)} ms, slowest ${slowest.toFixed(2)} ms of ${runs}`);
}
