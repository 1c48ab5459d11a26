// Without a network: all of the page is kept after the first visit, and another version waits until it is wanted.

import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, expectSame, journey, testId } from './harness.mjs';
import { serve } from './server.mjs';

/** Waits until the browser has kept all of the page. */
async function kept(visitor) {
  await visitor.until('all of the page to be kept', async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    return registration?.active?.state === 'activated';
  });
}

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('base64');

/** Puts another build into the folder: one that differs in what its page says of itself. */
async function putAnotherBuild(folder) {
  const [page, worker] = [join(folder, 'index.html'), join(folder, 'service-worker.js')];
  const old = await readFile(page, 'utf8');
  const changed = old.replace('content="Draw a system', 'content="Another build. Draw a system');
  expect(changed !== old, 'the page does not describe itself as it did');
  const script = await readFile(worker, 'utf8');
  const build = /const BUILD = '([^']+)'/.exec(script)[1];
  const renewed = script.replace(build, `${build}, another`).replace(sha256(old), sha256(changed));
  expect(renewed.includes(sha256(changed)), 'the service worker does not list the page by its hash');
  await writeFile(page, changed);
  await writeFile(worker, renewed);
}

journey('after the first visit it does everything without a network', async ({ visit, folder }) => {
  const server = await serve(folder);
  const visitor = await visit('', server.address);
  await visitor.see(testId('box-redis'));
  await kept(visitor);
  server.stop();
  await visitor.reload();
  await visitor.see(testId('findings'));
  // The engine computes.
  await visitor.click(testId('box-redis'));
  await visitor.fill(`${testId('field-shards')} input`, '17');
  await visitor.seeText('68.8 %', testId('box-redis'));
  // What is fetched when somebody asks for it.
  await visitor.press('Escape');
  for (const dialog of ['templates', 'calculators', 'knowledge', 'assignments']) {
    await visitor.click(testId('menu'));
    await visitor.click(testId(`menu-${dialog}`));
    await visitor.see(testId(`dialog-${dialog}`));
    await visitor.until(
      `what ${dialog} holds`,
      (id) => document.querySelectorAll(`[data-testid="dialog-${id}"] .body button`).length > 3,
      dialog,
    );
    await visitor.click(testId('close-dialog'));
    await visitor.seeNo(testId(`dialog-${dialog}`));
  }
  // Kept, and said so; what was changed is there after another visit.
  await visitor.click(testId('menu'));
  await visitor.click(testId('menu-about'));
  await visitor.see(testId('page-kept'));
  await visitor.reload();
  await visitor.see(testId('findings'));
  await visitor.seeText('68.8 %', testId('box-redis'));
});

journey('another version waits until it is wanted, and leaves what is open as it is', async ({ visit, folder }) => {
  const copy = await mkdtemp(join(tmpdir(), 'loadbearing-'));
  const server = await serve(copy);
  try {
    await cp(folder, copy, { recursive: true });
    const visitor = await visit('', server.address);
    await visitor.see(testId('box-redis'));
    await kept(visitor);
    await putAnotherBuild(copy);
    const description = () => visitor.page.$eval('meta[name=description]', (element) => element.content);
    await visitor.reload();
    await visitor.see(testId('take-version'));
    expect((await description()).startsWith('Draw'), 'another version came unasked');
    await visitor.fill(testId('title'), 'Mine');
    await visitor.click(testId('take-version'));
    await visitor.until('the other version', () =>
      document.querySelector('meta[name=description]')?.content.startsWith('Another'),
    );
    await visitor.see(testId('box-redis'));
    await visitor.until('the own title', () => document.title.startsWith('Mine'));
    // One build is kept, not two.
    expectSame((await visitor.page.evaluate(() => caches.keys())).length, 1, 'builds that are kept');
  } finally {
    server.stop();
    await rm(copy, { recursive: true, force: true });
  }
});
