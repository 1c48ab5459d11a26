// The page in a single file, opened from a disk: all of it works, and nobody is asked for anything.

import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, journey, testId } from './harness.mjs';
import { serve } from './server.mjs';

/** How large the file may be, in bytes. */
const LARGEST = 1_500_000;

journey('the single file does everything from a disk without a network', async ({ visit, folder }) => {
  const file = join(folder, '../dist-alone/loadbearing.html');
  const found = await stat(file).catch(() => null);
  if (!found) {
    console.log('        not built: `cargo xtask bundle` makes it');
    return;
  }
  console.log(`        single file: ${(found.size / 1000).toFixed(1)} kB`);
  expect(found.size <= LARGEST, `the file has ${found.size} bytes, more than ${LARGEST}`);
  const visitor = await visit('', pathToFileURL(file).href);
  await visitor.page.setOfflineMode(true);
  await visitor.see(testId('findings'));
  await visitor.click(testId('box-redis'));
  await visitor.fill(`${testId('field-shards')} input`, '17');
  await visitor.seeText('68.8 %', testId('box-redis'));
  await visitor.press('Escape');
  for (const dialog of ['templates', 'calculators', 'knowledge', 'assignments', 'export']) {
    await visitor.click(testId('menu'));
    await visitor.click(testId(`menu-${dialog}`));
    await visitor.until(
      `what ${dialog} holds`,
      (id) => document.querySelectorAll(`[data-testid="dialog-${id}"] .body button`).length > 1,
      dialog,
    );
    await visitor.click(testId('close-dialog'));
    await visitor.seeNo(testId(`dialog-${dialog}`));
  }
  // Links begin where somebody says.
  await visitor.click(testId('menu'));
  await visitor.click(testId('menu-share'));
  await visitor.fill(testId('share-base'), 'https://example.org/loadbearing/');
  await visitor.until('a link to elsewhere', () =>
    document.querySelector('[data-testid="share-link"]').value.startsWith('https://example.org/loadbearing/#'),
  );
  await visitor.click(testId('close-dialog'));
  await visitor.reload();
  await visitor.seeText('68.8 %', testId('box-redis'));
  // Hosts often say that what they serve is UTF-8, which this file is not: it reads itself then.
  const host = await serve(join(folder, '../dist-alone'));
  try {
    const guest = await visit('', `${host.address}loadbearing.html`);
    await guest.seeText('390 %', testId('box-redis'));
  } finally {
    host.stop();
  }
});
