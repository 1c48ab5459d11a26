// What rules ask: the way to the field, prices with their table, and findings that somebody lives with.

import { expect, expectSame, journey, testId } from './harness.mjs';
import { copiedLink } from './steps.mjs';

journey('a line of what was not checked leads to its field, and the answer is counted', async ({ visit }) => {
  const visitor = await visit();
  await visitor.seeText('390 %', testId('box-redis'));
  const open = testId('not-checked');
  await visitor.click(`${open} > summary`);
  const line = await visitor.page.waitForSelector(`${open} button[aria-label$="team size"]`);
  await visitor.click(line);
  await visitor.until('the field to have the focus', () => document.activeElement?.id === 'field-team_size');
  const group = testId('questions.about');
  await visitor.seeText('wait', `${group} > summary`);
  const before = await visitor.text(`${group} > summary`);
  await visitor.type('4');
  await visitor.until(
    'fewer rules to wait',
    (selector, words) => document.querySelector(selector)?.innerText.trim() !== words,
    `${group} > summary`,
    before,
  );
});

journey('prices give a table whose numbers open', async ({ visit }) => {
  const visitor = await visit();
  await visitor.seeText('390 %', testId('box-redis'));
  await visitor.click(testId('tab-workload'));
  await visitor.click(`${testId('prices')} > summary`);
  await visitor.fill('[id="field-prices.per_month.server"]', '40');
  await visitor.click(testId('tab-report'));
  const row = testId('row-cost-api');
  await visitor.seeText('600.00 USD', row);
  await visitor.click(`${row} ${testId('number')}`);
  await visitor.seeText('40', `${testId('table-costs')} ${testId('working')}`);
  await visitor.click(testId('undo'));
  await visitor.seeNo(row);
});

journey('a finding is accepted with a reason, travels in the link, and is taken back', async ({ visit }) => {
  const visitor = await visit();
  await visitor.seeText('390 %', testId('box-redis'));
  const finding = testId('finding-cache-over-capacity');
  await visitor.click(`${finding} ${testId('accept')}`);
  await visitor.fill(`${finding} ${testId('accept-why')}`, 'it is a demonstration');
  await visitor.click(`${finding} ${testId('accept-now')}`);
  await visitor.seeNo(finding);
  const link = await copiedLink(visitor);
  const reader = await visit(link.slice(link.indexOf('#')));
  await reader.click(`${testId('accepted')} > summary`);
  await reader.seeText('it is a demonstration', testId('accepted-finding'));
  await reader.click(testId('take-back'));
  await reader.see(finding);
  expectSame(await reader.count(testId('accepted-finding')), 0, 'accepted findings');
  expect(!(await reader.text(testId('report'))).includes('it is a demonstration'), 'the reason stayed');
});
