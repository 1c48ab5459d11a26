// Measures what `tests/speed` names in a real browser and prints its lines. Figures only: nothing here passes or
// fails. `LOADBEARING_SPEED` is the folder with the module; `LOADBEARING_CHROMIUM` the browser.

import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { launch } from './browsers.mjs';
import { serve } from './server.mjs';

const folder = resolve(process.env.LOADBEARING_SPEED);

await writeFile(join(folder, 'index.html'), '<!doctype html><title>Speed</title>');
const server = await serve(folder);
const browser = await launch();
const page = await browser.newPage();
await page.goto(server.address);
const rows = await page.evaluate(async () => {
  window.speed = await import(new URL('loadbearing_speed.js', location.href).href);
  await window.speed.default();
  return window.speed.rows();
});
for (let row = 0; row < rows; row += 1) {
  const lines = await page.evaluate((at, wanted) => window.speed.measured(at, wanted), row, process.argv.slice(2));
  lines.forEach((line) => console.log(line));
}
await browser.close();
server.stop();
