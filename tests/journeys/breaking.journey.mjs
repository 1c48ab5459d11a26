// Breaking the design to see what happens: nothing of it changes the design.

import { expect, journey, testId } from './harness.mjs';

const redis = testId('box-redis');
const db = testId('box-db');

journey('a click takes a component down and back, and the verdict follows', async ({ visit }) => {
  const visitor = await visit();
  await visitor.seeText('390 %', redis);
  await visitor.see(testId('notice'));
  await visitor.click(testId('break-it'));
  await visitor.see(testId('losses'));
  // What helped to begin has gone from the drawing.
  await visitor.seeNo(testId('notice'));
  await visitor.click(redis);
  await visitor.seeText('down', redis);
  await visitor.seeText('Redis is down', testId('breaking'));
  await visitor.seeText('Redis is down', testId('verdict-line'));
  // What follows opens to workings of the design that is left.
  const workings = `${testId('breaking')} ${testId('workings')}:not([hidden])`;
  await visitor.click(`${workings} > summary`);
  await visitor.click(`${workings} ${testId('open-working')} > summary`);
  await visitor.seeText('÷ utilisation', testId('working'));
  await visitor.click(redis);
  await visitor.seeText('390 %', redis);
  await visitor.click(redis);
  await visitor.seeText('down', redis);
  await visitor.click(testId('leave-breaking'));
  await visitor.seeText('390 %', redis);
  await visitor.seeNo(testId('breaking'));
  expect(await visitor.page.$eval(testId('undo'), (button) => button.disabled), 'breaking left something to undo');
});

journey('a cold cache, more load and a single loss are tried by keyboard', async ({ visit }) => {
  const visitor = await visit();
  await visitor.seeText('390 %', redis);
  await visitor.press('b');
  await visitor.see(testId('breaking'));
  await visitor.page.focus(`[data-testid="knob-cold redis"]`);
  await visitor.press('Space');
  await visitor.seeText('289 %', db);
  await visitor.press('Space');
  await visitor.page.focus(testId('load'));
  await visitor.press('End');
  await visitor.seeText('20 × the peak', testId('breaking'));
  await visitor.seeText('7793 %', redis);
  await visitor.page.focus(testId('loss-replica-db'));
  await visitor.press('Enter');
  await visitor.seeText('145 %', db);
});

// Two servers behind a balancer, each in a zone of its own.
const TWO_ZONES =
  '#1.HtKxzKMB05YWAgULKwckUIyhxQMPD08qMICYmFrBhQEXMHB5-bl_MwPDJaQ8X6EqPy-1GBQqiNzrWlqUX5AaBZRQcASTTolJ4LzsBMu2TjCvgwOCEZZ_4JgNGgg7xEE5Aux4ZjYWpBQuyg5hA9O5gABQFhhuQFkuoIgwWEKBHRZGwGCRsrAA0VxcDGLAbAYymJGRn5GHlZERGAZgo0HZiEtaGkhKy8gCAA';

journey('a zone goes down with all that stands in it', async ({ visit }) => {
  const visitor = await visit(TWO_ZONES);
  await visitor.seeText('30 %', testId('box-b'));
  await visitor.click(testId('break-it'));
  await visitor.click(testId('frame-eu-a'));
  await visitor.seeText('down', testId('box-a'));
  await visitor.seeText('60 %', testId('box-b'));
  await visitor.click(testId('frame-eu-a'));
  await visitor.seeText('30 %', testId('box-a'));
  // Its ground, beside what stands in it: a click is meant for it, a drag moves the view.
  const ground = await visitor.page.$eval('#frame-of-eu-a rect', (frame) => {
    const { right, bottom } = frame.getBoundingClientRect();
    return { x: right - 6, y: bottom - 6 };
  });
  await visitor.click(ground);
  await visitor.seeText('down', testId('box-a'));
  await visitor.click(ground);
  await visitor.seeText('30 %', testId('box-a'));
  await visitor.drag(ground, { x: ground.x - 60, y: ground.y - 40 });
  await visitor.settled();
  await visitor.seeText('30 %', testId('box-a'));
});

journey('another design begins with nothing broken', async ({ visit }) => {
  const visitor = await visit();
  await visitor.seeText('390 %', redis);
  await visitor.click(testId('break-it'));
  await visitor.click(redis);
  await visitor.seeText('down', redis);
  await visitor.click(testId('menu'));
  await visitor.click(testId('menu-new-design'));
  await visitor.see(testId('empty'));
  await visitor.seeNo(testId('breaking'));
  await visitor.seeNo(testId('tab-breaking'));
});
