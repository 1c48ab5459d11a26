// What is kept, what a link opens, and what a broken link leaves alone.

import { expect, expectSame, journey, testId } from './harness.mjs';
import { copiedLink, onEmptyCanvas } from './steps.mjs';

journey('a reload brings back what was drawn', async ({ visit }) => {
  const visitor = await onEmptyCanvas(visit);
  await visitor.fill(testId('palette-search'), 'server', { finish: 'Enter' });
  await visitor.see(testId('box-server'));
  await visitor.reload();
  await visitor.see(testId('box-server'));
  expectSame(await visitor.count(testId('box-redis')), 0, 'boxes of another design');
});

journey('a link opens in a fresh profile, with the same verdict', async ({ visit }) => {
  const author = await visit();
  await author.see(testId('box-redis'));
  const verdict = await author.text(testId('verdict'));
  const link = await copiedLink(author);
  expect(link.length < 2_000, `the link has ${link.length} characters`);
  const reader = await visit(link.slice(link.indexOf('#')));
  await reader.see(testId('box-redis'));
  await reader.seeText('390 %', testId('box-redis'));
  expectSame(await reader.text(testId('verdict')), verdict, 'verdict of the link');
});

journey('a link leaves the visitor’s own design alone', async ({ visit }) => {
  const author = await visit();
  await author.see(testId('box-redis'));
  const link = await copiedLink(author);
  const visitor = await onEmptyCanvas(visit);
  await visitor.fill(testId('palette-search'), 'server', { finish: 'Enter' });
  await visitor.see(testId('box-server'));
  await visitor.reload();
  await visitor.see(testId('box-server'));
  await visitor.go(link.slice(link.indexOf('#')));
  await visitor.see(testId('box-redis'));
  await visitor.go();
  await visitor.see(testId('box-server'));
});

journey('a cut link says so and leaves one’s own work untouched', async ({ visit }) => {
  const author = await visit();
  await author.see(testId('box-redis'));
  const link = await copiedLink(author);
  const fragment = link.slice(link.indexOf('#'));
  const visitor = await onEmptyCanvas(visit);
  await visitor.fill(testId('palette-search'), 'server', { finish: 'Enter' });
  await visitor.see(testId('box-server'));
  await visitor.reload();
  await visitor.see(testId('box-server'));
  for (const broken of [fragment.slice(0, -20), '#1.garbage', '#99.abc', `${fragment}x`]) {
    await visitor.go(broken);
    await visitor.see(testId('notice'));
    await visitor.see(testId('box-server'));
  }
});
