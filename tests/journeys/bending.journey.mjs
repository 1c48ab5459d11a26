// Leading a connection by hand.

import { expect, journey, testId } from './harness.mjs';
import { copiedLink, middleOfConnection } from './steps.mjs';

const LINE = 'connection-api-router';

journey('a connection is bent by its middle, the bend travels in the link, and a double click takes it out', async ({ visit }) => {
  const visitor = await visit();
  await visitor.see(testId('finding-cache-over-capacity'));
  const straight = await middleOfConnection(visitor, LINE);
  await visitor.drag(straight, { x: straight.x, y: straight.y + 80 });
  await visitor.see('.overlay .bend');

  const link = await copiedLink(visitor);
  const guest = await visit(link.slice(link.indexOf('#')));
  await guest.see(testId('finding-cache-over-capacity'));
  const bent = await middleOfConnection(guest, LINE);
  const box = await guest.middleOf(testId('box-router'));
  expect(bent.y - box.y > 30, `in the link it runs ${bent.y - box.y} px below its boxes`);
  await guest.click(bent);
  const bend = await guest.middleOf('.overlay .bend');
  await guest.click(bend, { times: 2 });
  await guest.seeNo('.overlay .bend');
});
