// The page's first load: that it starts at all, from a sub-path, and what it weighs.

import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { expect, expectSame, journey, testId } from './harness.mjs';
import { fileFor } from './server.mjs';
import { copiedLink } from './steps.mjs';

/** What HTML, CSS, JS and WASM may weigh together under `gzip -9`, until the drawing stands with its verdict. */
const HEAVIEST = 400_000;

/** What comes behind the drawing: the rest of the page, and the worker with the engine. */
const COMES_LATER = /later-[^/]*\.wasm|loadbearing-worker/;

journey('the page opens from a sub-path and says its name', async ({ visit }) => {
  const visitor = await visit();
  expect((await visitor.page.title()).endsWith('Loadbearing'), 'the title does not end with the name');
  await visitor.seeText('Loadbearing');
});

journey('the drawing stands with its verdict before the rest has come, and is light', async ({ visit, folder }) => {
  const visitor = await visit();
  const letGo = await visitor.holdBack(COMES_LATER);
  await visitor.go();
  await visitor.see(testId('box-redis'));
  await visitor.seeText('390 %', testId('verdict'));
  expectSame(await visitor.count(testId('findings')), 0, 'lists of findings before the rest has come');
  const files = new Set(visitor.loaded.map((url) => fileFor(folder, new URL(url).pathname)));
  let weight = 0;
  for (const file of files) {
    if (!/\.(html|css|js|mjs|wasm)$/.test(file) || COMES_LATER.test(file)) continue;
    weight += gzipSync(await readFile(file), { level: 9 }).length;
  }
  console.log(`        first load: ${(weight / 1000).toFixed(1)} kB gzipped`);
  expect(weight <= HEAVIEST, `the first load weighs ${weight} bytes, more than ${HEAVIEST}`);
  letGo();
  await visitor.see(testId('findings'));
});

journey('a link stands with its verdict before the rest has come', async ({ visit }) => {
  const author = await visit();
  await author.see(testId('box-redis'));
  await author.click(testId('box-redis'));
  await author.fill(`${testId('field-shards')} input`, '17');
  await author.seeText('68.8 %', testId('box-redis'));
  const link = await copiedLink(author);
  const reader = await visit();
  const letGo = await reader.holdBack(/later-[^/]*\.wasm|worker-rest-[^/]*\.wasm/);
  await reader.go(link.slice(link.indexOf('#')));
  await reader.seeText('68.8 %', testId('box-redis'));
  // Without a cache that is too small, the servers are the first to give way.
  await reader.seeText('97.4 %', testId('verdict'));
  expectSame(await reader.count(testId('findings')), 0, 'lists of findings before the rest has come');
  letGo();
  await reader.see(testId('findings'));
  await reader.see(testId('keep-copy'));
  await reader.seeText('68.8 %', testId('box-redis'));
});

journey('what somebody does before the rest has come is done when it has', async ({ visit }) => {
  const visitor = await visit();
  const letGo = await visitor.holdBack(COMES_LATER);
  await visitor.go();
  await visitor.see(testId('box-redis'));
  const before = await visitor.middleOf(testId('box-redis'));
  // The drawing itself is in the hand at once.
  await visitor.wheel(testId('canvas'), { y: 40 });
  await visitor.until('the drawing moves', (y) => {
    const box = document.querySelector('[data-testid="box-redis"]').getBoundingClientRect();
    return box.y + box.height / 2 < y - 30;
  }, before.y);
  await visitor.wheel(testId('canvas'), { y: -40 });
  await visitor.click(testId('box-redis'));
  await visitor.see(`${testId('box-redis')}.selected`);
  await visitor.press('Delete');
  await visitor.fill(testId('title'), 'Begun early');
  expectSame(await visitor.count(testId('box-redis')), 1, 'boxes before the rest has come');
  letGo();
  await visitor.seeNo(testId('box-redis'));
  await visitor.until('the title is changed', () => document.title.startsWith('Begun early'));
  await visitor.click(testId('undo'));
  await visitor.click(testId('undo'));
  await visitor.see(testId('box-redis'));
});
