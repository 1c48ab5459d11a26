// Times the stages of `tests/speed` in a real browser and prints a line for each. Figures only: nothing here passes
// or fails. `LOADBEARING_SPEED` is the folder with the module; `LOADBEARING_CHROMIUM` the browser.

import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { launch } from './browsers.mjs';
import { serve } from './server.mjs';

/** Rounds before the first that counts: the browser compiles a module better once it is hot. */
const WARM_UP = 10;
const ROUNDS = 60;
/** What has taken so long, in milliseconds, is not repeated further. */
const LONGEST = 20_000;

const folder = resolve(process.env.LOADBEARING_SPEED);

/** Times the stages in turns, so that what disturbs one disturbs the other. */
async function timed(wanted, warmUp, rounds, longest) {
  const module = await import('./loadbearing_speed.js');
  await module.default();
  const results = [];
  const measure = (course, thousands, stages) => {
    const begin = performance.now();
    const goesOn = () => performance.now() - begin < longest;
    for (let round = 0; round < warmUp && goesOn(); round += 1) stages.forEach((stage) => course.run(stage));
    const times = stages.map(() => []);
    for (let round = 0; round < rounds && (round === 0 || goesOn()); round += 1) {
      stages.forEach((stage, at) => {
        const start = performance.now();
        course.run(stage);
        times[at].push(performance.now() - start);
      });
    }
    times.forEach((of) => of.sort((a, b) => a - b));
    stages.forEach((stage, at) => {
      const [best, median] = [times[at][0], times[at][times[at].length >> 1]];
      const ratios = [best / times[0][0], median / times[0][times[0].length >> 1]];
      results.push({ name: module.name(stage), thousands, best, median, ratios, runs: times[at].length });
    });
  };
  const compared = [...Array(module.compared()).keys()];
  for (const thousands of module.widths()) {
    if (wanted.length > 0 && !wanted.includes(thousands)) continue;
    const course = new module.Course(thousands);
    measure(course, thousands, compared);
    if (thousands === 1) measure(course, thousands, [compared.length]);
    course.free();
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
  async (wanted, warmUp, rounds, longest) =>
    (await import(new URL('timed.js', location.href).href)).timed(wanted, warmUp, rounds, longest),
  process.argv.slice(2).map(Number),
  WARM_UP,
  ROUNDS,
  LONGEST,
);
await browser.close();
server.stop();
for (const { name, thousands, best, median, ratios, runs } of results) {
  const ratio = `${ratios[0].toFixed(2)} × (medians ${ratios[1].toFixed(2)} ×)`;
  const times = `best ${best.toFixed(2)} ms, median ${median.toFixed(2)} ms of ${runs}`;
  console.log(`  ${thousands},000: ${name.padEnd(44)} ${times}   ${ratio}`);
}
