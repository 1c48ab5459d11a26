// States of the page, in light and in dark, look as they looked: pictures kept in `pictures`.

import { expect, journey, testId } from './harness.mjs';
import { FONT, compared, hasFont } from './pictures.mjs';
import { middleOfConnection, onCanvas } from './steps.mjs';

/** What is compared of each state: the canvas, or all of the page. */
const CANVAS = testId('canvas');

/** A state: how to get there from the one before, and what of it is seen. */
const STATES = [
  ['first-design', async () => {}],
  ['box-selected', async (visitor) => visitor.click(testId('box-redis'))],
  [
    'marquee',
    async (visitor) => {
      await visitor.press('Escape');
      const [from, to] = [await onCanvas(visitor, 0.04, 0.3), await onCanvas(visitor, 0.6, 0.9)];
      await visitor.page.mouse.move(from.x, from.y);
      await visitor.page.mouse.down();
      await visitor.page.mouse.move(to.x, to.y, { steps: 8 });
      await visitor.see('.overlay .marquee');
    },
    async (visitor) => visitor.page.mouse.up(),
  ],
  [
    'connection-selected',
    async (visitor) => {
      await visitor.press('Escape');
      await visitor.click(await middleOfConnection(visitor, 'connection-api-router'));
      await visitor.see(`${testId('connection-api-router')}.selected`);
    },
  ],
  [
    'connection-bent',
    async (visitor) => {
      const middle = await middleOfConnection(visitor, 'connection-api-router');
      await visitor.drag(middle, { x: middle.x - 20, y: middle.y + 90 });
      await visitor.see('.overlay .bend');
    },
  ],
  [
    'box-in-line',
    async (visitor) => {
      const [from, to] = [await visitor.middleOf(testId('box-db')), await visitor.middleOf(testId('box-redis'))];
      await visitor.page.mouse.move(from.x, from.y);
      await visitor.page.mouse.down();
      // A little beside being in line: it is drawn there, and a line says so.
      await visitor.page.mouse.move(to.x + 3, from.y + 60, { steps: 8 });
    },
    async (visitor) => visitor.page.mouse.up(),
  ],
  [
    'broken',
    async (visitor) => {
      await visitor.press('Control+z');
      await visitor.press('Escape');
      await visitor.press('b');
      await visitor.click(testId('box-redis'));
      await visitor.see('[data-broken="lost"]');
    },
    async (visitor) => visitor.press('b'),
  ],
  [
    'from-far-away',
    async (visitor) => {
      const middle = await onCanvas(visitor, 0.5, 0.5);
      // So far that boxes are painted, and near enough to tell them apart.
      while ((await visitor.count('.box')) > 0) {
        await visitor.wheel(middle, { y: 60, holding: ['Control'] });
        await visitor.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      }
      await visitor.until('the far picture', () => !document.querySelector('.box'));
    },
    async (visitor) => visitor.click(testId('fit')),
  ],
  [
    'zones',
    async (visitor) => {
      await visitor.press('t');
      await visitor.click(testId('template-multi-region'));
      await visitor.see('.frame');
      await visitor.click(testId('fit'));
    },
  ],
  [
    'small-map',
    async (visitor) => {
      await visitor.press('m');
      await visitor.see(testId('small-map'));
    },
    async (visitor) => visitor.press('m'),
  ],
  [
    'empty-canvas',
    async (visitor) => {
      await visitor.click(testId('menu'));
      await visitor.click(testId('menu-new-design'));
      await visitor.see(testId('empty'));
    },
  ],
];

/** Where the canvas lies, on whole pixels. */
async function areaOf(visitor) {
  const canvas = await visitor.see(CANVAS);
  const box = await canvas.boundingBox();
  return { x: Math.ceil(box.x), y: Math.ceil(box.y), width: Math.floor(box.width) - 1, height: Math.floor(box.height) - 1 };
}

journey('colours follow the system, until somebody chooses them', async ({ visit }) => {
  const visitor = await visit();
  const system = (value) => visitor.page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }]);
  const shows = (theme) =>
    visitor.until(`the page in ${theme}`, (wanted) => document.documentElement.dataset.theme === wanted, theme);
  await system('light');
  await visitor.reload();
  await visitor.see(testId('tab-report'));
  // What follows the system comes with the engine.
  await visitor.see(testId('verdict'));
  await visitor.settled();
  await shows('light');
  await system('dark');
  await shows('dark');
  await system('light');
  await shows('light');
  await visitor.click(testId('theme'));
  await shows('dark');
  await system('dark');
  await system('light');
  await visitor.settled();
  await shows('dark');
});

/** Notices come and go; what is selected stays. Letters are those of one font, wherever the pictures are taken. */
const HELD_STILL = `.notices { visibility: hidden } * { font-family: "${FONT}" !important }`;

for (const theme of ['light', 'dark']) {
  journey(`states look as they looked, in ${theme}`, async ({ visit }) => {
    const visitor = await visit();
    await visitor.page.emulateMediaFeatures([
      { name: 'prefers-color-scheme', value: theme },
      { name: 'prefers-reduced-motion', value: 'reduce' },
    ]);
    await visitor.reload();
    await visitor.see(testId('tab-report'));
    if (!(await hasFont(visitor))) {
      console.log(`          not compared: this machine has no ${FONT}, which the pictures were taken with`);
      return;
    }
    await visitor.page.evaluate((sheet) => {
      const held = new CSSStyleSheet();
      held.replaceSync(sheet);
      document.adoptedStyleSheets = [held];
    }, HELD_STILL);
    const different = [];
    for (const [name, reach, leave] of STATES) {
      await reach(visitor);
      await visitor.settled();
      await visitor.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      different.push(await compared(visitor, `${name}-${theme}`, await areaOf(visitor)));
      await leave?.(visitor);
    }
    expect(different.every((each) => !each), different.filter(Boolean).join('\n'));
  });
}
