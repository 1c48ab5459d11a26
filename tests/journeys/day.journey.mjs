// The day of a journey, drawn by hand and followed by the report.

import { expect, journey, testId } from './harness.mjs';

const curve = testId('field-redirect-daily-curve');
const values = (visitor) =>
  visitor.page.$eval(`${curve} input`, (field) => field.value.split(', ').map(Number));

journey('a shape is begun with, a bar is dragged, and the report follows the day', async ({ visit }) => {
  const visitor = await visit();
  await visitor.seeText('390 %', testId('box-redis'));
  await visitor.click(testId('tab-workload'));
  const day = testId('day-redirect');
  await visitor.click(`${day} > summary`);
  await visitor.click(`${day} ${testId('shape-0')}`);
  await visitor.seeText('most at 20:00: 3 times the mean', curve);
  const bars = await visitor.see(`${day} ${testId('day-bars')}`);
  const { x, y, width, height } = await bars.boundingBox();
  const at = (hour, level) => ({ x: x + (width * (hour + 0.5)) / 24, y: y + height * (1 - level) });
  const before = await values(visitor);
  await visitor.drag(at(2, 0.9), at(4, 0.9));
  const after = await values(visitor);
  expect([2, 3, 4].every((hour) => after[hour] > 30), `the bars were not dragged: ${after}`);
  expect(after[5] === before[5] && after[1] === before[1], `others were dragged: ${after}`);
  await visitor.click(testId('undo'));
  await visitor.seeText('most at 20:00: 3 times the mean', curve);
  await visitor.click(testId('tab-report'));
  await visitor.click(`${testId('day')} > summary`);
  const redis = testId('day-of-redis');
  await visitor.seeText('Short for', redis);
  await visitor.click(`${redis} ${testId('open-working')} > summary`);
  await visitor.see(`${redis} ${testId('working')}`);
  expect((await visitor.text(`${redis} ${testId('working')}`)).includes('arriving'), 'no working');
  await visitor.click(testId('undo'));
  await visitor.seeNo(testId('day'));
});

journey('a curve of too few values says so and is not taken', async ({ visit }) => {
  const visitor = await visit();
  await visitor.see(testId('box-redis'));
  await visitor.click(testId('tab-workload'));
  await visitor.click(`${testId('day-redirect')} > summary`);
  await visitor.fill(`${curve} input`, '1, 2, 3');
  await visitor.seeText('one for each full hour; found 3', curve);
});
