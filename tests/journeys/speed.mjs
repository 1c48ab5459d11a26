// Times the stages of `tests/speed` in a real browser and prints a line for each. Figures only: nothing here passes
// or fails. `LOADBEARING_SPEED` is the folder with the module; `LOADBEARING_CHROMIUM` the browser.

import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { launch } from './browsers.mjs';
import { serve } from './server.mjs';

/** Runs before the first that counts: the browser compiles a module better once it is hot. */
const WARM_UP = 10;
const RUNS = 60;

const folder = resolve(process.env.LOADBEARING_SPEED);

async function timed(warmUp, runs) {
  const module = await import('./loadbearing_speed.js');
  await module.default();
  const course = new module.Course();
  const results = [];
  for (let stage = 0; course.name(stage) !== undefined; stage += 1) {
    for (let run = 0; run < warmUp; run += 1) course.run(stage);
    const times = [];
    for (let run = 0; run < runs; run += 1) {
      const start = performance.now();
      course.run(stage);
      times.push(performance.now() - start);
    }
    times.sort((a, b) => a - b);
    results.push({ name: course.name(stage), median: times[runs >> 1], slowest: times[runs - 1] });
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
  async (warmUp, runs) => (await import(new URL('timed.js', location.href).href)).timed(warmUp, runs),
  WARM_UP,
  RUNS,
);
await browser.close();
server.stop();
for (const { name, median, slowest } of results) {
  console.log(`  ${name.padEnd(28)} median ${median.toFixed(2)} ms, slowest ${slowest.toFixed(2)} ms of ${RUNS}`);
}
