// What hands know from other editors: the wheel, the space bar, the middle button, and what is held during a drag.

import { expect, expectSame, journey, testId } from './harness.mjs';
import { onCanvas } from './steps.mjs';

/** Where the world lies on the screen, and how near it is. */
const world = (visitor) =>
  visitor.page.$eval('.world', (world) => {
    const { a, e, f } = new DOMMatrix(getComputedStyle(world).transform);
    return { zoom: a, x: e, y: f };
  });

/** What the world does while somebody acts. */
async function change(visitor, act) {
  const before = await world(visitor);
  await act();
  await visitor.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const after = await world(visitor);
  return { x: after.x - before.x, y: after.y - before.y, zoom: after.zoom / before.zoom };
}

journey('the wheel pans, with Ctrl it zooms at the pointer, and a setting turns that round', async ({ visit }) => {
  const visitor = await visit();
  await visitor.seeText('390 %', testId('box-redis'));
  const free = await onCanvas(visitor, 0.3, 0.8);
  const panned = await change(visitor, () => visitor.wheel(free, { y: 120 }));
  expect(panned.zoom === 1 && panned.y < -60 && panned.x === 0, `the wheel did ${JSON.stringify(panned)}`);
  const aside = await change(visitor, () => visitor.wheel(free, { y: 120, holding: ['Shift'] }));
  expect(aside.zoom === 1 && aside.x < -60, `the wheel with Shift did ${JSON.stringify(aside)}`);
  // The point of the world below the pointer stays there.
  const corner = await (await visitor.see(testId('canvas'))).boundingBox();
  const below = ({ x, y, zoom }) => [(free.x - corner.x - x) / zoom, (free.y - corner.y - y) / zoom].map(Math.round);
  const before = below(await world(visitor));
  const zoomed = await change(visitor, () => visitor.wheel(free, { y: -120, holding: ['Control'] }));
  expect(zoomed.zoom > 1.1, `the wheel with Ctrl zooms by ${zoomed.zoom}`);
  expectSame(below(await world(visitor)), before, 'the point below the pointer');
  await visitor.press('?');
  await visitor.click(testId('wheel-zoom'));
  await visitor.press('Escape');
  const turned = await change(visitor, () => visitor.wheel(free, { y: 120 }));
  expect(turned.zoom < 0.9, `set to zoom, the wheel does ${JSON.stringify(turned)}`);
});

journey('drags pan, copy, select and keep to a line by what is held', async ({ visit }) => {
  const visitor = await visit();
  await visitor.seeText('390 %', testId('box-redis'));
  const free = await onCanvas(visitor, 0.3, 0.75);
  const there = { x: free.x + 80, y: free.y - 50 };
  const middle = await change(visitor, () => visitor.drag(free, there, { button: 'middle' }));
  expect(Math.round(middle.x) === 80 && Math.round(middle.y) === -50, `the middle button did ${JSON.stringify(middle)}`);
  const space = await change(visitor, () => visitor.drag(there, free, { holding: ['Space'] }));
  expect(Math.round(space.x) === -80 && Math.round(space.y) === 50, `the space bar did ${JSON.stringify(space)}`);

  const selected = () => visitor.count('.box.selected');
  await visitor.click(testId('box-api'));
  await visitor.click(testId('box-db'), { holding: ['Shift'] });
  expectSame(await selected(), 2, 'selected with Shift');
  await visitor.click(testId('box-db'), { holding: ['Shift'] });
  expectSame(await selected(), 1, 'selected after Shift again');
  await visitor.click(free);
  expectSame(await selected(), 0, 'selected after a click on nothing');
  const api = await visitor.middleOf(testId('box-api'));
  await visitor.drag({ x: api.x - 90, y: api.y - 60 }, { x: api.x - 20, y: api.y + 60 });
  expectSame(await selected(), 1, 'selected by a marquee that touches');

  const boxes = await visitor.count('.box');
  await visitor.drag(testId('box-api'), { x: api.x, y: api.y + 160 }, { holding: ['Alt'] });
  await visitor.until('a copy', (was) => document.querySelectorAll('.box').length === was + 1, boxes);
  await visitor.press('Control+z');
  await visitor.until('none', (was) => document.querySelectorAll('.box').length === was, boxes);
  await visitor.drag(testId('box-api'), { x: api.x + 20, y: api.y + 130 }, { holding: ['Shift'] });
  const moved = await visitor.middleOf(testId('box-api'));
  expect(Math.abs(moved.x - api.x) < 1 && moved.y - api.y > 100, `with Shift it went ${moved.x - api.x}, ${moved.y - api.y}`);
  await visitor.press('Control+z');

  await visitor.click(free);
  // Twice on a box edits it, twice on nothing asks what to put there.
  await visitor.click(testId('box-api'), { times: 2 });
  await visitor.until('the field of the name', () => document.activeElement?.id === 'inspector-first');
  // A name that is emptied stays empty for what is typed next.
  await visitor.press('Control+a');
  await visitor.press('Backspace');
  await visitor.type('MINE');
  await visitor.until('the new name', () => document.querySelector('[data-testid="box-api"] .name')?.textContent === 'MINE');
  await visitor.click(free, { times: 2 });
  await visitor.see(testId('picker'));
});

journey('what is selected is put in line, spread and put into layers, and glides there', async ({ visit }) => {
  const visitor = await visit();
  await visitor.seeText('390 %', testId('box-redis'));
  const corners = () =>
    visitor.page.$$eval('.box', (boxes) =>
      Object.fromEntries(boxes.map((box) => [box.id, [box.getBoundingClientRect().x, box.getBoundingClientRect().y].map(Math.round)])),
    );
  const before = await corners();
  const [from, to] = [await onCanvas(visitor, 0.04, 0.3), await onCanvas(visitor, 0.6, 0.9)];
  await visitor.page.mouse.move(from.x, from.y);
  await visitor.page.mouse.down();
  await visitor.page.mouse.move(to.x, to.y, { steps: 5 });
  await visitor.see('.overlay .marquee');
  await visitor.page.mouse.up();
  const selected = ['box-client', 'box-cdn', 'box-lb', 'box-api'];
  expectSame(await visitor.count('.box.selected'), selected.length, 'selected by the frame');

  const arrives = (what, check, given) => visitor.until(what, check, given ?? null);
  const isBack = (was) =>
    Object.entries(was).every(([id, [x]]) => Math.abs(document.getElementById(id).getBoundingClientRect().x - x) < 1.5);
  await visitor.press('Alt+a');
  await arrives('one left border', (ids) => new Set(ids.map((id) => Math.round(document.getElementById(id).getBoundingClientRect().x))).size === 1, selected);
  await visitor.press('Control+z');
  await arrives('what was', isBack, before);
  await visitor.press('Alt+Shift+h');
  await arrives('equal steps', (ids) => {
    const lefts = ids.map((id) => document.getElementById(id).getBoundingClientRect().x).sort((one, other) => one - other);
    const steps = lefts.slice(1).map((left, number) => left - lefts[number]);
    return Math.max(...steps) - Math.min(...steps) < 1.5;
  }, selected);
  await visitor.press('Control+z');
  await arrives('what was', isBack, before);
  await visitor.press('Escape');
  await visitor.press('Control+k');
  await visitor.type('top to bottom');
  await visitor.press('Enter');
  // Whoever is called stands below the caller.
  await arrives('layers from top to bottom', () => {
    const top = (id) => document.getElementById(`box-${id}`).getBoundingClientRect().y;
    return top('client') < top('lb') && top('lb') < top('api') && top('api') < top('redis') && top('router') < top('db');
  });
});
