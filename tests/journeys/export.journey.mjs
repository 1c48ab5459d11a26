// Out and in: a picture that holds its design, a report on paper, drawings of other programs.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, expectSame, journey, testId } from './harness.mjs';
import { onEmptyCanvas } from './steps.mjs';

const FLOWCHART = `flowchart LR
  users([Users]) --> lb[Load balancer]
  lb --> api[Order API]
  api --> redis[(Redis)]
  api --> thing[Frobnicator]
`;

/** Saves the open design in a form, and gives the bytes that the browser was handed. */
async function saved(visitor, form, kind) {
  await visitor.click(testId('menu'));
  await visitor.click(testId('menu-export'));
  await visitor.click(testId(`export-${form}`));
  await visitor.page.evaluate(() => {
    const make = URL.createObjectURL;
    window.saved = null;
    URL.createObjectURL = (blob) => {
      window.saved = blob;
      return make.call(URL, blob);
    };
  });
  await visitor.click(testId('export-save'));
  const base64 = await visitor.until(
    `a file of the kind ${kind}`,
    async (wanted) => {
      if (window.saved?.type !== wanted) return '';
      const bytes = new Uint8Array(await window.saved.arrayBuffer());
      return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
    },
    kind,
  );
  await visitor.click(testId('close-dialog'));
  return Buffer.from(base64, 'base64');
}

/** Opens a file from the menu. */
async function open(visitor, file) {
  await visitor.click(testId('menu'));
  await visitor.chooseFiles(testId('menu-open-file'), file);
}

journey('a picture of a design opens as the design', async ({ visit }) => {
  const folder = await mkdtemp(join(tmpdir(), 'loadbearing-'));
  try {
    const author = await visit();
    await author.see(testId('findings'));
    for (const [form, kind] of [['png', 'image/png'], ['svg', 'image/svg+xml']]) {
      const bytes = await saved(author, form, kind);
      const file = join(folder, `picture.${form}`);
      await writeFile(file, bytes);
      const reader = await onEmptyCanvas(visit);
      await open(reader, file);
      await reader.see(testId('box-redis'));
      await reader.seeText('390 %', testId('box-redis'));
      expectSame(await reader.count(testId('notice')), 0, 'words about what was guessed');
    }
    const report = (await saved(author, 'md', 'text/markdown')).toString();
    expect(report.startsWith('# URL shortener') && report.includes('390 %'), `the report says ${report.slice(0, 200)}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

journey('a flowchart becomes a design, and what it does not say is said', async ({ visit }) => {
  const folder = await mkdtemp(join(tmpdir(), 'loadbearing-'));
  try {
    const file = join(folder, 'drawing.mmd');
    await writeFile(file, FLOWCHART);
    const visitor = await onEmptyCanvas(visit);
    await open(visitor, file);
    await visitor.see(testId('box-load-balancer'));
    await visitor.seeText('Frobnicator', testId('notice'));
    await visitor.seeText('Redis', testId('box-redis'));
    // Pasted onto a canvas, it stands beside what is there.
    const other = await visit();
    await other.see(testId('findings'));
    await other.putIntoClipboard(FLOWCHART);
    await other.click(testId('canvas'));
    await other.press('Control+v');
    await other.see(testId('box-order-api'));
    await other.see(testId('box-redis'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
