// Pictures of states of the page, kept small beside the journeys, and how far a new one may differ.
//
// How letters are smoothed differs between machines, so pictures are compared after every block of pixels has become
// one: letters turn into the same grey wherever they come from, while a box, a line or a colour that is elsewhere or
// gone stays plain to see. The font is one that the test brings along. `LOADBEARING_PICTURES=write` writes the
// pictures anew, and leaves them in full size in `target/journeys`; look at those before you commit.

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** So many pixels of the page, in both directions, become one. */
const BLOCK = 8;
/** From this on, of 255, a block differs. */
const NOTICED = 20;
/** Blocks that may differ, as a share: letters that run wider, and the line that breaks elsewhere. */
const ALLOWED = 0.006;

/** The font of all pictures: `cargo xtask test` installs it with the browser. */
export const FONT = 'DejaVu Sans';

const here = dirname(fileURLToPath(import.meta.url));
const folder = join(here, 'pictures');
const failures = resolve(here, '../../target/journeys');

/** Whether the machine has the font: else letters take the width of another one. */
export async function hasFont(visitor) {
  return await visitor.page.evaluate((font) => {
    const context = document.createElement('canvas').getContext('2d');
    const width = (family) => {
      context.font = `40px ${family}`;
      return context.measureText('Loadbearing, 390 %').width;
    };
    return ['monospace', 'serif'].every((other) => width(`"${font}", ${other}`) === width(`"${font}"`));
  }, FONT);
}

/** Compares what is seen of an area with the picture of that name, or writes it. Gives a sentence where it differs. */
export async function compared(visitor, name, clip) {
  // Beyond the viewport would give the page another size first, and a drag under way its end.
  const taken = await visitor.page.screenshot({ clip, encoding: 'base64', captureBeyondViewport: false });
  const file = join(folder, `${name}.png`);
  if (process.env.LOADBEARING_PICTURES === 'write') {
    await mkdir(folder, { recursive: true });
    const small = await visitor.page.evaluate(shrunk, taken, null, BLOCK, NOTICED);
    await writeFile(file, Buffer.from(small.picture, 'base64'));
    await mkdir(failures, { recursive: true });
    await writeFile(join(failures, `${name}.png`), Buffer.from(taken, 'base64'));
    return null;
  }
  const kept = await readFile(file, 'base64').catch(() => null);
  if (!kept) return `${name}: there is no such picture; LOADBEARING_PICTURES=write makes it`;
  const { share, reason } = await visitor.page.evaluate(shrunk, taken, kept, BLOCK, NOTICED);
  if (!reason && share <= ALLOWED) return null;
  await mkdir(failures, { recursive: true });
  await writeFile(join(failures, `${name}.png`), Buffer.from(taken, 'base64'));
  return `${name}: ${reason ?? `${(share * 100).toFixed(1)} % of it differ`}; see target/journeys/${name}.png`;
}

/** Runs in the page: makes every block one pixel, and counts those that differ from a small picture. */
async function shrunk(taken, kept, block, noticed) {
  const drawn = async (picture, scale) => {
    const image = new Image();
    image.src = `data:image/png;base64,${picture}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(image.naturalWidth / scale);
    canvas.height = Math.round(image.naturalHeight / scale);
    const context = canvas.getContext('2d');
    context.drawImage(image, 0, 0);
    return { canvas, context, image };
  };
  const full = await drawn(taken, 1);
  const { width, height } = full.canvas;
  const pixels = full.context.getImageData(0, 0, width, height).data;
  const small = document.createElement('canvas');
  small.width = Math.floor(width / block);
  small.height = Math.floor(height / block);
  const context = small.getContext('2d');
  const shrunken = context.createImageData(small.width, small.height);
  // Averaged by hand: how browsers scale is their own business, and changes.
  for (let y = 0; y < small.height; y += 1) {
    for (let x = 0; x < small.width; x += 1) {
      const sums = [0, 0, 0];
      for (let row = 0; row < block; row += 1) {
        for (let column = 0; column < block; column += 1) {
          const at = ((y * block + row) * width + x * block + column) * 4;
          for (let colour = 0; colour < 3; colour += 1) sums[colour] += pixels[at + colour];
        }
      }
      const at = (y * small.width + x) * 4;
      for (let colour = 0; colour < 3; colour += 1) shrunken.data[at + colour] = Math.round(sums[colour] / block / block);
      shrunken.data[at + 3] = 255;
    }
  }
  context.putImageData(shrunken, 0, 0);
  if (!kept) return { picture: small.toDataURL('image/png').split(',')[1] };
  const before = await drawn(kept, 1);
  if (before.canvas.width !== small.width || before.canvas.height !== small.height) {
    return { reason: `it was ${before.canvas.width} by ${before.canvas.height} blocks, and is ${small.width} by ${small.height}` };
  }
  const wanted = before.context.getImageData(0, 0, small.width, small.height).data;
  let different = 0;
  for (let at = 0; at < wanted.length; at += 4) {
    const most = Math.max(...[0, 1, 2].map((colour) => Math.abs(wanted[at + colour] - shrunken.data[at + colour])));
    if (most >= noticed) different += 1;
  }
  return { share: different / (wanted.length / 4) };
}
