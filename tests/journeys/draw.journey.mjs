// From an empty canvas to a reported bottleneck, by hand.

import { expect, journey, testId } from './harness.mjs';
import { onCanvas, onEmptyCanvas, rightBorder } from './steps.mjs';

journey('an empty canvas becomes a design with a reported bottleneck', async ({ visit }) => {
  const visitor = await onEmptyCanvas(visit);

  // From the palette: one by dragging, one by typing.
  await visitor.drag(testId('kind-client-web'), await onCanvas(visitor, 0.15, 0.4));
  await visitor.see(testId('box-client-web'));
  await visitor.drag(testId('kind-server'), await onCanvas(visitor, 0.45, 0.4));
  await visitor.see(testId('box-server'));

  // From the border of one box to the next.
  await visitor.drag(await rightBorder(visitor, 'client-web'), testId('box-server'));
  await visitor.see(testId('connection-client-web-server'));

  // Let go over empty canvas, the connection asks what to put there.
  await visitor.drag(await rightBorder(visitor, 'server'), await onCanvas(visitor, 0.8, 0.7));
  await visitor.see(testId('picker'));
  await visitor.type('relational');
  await visitor.press('Enter');
  await visitor.see(testId('box-sql'));
  await visitor.see(testId('connection-server-sql'));

  // What people do with it, in the words people use.
  await visitor.click(testId('tab-workload'));
  await visitor.click(testId('add-journey'));
  await visitor.fill(`${testId('workload')} [data-testid$="-rate"] input`, '1G/day');
  await visitor.click(testId('tab-report'));
  await visitor.seeText('Application server', testId('verdict'));
  await visitor.seeText('bottleneck', testId('verdict'));
  await visitor.see(testId('finding-cap-single-server-limit'));
  // 10⁹ a day × 3 at peak on one server of 5,000 a second.
  await visitor.seeText('694 %', testId('box-server'));
});

journey('everything can be undone and done again', async ({ visit }) => {
  const visitor = await onEmptyCanvas(visit);
  await visitor.drag(testId('kind-server'), await onCanvas(visitor, 0.4, 0.4));
  const before = await visitor.middleOf(testId('box-server'));
  await visitor.drag(testId('box-server'), { x: before.x + 120, y: before.y + 60 });
  const moved = await visitor.middleOf(testId('box-server'));
  expect(moved.x - before.x > 100, `the box went ${moved.x - before.x} px to the right, not 120`);
  await visitor.press('Delete');
  await visitor.seeNo(testId('box-server'));
  await visitor.press('Control+z');
  await visitor.see(testId('box-server'));
  await visitor.press('Control+z');
  const back = await visitor.middleOf(testId('box-server'));
  expect(Math.abs(back.x - before.x) < 1, `undone, the box stands ${back.x - before.x} px aside`);
  await visitor.press('Control+z');
  await visitor.seeNo(testId('box-server'));
  await visitor.press('Control+Shift+z');
  await visitor.see(testId('box-server'));
});
