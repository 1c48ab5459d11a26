// Fingers and small windows: a tablet to work on, a phone to read and adjust on, and a window of 200 px.

import { expect, expectSame, journey, testId } from './harness.mjs';

/** A page in a window of this size that is touched. */
async function onTouch(visit, width, height) {
  const visitor = await visit();
  await visitor.page.setViewport({ width, height, hasTouch: true, isMobile: true });
  await visitor.go();
  await visitor.see(testId('box-redis'));
  await visitor.until('all of the page', () => document.querySelector('[data-testid="findings"], .side'));
  const client = await visitor.page.createCDPSession();
  const send = (type, points) =>
    client.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: points.map(({ x, y }, id) => ({ x, y, id })),
    });
  return { visitor, send };
}

const zoomOf = async (visitor) => Number.parseFloat(await visitor.text(testId('zoom')));

/** Where the world lies on the screen. */
const world = (visitor) =>
  visitor.page.$eval('.world', (world) => {
    const { e, f } = new DOMMatrix(getComputedStyle(world).transform);
    return { x: e, y: f };
  });

const at = (start, end, share) => ({ x: start.x + (end.x - start.x) * share, y: start.y + (end.y - start.y) * share });

/** Moves fingers from some points to others. */
async function move(send, from, to, { lift = true } = {}) {
  await send('touchStart', from);
  for (let step = 1; step <= 8; step += 1) await send('touchMove', from.map((start, finger) => at(start, to[finger], step / 8)));
  if (lift) await send('touchEnd', []);
}

journey('fingers pan, pinch, ask and connect on a tablet', async ({ visit }) => {
  const { visitor, send } = await onTouch(visit, 1180, 820);
  await visitor.until('all of the page', () => document.documentElement.dataset.evaluated !== 'false');
  const canvas = await (await visitor.see(testId('canvas'))).boundingBox();
  const free = { x: canvas.x + canvas.width / 2, y: canvas.y + canvas.height - 60 };

  // One finger on the paper pans, two pan and zoom.
  const before = await world(visitor);
  await move(send, [free], [{ x: free.x + 60, y: free.y - 40 }]);
  const panned = await world(visitor);
  expect(panned.x - before.x > 30 && before.y - panned.y > 20, `the paper went ${panned.x - before.x}, ${panned.y - before.y}`);
  const zoom = await zoomOf(visitor);
  const [left, right] = [-40, 40].map((shift) => ({ x: free.x + shift, y: free.y }));
  await move(send, [left, right], [{ x: left.x - 60, y: left.y }, { x: right.x + 60, y: right.y }]);
  const nearer = await zoomOf(visitor);
  expect(nearer > zoom * 1.5, `fingers that part zoom from ${zoom} to ${nearer}`);
  const level = await world(visitor);
  await move(send, [left, right], [{ x: left.x, y: left.y - 80 }, { x: right.x, y: right.y - 80 }]);
  expectSame(await zoomOf(visitor), nearer, 'the zoom after two fingers went the same way');
  expect((await world(visitor)).y < level.y - 40, 'two fingers do not pan');
  // A tap so soon after two fingers is none to the browser.
  await visitor.press('Shift+Digit1');

  // A second finger takes nothing along.
  const box = await visitor.middleOf(testId('box-redis'));
  await send('touchStart', [box]);
  await send('touchMove', [{ x: box.x + 30, y: box.y }]);
  await send('touchStart', [{ x: box.x + 30, y: box.y }, { x: box.x - 120, y: box.y + 190 }]);
  await send('touchEnd', []);
  // A tap so soon after two fingers is none to the browser.
  await visitor.press('Shift+Digit1');
  const still = await visitor.middleOf(testId('box-redis'));
  expect(Math.abs(still.x - box.x) < 2, `the second finger moved the box by ${still.x - box.x}`);
  expect(await visitor.page.$eval(testId('undo'), (button) => button.disabled), 'there is something to undo');

  // A finger that rests asks what to do. Lifting it from what opened under it calls nothing of that.
  await send('touchStart', [box]);
  await visitor.see(testId('context-menu'));
  await send('touchEnd', []);
  await visitor.see(testId('context-menu'));
  const boxes = await visitor.count('.box');
  await visitor.page.tap(testId('do-duplicate'));
  await visitor.seeNo(testId('context-menu'));
  await visitor.until('one box more', (was) => document.querySelectorAll('.box').length === was + 1, boxes);
  await visitor.page.tap(testId('undo'));
  await visitor.until('as many as before', (was) => document.querySelectorAll('.box').length === was, boxes);

  // Tap, tap: connected.
  await visitor.page.tap(testId('tool-connect'));
  const count = await visitor.count('.connection');
  for (const id of ['db', 'redis']) {
    const { x, y } = await visitor.middleOf(testId(`box-${id}`));
    await visitor.page.touchscreen.tap(x, y);
  }
  await visitor.until('one connection more', (was) => document.querySelectorAll('.connection').length === was + 1, count);
});

journey('a phone shows the verdict, and a figure can be changed on it', async ({ visit }) => {
  const { visitor } = await onTouch(visit, 390, 844);
  await visitor.seeText('390 %', testId('box-redis'));
  const { x, y } = await visitor.middleOf(testId('box-redis'));
  await visitor.page.touchscreen.tap(x, y);
  await visitor.see('[data-testid="box-redis"].selected');
  await visitor.page.tap(testId('place-side'));
  await visitor.see(`${testId('field-shards')} input`);
  await visitor.page.tap(`${testId('field-shards')} input`);
  await visitor.press('Control+a');
  await visitor.type('17');
  await visitor.page.tap(testId('place-side'));
  await visitor.seeText('68.8 %', testId('box-redis'));
  await visitor.page.tap(testId('place-palette'));
  await visitor.see(testId('palette-search'));
});

/** Whether all of an element can be seen or scrolled to within the window. */
const outside = (visitor, selectors) =>
  visitor.page.evaluate((all) => {
    const wide = document.documentElement.scrollWidth > window.innerWidth ? ['the page itself scrolls sideways'] : [];
    const beyond = all.filter((selector) => {
      const element = document.querySelector(selector);
      if (!element) return true;
      const { left, right, top, bottom } = element.getBoundingClientRect();
      return left < -1 || right > window.innerWidth + 1 || top < -1 || bottom > window.innerHeight + 1;
    });
    return [...wide, ...beyond];
  }, selectors);

journey('a tablet that is held upright shows all of the page', async ({ visit }) => {
  const visitor = await visit();
  for (const width of [768, 820, 959, 960]) {
    await visitor.page.setViewport({ width, height: 1180 });
    await visitor.go();
    await visitor.see(testId('findings'));
    expectSame(await outside(visitor, ['.palette', '.stage', '.side', testId('theme')]), [], `beyond a window of ${width} px`);
  }
});

journey('nothing is lost at 400 % or in a window of 200 px', async ({ visit }) => {
  // 1280 × 1024 at 400 % is 320 × 256, 1280 × 800 is 320 × 200.
  for (const [width, height] of [[320, 256], [320, 200], [320, 640], [200, 480]]) {
    const visitor = await visit();
    await visitor.page.setViewport({ width, height });
    await visitor.go();
    await visitor.see(testId('canvas'));
    const size = `${width} × ${height}`;
    const always = ['menu', 'undo', 'redo', 'theme', 'break-it', 'title', 'canvas', 'zoom-in', 'fit', 'place-side'].map(testId);
    expectSame(await outside(visitor, always), [], `beyond the window of ${size}`);
    await visitor.click(testId('menu'));
    await visitor.see(testId('menu-list'));
    expectSame(await outside(visitor, [testId('menu-list')]), [], `beyond the window of ${size}`);
    await visitor.click(testId('menu-templates'));
    await visitor.see(testId('dialog-templates'));
    expectSame(await outside(visitor, [testId('dialog-templates'), testId('close-dialog')]), [], `beyond the window of ${size}`);
    await visitor.click(testId('close-dialog'));
    await visitor.click(testId('place-side'));
    await visitor.seeText('390 %', testId('verdict'));
    for (const tab of ['tab-report', 'tab-inspector', 'tab-workload']) {
      await visitor.click(testId(tab));
      expectSame(await outside(visitor, [testId(tab)]), [], `beyond the window of ${size}`);
    }
    await visitor.click(testId('place-side'));
    await visitor.press('?');
    await visitor.see(testId('help'));
    expectSame(await outside(visitor, [testId('help')]), [], `beyond the window of ${size}`);
    await visitor.press('Escape');
    await visitor.press('o');
    await visitor.see(testId('outline-lines'));
    expectSame(await outside(visitor, [testId('outline')]), [], `beyond the window of ${size}`);
    await visitor.leave();
  }
});
