// Reading the verdict of the design that the page opens with.

import { journey, testId } from './harness.mjs';

journey('the page opens on the worked URL shortener, already evaluated', async ({ visit }) => {
  const visitor = await visit();
  await visitor.seeText('390 %', testId('box-redis'));
  await visitor.seeText('97.4 %', testId('box-api'));
  await visitor.seeText('Redis', testId('verdict'));
  await visitor.see(testId('finding-cache-over-capacity'));
});

journey('a finding leads to its component, and a number to its working', async ({ visit }) => {
  const visitor = await visit();
  const finding = testId('finding-cache-over-capacity');
  await visitor.click(`${finding} ${testId('finding-show')}`);
  await visitor.until('Redis to be selected', () =>
    document.querySelector('[data-testid="box-redis"]')?.classList.contains('selected'),
  );
  await visitor.click(testId('tab-report'));
  const number = `${testId('row-redis')} ${testId('number')}`;
  await visitor.click(number);
  await visitor.see(testId('working'));
  // It is worked out in the worker, and says so until then.
  await visitor.until('a formula in the working', () =>
    /÷|×|\+/.test(document.querySelector('[data-testid="working"]')?.textContent ?? ''),
  );
});

journey('a field that has the focus goes quietly with its box', async ({ visit }) => {
  const visitor = await visit();
  for (let time = 0; time < 3; time += 1) {
    await visitor.click(testId('box-redis'));
    await visitor.click(`${testId('field-shards')} input`);
    await visitor.click(testId('box-api'));
    await visitor.see(`${testId('field-instances')} input`);
    await visitor.seeNo(`${testId('field-shards')} input`);
  }
});

journey('a figure that cannot be read leaves what stood there', async ({ visit }) => {
  const visitor = await visit();
  await visitor.seeText('390 %', testId('box-redis'));
  await visitor.click(testId('tab-workload'));
  const field = testId('field-redirect-peak-factor');
  await visitor.fill(`${field} input`, '2');
  await visitor.seeText('81 %', testId('box-redis'));
  await visitor.fill(`${field} input`, '12abc');
  await visitor.see(`${field} [role="alert"]`);
  await visitor.seeText('81 %', testId('box-redis'));
});
