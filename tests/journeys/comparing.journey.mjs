// Two designs side by side, what a design was before, several tabs with one design, and all designs as one file.

import { mkdtemp, readFile, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { expect, expectSame, journey, testId } from './harness.mjs';
import { copiedLink, onEmptyCanvas } from './steps.mjs';

journey('a template and its mended form are compared from the gallery', async ({ visit }) => {
  const visitor = await visit();
  await visitor.see(testId('box-redis'));
  await visitor.click(testId('menu'));
  await visitor.click(testId('menu-templates'));
  await visitor.fill(testId('search-templates'), 'shortener worked', { finish: '' });
  await visitor.click(testId('compare-url-shortener-worked'));
  await visitor.see(testId('compare-figures'));
  await visitor.seeText('better', testId('compare-figures'));
  await visitor.seeText('390 %', testId('compare-figures'));
  await visitor.seeText('Redis', testId('compare-changes'));
  await visitor.see(`${testId('still-before')} .changed`);
  await visitor.see(`${testId('still-after')} .added`);
  // Each figure opens to its working, of its own design.
  await visitor.click(`${testId('compare-figures')} ${testId('open-working')} summary`);
  await visitor.see(`${testId('compare-figures')} ${testId('working')}`);
  // Turned round, what was better is worse.
  await visitor.click(testId('compare-swap'));
  await visitor.until('the other way round', (id) => {
    const cells = [...document.querySelectorAll(`[data-testid="${id}"] [data-outcome]`)];
    return cells.length > 0 && cells.every((row) => row.dataset.outcome !== 'better');
  }, 'compare-figures');
});

journey('the open design is compared with what it was, and with a link', async ({ visit }) => {
  const visitor = await visit();
  await visitor.see(testId('box-redis'));
  const link = await copiedLink(visitor);
  await visitor.fill(testId('palette-search'), 'server', { finish: 'Enter' });
  await visitor.see(testId('box-server'));
  await visitor.click(testId('menu'));
  await visitor.click(testId('menu-compare'));
  await visitor.seeText('+ added', testId('compare-changes'));
  await visitor.fill(testId('compare-after-link'), link);
  await visitor.seeText('Both designs say the same.', testId('compare-headline'));
  await visitor.fill(testId('compare-after-link'), 'nonsense');
  await visitor.seeText('cannot be read', testId('dialog-compare'));
});

journey('a version is kept by hand, looked at, and brought back as one step', async ({ visit }) => {
  const visitor = await onEmptyCanvas(visit);
  await visitor.fill(testId('palette-search'), 'server', { finish: 'Enter' });
  await visitor.see(testId('box-server'));
  await visitor.until('the design to be kept', () => localStorage.getItem('loadbearing-kept'));
  const openList = async () => {
    await visitor.click(testId('menu'));
    await visitor.click(testId('menu-open-design'));
    await visitor.see(testId('versions'));
  };
  await openList();
  await visitor.fill(testId('version-name'), 'One server');
  await visitor.click(testId('keep-version'));
  await visitor.seeText('One server', testId('versions'));
  await visitor.click(testId('close-dialog'));
  await visitor.fill(testId('palette-search'), 'sql', { finish: 'Enter' });
  await visitor.see(testId('box-sql'));
  await openList();
  await visitor.click(testId('compare-version'));
  await visitor.seeText('+ added', testId('compare-changes'));
  await visitor.click(testId('close-dialog'));
  await openList();
  await visitor.click(testId('restore-version'));
  await visitor.seeNo(testId('box-sql'));
  await visitor.see(testId('box-server'));
  await visitor.click(testId('undo'));
  await visitor.see(testId('box-sql'));
  await openList();
  await visitor.seeText('before one was brought back', testId('versions'));
});

journey('two tabs with one design never overwrite each other', async ({ visit }) => {
  const first = await onEmptyCanvas(visit);
  await first.fill(testId('palette-search'), 'server', { finish: 'Enter' });
  await first.see(testId('box-server'));
  await first.until('the design to be kept', () => localStorage.getItem('loadbearing-kept'));
  const second = await first.secondTab();
  await second.see(testId('box-server'));
  await second.see(testId('fork'));
  // What the first keeps is seen in the second.
  await first.page.bringToFront();
  await first.fill(testId('palette-search'), 'sql', { finish: 'Enter' });
  await first.see(testId('box-sql'));
  await second.page.bringToFront();
  await second.see(testId('box-sql'));
  // What the second changes becomes a copy.
  await second.fill(testId('palette-search'), 'message queue', { finish: 'Enter' });
  await second.seeText('copy', testId('notice'));
  await second.until('two designs to be kept', () => new Promise((done) => {
    const asked = indexedDB.open('loadbearing');
    asked.onsuccess = () => {
      const all = asked.result.transaction(['designs']).objectStore('designs').getAllKeys();
      all.onsuccess = () => done(all.result.length === 2);
    };
  }));
  await first.page.bringToFront();
  expectSame(await first.count('[data-testid^="box-"]'), 2, 'boxes of the first tab');
});

journey('when the tab that holds a design closes, the other one goes on with it', async ({ visit }) => {
  const first = await onEmptyCanvas(visit);
  await first.fill(testId('palette-search'), 'server', { finish: 'Enter' });
  await first.see(testId('box-server'));
  await first.until('the design to be kept', () => localStorage.getItem('loadbearing-kept'));
  const second = await first.secondTab();
  await second.see(testId('fork'));
  await first.page.close();
  await second.seeText('this one keeps the design', testId('notice'));
});

journey('a browser that keeps nothing says so at once, and the design is saved as a file', async ({ visit }) => {
  const visitor = await visit();
  await visitor.see(testId('box-redis'));
  await visitor.page.evaluateOnNewDocument(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  await visitor.reload();
  await visitor.see(testId('notice-save-file'));
  const folder = await mkdtemp(path.join(tmpdir(), 'loadbearing-'));
  const client = await visitor.page.createCDPSession();
  await client.send('Page.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
  await visitor.click(testId('notice-save-file'));
  const text = await saved(visitor, folder);
  expectSame(JSON.parse(text).format, 'loadbearing/1', 'format of the file');
});

journey('all designs go into one file, and come back beside others', async ({ visit }) => {
  const author = await onEmptyCanvas(visit);
  await author.fill(testId('palette-search'), 'server', { finish: 'Enter' });
  await author.see(testId('box-server'));
  await author.until('the design to be kept', () => localStorage.getItem('loadbearing-kept'));
  await author.click(testId('menu'));
  await author.click(testId('menu-open-design'));
  await author.see(testId('kept-design'));
  const folder = await mkdtemp(path.join(tmpdir(), 'loadbearing-'));
  const client = await author.page.createCDPSession();
  await client.send('Page.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
  await author.click(testId('save-all'));
  const text = await saved(author, folder);
  const file = path.join(folder, 'all.json');
  await writeFile(file, text);
  const reader = await visit();
  await reader.see(testId('box-redis'));
  await reader.click(testId('menu'));
  await reader.click(testId('menu-open-design'));
  await reader.chooseFiles(testId('add-all'), file);
  await reader.see(testId('kept-design'));
  await reader.click(testId('open-design'));
  await reader.see(testId('box-server'));
});

/** The text of the first whole file in a folder, once it is there. */
async function saved(visitor, folder) {
  for (let look = 0; look < 300; look += 1) {
    const found = (await readdir(folder)).find((name) => name.endsWith('.json'));
    if (found) {
      const text = await readFile(path.join(folder, found), 'utf8');
      if (text.trimEnd().endsWith('}')) return text;
    }
    await visitor.page.evaluate(() => new Promise((done) => requestAnimationFrame(done)));
  }
  expect(false, `nothing was saved in ${folder}`);
  return '';
}
