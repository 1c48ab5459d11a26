// Drawing without a mouse: all of a worked system, what is said on the way, and the keys that hands expect.

import { expect, expectSame, journey, testId } from './harness.mjs';

const said = testId('announcement');

/** Waits until something was said that holds all of these words; gives it. */
async function hear(visitor, ...words) {
  return await visitor.until(
    `to hear ${words.join(', ')}`,
    (selector, all) => {
      const text = document.querySelector(selector)?.textContent ?? '';
      return all.every((word) => text.includes(word)) ? text : '';
    },
    said,
    words,
  );
}

/** What is selected, by the ids of its boxes. */
const selected = (visitor) =>
  visitor.page.$$eval('.box.selected', (boxes) => boxes.map((box) => box.id.replace('box-', '')));

/** What the canvas says has its keyboard. */
const active = (visitor) => visitor.page.$eval(testId('canvas'), (canvas) => canvas.getAttribute('aria-activedescendant'));

/** Chooses from the list that is open by typing. */
async function choose(visitor, query) {
  await visitor.until('the list to have the keyboard', () => document.activeElement?.id === 'picker-search');
  await visitor.type(query);
  await visitor.press('Enter');
  await visitor.seeNo(testId('picker'));
}

/** Gives what is selected a name, and goes back to the drawing. */
async function call(visitor, name) {
  await visitor.press('Enter');
  await visitor.until('the field of the name', () => document.activeElement?.id === 'inspector-first');
  await visitor.type(name);
  await visitor.press('Escape');
  await visitor.until('the drawing', () => document.activeElement?.id === 'canvas');
}

/** Goes to a component by its name. */
async function goTo(visitor, name) {
  await visitor.press('Control+f');
  await choose(visitor, name);
}

const BOXES = {
  'client-mobile': 'Apps',
  'ws-gateway': 'Chat server',
  stream: 'Kafka: messages',
  presence: 'Presence',
  'cache-distributed': 'Redis: who is online',
  worker: 'Storage consumer',
  notification: 'Notifications',
  'worker-2': 'Analytics',
  'wide-column': 'Cassandra: history',
};

journey('the chat system is drawn with the keyboard alone', async ({ visit }) => {
  const visitor = await visit();
  await visitor.see(testId('findings'));
  // The first stop leads past the palette.
  await visitor.press('Tab');
  await visitor.press('Enter');
  await visitor.until('the drawing', () => document.activeElement?.id === 'canvas');
  await visitor.press('Control+k');
  await choose(visitor, 'new design');
  await visitor.see(testId('empty'));

  const put = async (keys, kind, id) => {
    await visitor.press(keys);
    await choose(visitor, kind);
    await visitor.see(testId(`box-${id}`));
    await hear(visitor, 'added');
    await call(visitor, BOXES[id]);
    expectSame(await selected(visitor), [id], 'what is selected after it was named');
  };
  await put('/', 'mobile client', 'client-mobile');
  await put('Control+ArrowRight', 'websocket server', 'ws-gateway');
  await put('Control+ArrowDown', 'event stream', 'stream');
  await put('Control+ArrowRight', 'background worker', 'worker');
  await goTo(visitor, 'kafka: messages');
  await put('Control+ArrowDown', 'notification', 'notification');
  await goTo(visitor, 'kafka: messages');
  await put('Control+ArrowLeft', 'background worker', 'worker-2');
  await goTo(visitor, 'chat server');
  await put('Control+ArrowUp', 'presence service', 'presence');
  await put('Control+ArrowRight', 'distributed cache', 'cache-distributed');
  await goTo(visitor, 'storage consumer');
  await put('Control+ArrowRight', 'wide-column', 'wide-column');

  const connect = async (from, to) => {
    await goTo(visitor, from);
    await visitor.press('Shift+C');
    await choose(visitor, to);
    await hear(visitor, `${from} to ${to}`, 'connected');
  };
  await connect('Chat server', 'Cassandra: history');
  await connect('Chat server', 'Cassandra: history');
  await connect('Storage consumer', 'Presence');
  await connect('Storage consumer', 'Chat server');

  // What is out of sight is not drawn.
  await visitor.press('Shift+Digit1');
  await visitor.until('all boxes', (count) => document.querySelectorAll('.box').length === count, Object.keys(BOXES).length);
  const names = await visitor.page.$$eval('.box .name', (all) => all.map((name) => name.textContent).sort());
  expectSame(names, Object.values(BOXES).sort(), 'the names of the boxes');
  expectSame(await visitor.count('.connection'), 13 - 1, 'connections');

  // What was done is taken back and done again, and said.
  await visitor.press('Control+z');
  await hear(visitor, 'Undone', 'Storage consumer to Chat server');
  await visitor.press('Control+y');
  await hear(visitor, 'Done again', 'Storage consumer to Chat server');
});

journey('the keyboard goes over the drawing, and what it meets is said', async ({ visit }) => {
  const visitor = await visit();
  await visitor.see(testId('findings'));
  await visitor.seeText('390 %', testId('box-redis'));
  expectSame(await visitor.page.$$eval('.canvas [tabindex], .canvas button', (all) => all.length), 0, 'further stops in it');
  await visitor.press('Escape');
  await visitor.until('the drawing', () => document.activeElement?.id === 'canvas');

  // In reading order each box is followed by what leaves it.
  const order = [];
  for (let step = 0; step < 20; step += 1) {
    await visitor.press('Tab');
    const here = await active(visitor);
    if (!here) break;
    order.push(here);
    if (here === 'box-redis') {
      const words = await hear(visitor, 'Redis: load 390 %, bottleneck');
      expect(/\d+ of \d+/.test(words), `its place is not said: ${words}`);
    }
    if (await visitor.page.evaluate(() => document.activeElement?.id !== 'canvas')) break;
  }
  const api = order.indexOf('box-api');
  expect(api >= 0 && /^connection-/.test(order[api + 1]), `what follows the box: ${order}`);
  expectSame(await selected(visitor), [], 'what walking selects');

  // Escape steps out, and the key for the next control leads on.
  await visitor.press('Escape');
  await visitor.until('the drawing', () => document.activeElement?.id === 'canvas');
  await visitor.press('Home');
  await visitor.press('Escape');
  await hear(visitor, 'Tab goes on');
  await visitor.press('Tab');
  await visitor.until('the next control', () => document.activeElement?.id !== 'canvas');
  await visitor.press('Shift+Tab');
  await visitor.until('the drawing', () => document.activeElement?.id === 'canvas');

  // Arrows go from box to box while nothing is selected, and move what is.
  await visitor.press('Home');
  const first = await active(visitor);
  await visitor.press('ArrowRight');
  const second = await active(visitor);
  expect(first !== second && second?.startsWith('box-'), `the arrow went from ${first} to ${second}`);
  await visitor.press('Enter');
  expectSame(await selected(visitor), [second.replace('box-', '')], 'what Enter selects');
  await hear(visitor, 'selected');
  const before = await visitor.middleOf(`#${second}`);
  await visitor.press('Shift+ArrowDown');
  await hear(visitor, 'moved to');
  const after = await visitor.middleOf(`#${second}`);
  expect(after.y > before.y, 'what is selected did not move');
  await visitor.press('Control+z');
  await hear(visitor, 'Undone');
  await visitor.press('Escape');
  expectSame(await selected(visitor), [], 'what is selected after Escape');
  expectSame(await active(visitor), second, 'where the keyboard is after Escape');
  await visitor.press('Alt+ArrowLeft');
  expect((await active(visitor)) !== second, 'the walk along a connection went nowhere');

  // Said again, it is read again: what a listener is told has changed.
  const words = await visitor.page.$eval(said, (region) => region.textContent);
  await visitor.press('Alt+r');
  await visitor.until('it to be said again', (selector, was) => {
    const now = document.querySelector(selector).textContent;
    return now !== was && now.trim() === was.trim();
  }, said, words);
});

journey('keys call their commands in a real browser, and single ones can be switched off', async ({ visit }) => {
  const visitor = await visit();
  await visitor.see(testId('findings'));
  await visitor.click(testId('canvas'));
  const zoom = () => visitor.text(testId('zoom'));
  const pressed = (tool) => visitor.page.$eval(testId(`tool-${tool}`), (button) => button.getAttribute('aria-pressed'));
  const fitted = await zoom();
  for (const [keys, tool] of [['h', 'hand'], ['c', 'connect'], ['f', 'frame'], ['v', 'select']]) {
    await visitor.press(keys);
    expectSame(await pressed(tool), 'true', `the tool after ${keys}`);
  }
  for (const keys of ['Shift+Digit0', 'Control+0']) {
    await visitor.press('=');
    await visitor.press(keys);
    expect((await zoom()).startsWith('100 %'), `after ${keys} the zoom is ${await zoom()}`);
  }
  await visitor.press('-');
  expect(!(await zoom()).startsWith('100 %'), 'minus does not zoom');
  await visitor.press('Shift+Digit1');
  expectSame(await zoom(), fitted, 'the zoom that fits');
  await visitor.press('Control+a');
  expect((await selected(visitor)).length === (await visitor.count('.box')), 'not all is selected');
  await visitor.press('Shift+Digit2');
  const count = await visitor.count('.box');
  await visitor.press('Control+c');
  await visitor.press('Control+v');
  await visitor.until('twice as many boxes', (wanted) => document.querySelectorAll('.box').length === wanted, 2 * count);
  await visitor.press('Control+x');
  await visitor.until('as many as before', (wanted) => document.querySelectorAll('.box').length === wanted, count);
  await visitor.press('Control+z');
  await visitor.press('Control+z');
  await visitor.press('Control+a');
  await visitor.press('Control+d');
  await visitor.until('twice as many boxes', (wanted) => document.querySelectorAll('.box').length === wanted, 2 * count);
  await visitor.press('Control+z');
  await visitor.press('m');
  await visitor.see(testId('small-map'));
  await visitor.press('m');
  await visitor.press('?');
  await visitor.see(testId('help'));
  await visitor.press('Escape');
  await visitor.press('Control+/');
  await visitor.see(testId('picker'));
  await visitor.press('Escape');
  await visitor.press('Alt+Shift+D');
  await visitor.until('dark colours', () => document.documentElement.dataset.theme === 'dark');
  await visitor.press('Alt+Shift+C');
  await visitor.until('more contrast', () => document.documentElement.dataset.contrast === 'more');
  // Into a zone, and out of it.
  await visitor.click(testId('box-api'));
  await visitor.press('Control+g');
  await visitor.see('.frame');
  await visitor.press('Control+Shift+g');
  await visitor.until('no zone around it', () => document.querySelectorAll('.frame').length <= 1);

  await visitor.press('Control+k');
  await choose(visitor, 'single letters');
  await hear(visitor, 'no shortcuts');
  await visitor.press('h');
  expectSame(await pressed('hand'), 'false', 'the hand tool without single keys');
  await visitor.press('Control+k');
  await choose(visitor, 'single letters');
  await visitor.press('h');
  expectSame(await pressed('hand'), 'true', 'the hand tool with single keys');
});

journey('colours that the system forces, more contrast and less motion are kept to', async ({ visit }) => {
  const visitor = await visit();
  const asked = async (features) => {
    const client = await visitor.page.createCDPSession();
    await client.send('Emulation.setEmulatedMedia', { features });
    await visitor.go();
    await visitor.seeText('390 %', testId('box-redis'));
  };
  const style = (selector, property) =>
    visitor.page.$eval(selector, (element, name) => getComputedStyle(element)[name], property);
  await asked([
    { name: 'forced-colors', value: 'active' },
    { name: 'prefers-contrast', value: 'more' },
    { name: 'prefers-reduced-motion', value: 'reduce' },
  ]);
  expectSame(await visitor.page.$eval('html', (root) => root.dataset.contrast), 'more', 'the contrast');
  expectSame(await style('button', 'transitionDuration'), '0s', 'how long a button takes to change');
  await visitor.click(testId('box-redis'));
  await visitor.see('[data-testid="box-redis"].selected');
  expectSame(await style(testId('box-redis'), 'outlineStyle'), 'solid', 'the line around what is selected');
  expectSame(await style('.tabs [aria-selected="true"]', 'borderBottomStyle'), 'solid', 'the line below what is open');
  expectSame(await style('[aria-pressed="true"]', 'outlineStyle'), 'solid', 'the line around what is pressed');
  const [beam, paper] = [await style('.beam .length', 'backgroundColor'), await style('.canvas', 'backgroundColor')];
  expect(beam !== paper, `a beam of ${beam} on ${paper} is not seen`);
});

journey('a gesture that is cut off leaves everything as it was', async ({ visit }) => {
  const visitor = await visit();
  await visitor.seeText('390 %', testId('box-redis'));
  const box = await visitor.middleOf(testId('box-api'));
  const cuts = [
    ['Escape', () => visitor.press('Escape')],
    ['another window', () => visitor.page.evaluate(() => window.dispatchEvent(new FocusEvent('blur')))],
    [
      'a pointer that the browser takes away',
      () =>
        visitor.page.evaluate(() => {
          const canvas = document.getElementById('canvas');
          for (let pointer = 0; pointer < 20; pointer += 1) {
            if (canvas.hasPointerCapture(pointer)) canvas.releasePointerCapture(pointer);
          }
        }),
    ],
  ];
  for (const [what, cut] of cuts) {
    await visitor.page.mouse.move(box.x, box.y);
    await visitor.page.mouse.down();
    await visitor.page.mouse.move(box.x + 60, box.y + 90, { steps: 6 });
    await visitor.until('the box to move', () => document.querySelector('.box.moving'));
    await cut();
    // What is taken away is told with the next move.
    await visitor.page.mouse.move(box.x + 61, box.y + 91);
    await visitor.until(`the box to stand still after ${what}`, () => !document.querySelector('.box.moving'));
    await visitor.page.mouse.up();
    const now = await visitor.middleOf(testId('box-api'));
    expectSame([now.x, now.y].map(Math.round), [box.x, box.y].map(Math.round), `where the box is after ${what}`);
    expect(await visitor.page.$eval(testId('undo'), (button) => button.disabled), `${what} left something to undo`);
  }
  // Far beyond the edge of the window, and of the world: it can be taken back.
  await visitor.page.mouse.move(box.x, box.y);
  await visitor.page.mouse.down();
  await visitor.page.mouse.move(box.x - 3000, box.y - 5000, { steps: 6 });
  await visitor.page.mouse.up();
  await visitor.press('Control+z');
  const back = await visitor.middleOf(testId('box-api'));
  expectSame([back.x, back.y].map(Math.round), [box.x, box.y].map(Math.round), 'where the box is after undo');
});
