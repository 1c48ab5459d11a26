// A finding that offers a fix: looked at, left, applied, taken back.

import { expect, journey, testId } from './harness.mjs';

const finding = testId('finding-cache-over-capacity');
const preview = `${finding} ${testId('preview-fix')}`;

journey('the fix of the full cache is looked at, applied as one step, and taken back', async ({ visit }) => {
  const visitor = await visit();
  await visitor.seeText('390 %', testId('box-redis'));
  await visitor.click(preview);
  await visitor.seeText('17 shards instead of 3', `${finding} ${testId('fix')}`);
  await visitor.until('the change on the canvas', () =>
    document.querySelector('[data-testid="ghosts"]')?.textContent.includes('17 shards instead of 3'),
  );
  const figures = await visitor.text(testId('fix-figures'));
  for (const words of ['390 %', '68.8 %', 'Redis', 'API', 'Copies in all']) {
    expect(figures.includes(words), `the table does not say ${words}: ${figures}`);
  }
  // Until it is applied, nothing has changed.
  await visitor.seeText('390 %', testId('box-redis'));
  await visitor.press('Escape');
  await visitor.seeNo(testId('fix'));
  await visitor.click(preview);
  await visitor.click(testId('apply-fix'));
  await visitor.seeText('68.8 %', testId('box-redis'));
  await visitor.seeNo(finding);
  await visitor.press('Control+z');
  await visitor.seeText('390 %', testId('box-redis'));
  await visitor.see(finding);
});
