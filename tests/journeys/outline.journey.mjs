// The design as a list: what is done there is done on the drawing, and the other way round.

import { expect, expectSame, journey, testId } from './harness.mjs';
import { copiedLink, onEmptyCanvas } from './steps.mjs';

const line = (id) => testId(`outline-${id}`);
const cell = (id, column) => `[id="outline-${id}-${column}"]`;

async function opened(visitor) {
  await visitor.click(testId('canvas'));
  await visitor.press('Escape');
  await visitor.press('o');
  await visitor.see(testId('outline-lines'));
  await visitor.until('the list to have the keyboard', () => document.activeElement?.id === 'outline');
}

const active = (visitor) =>
  visitor.page.$eval(testId('outline-lines'), (list) => list.getAttribute('aria-activedescendant'));

async function walkTo(visitor, id) {
  await visitor.press('Home');
  for (let step = 0; step < 30 && (await active(visitor)) !== `outline-${id}`; step += 1) await visitor.press('ArrowDown');
  expectSame(await active(visitor), `outline-${id}`, 'where the keyboard is in the list');
}

journey('a tree is walked, folded and worked in by keyboard, and the drawing follows', async ({ visit }) => {
  const visitor = await visit();
  await visitor.see(testId('findings'));
  await opened(visitor);
  expectSame(await visitor.page.$eval(testId('outline-lines'), (list) => list.getAttribute('role')), 'tree', 'role');
  await walkTo(visitor, 'redis');
  await visitor.see('[data-testid="box-redis"].selected');
  await visitor.seeText('390 %', line('redis'));

  // Another name, there and here.
  await visitor.press('F2');
  await visitor.see(testId('outline-field'));
  await visitor.type('Links in memory');
  await visitor.press('Enter');
  await visitor.seeText('Links in memory', testId('box-redis'));
  await visitor.until('the list to have the keyboard', () => document.activeElement?.id === 'outline');

  // What lies below is folded away and shown again.
  await walkTo(visitor, 'api');
  await visitor.see(line('api-to-redis-0'));
  await visitor.press('ArrowLeft');
  await visitor.seeNo(line('api-to-redis-0'));
  await visitor.press('ArrowRight');
  await visitor.press('ArrowRight');
  await visitor.see('.connection.selected');

  // Taken out there, taken back here.
  await walkTo(visitor, 'redis');
  await visitor.press('Delete');
  await visitor.seeNo(testId('box-redis'));
  await visitor.seeNo(line('redis'));
  await visitor.press('Control+z');
  await visitor.see(testId('box-redis'));
  await visitor.see(line('redis'));

  // Selected on the drawing, it is where the list is.
  await visitor.click(testId('box-db'));
  expectSame(await visitor.page.$eval(line('db'), (row) => row.getAttribute('aria-selected')), 'true', 'selected');
  expectSame(await active(visitor), 'outline-db', 'where the list is');
});

journey('a table takes copies, kinds and connections, cell by cell', async ({ visit }) => {
  const visitor = await visit();
  await visitor.see(testId('findings'));
  await visitor.seeText('390 %', testId('box-redis'));
  await opened(visitor);
  await visitor.click(testId('outline-table'));
  expectSame(await visitor.page.$eval(testId('outline-lines'), (list) => list.getAttribute('role')), 'treegrid', 'role');
  await visitor.page.focus(testId('outline-lines'));
  await walkTo(visitor, 'redis');
  for (let step = 0; step < 3; step += 1) await visitor.press('ArrowRight');
  expectSame(await active(visitor), 'outline-redis-2', 'the cell of the copies');
  await visitor.press('Enter');
  await visitor.see(testId('outline-field'));
  await visitor.type('none');
  await visitor.press('Enter');
  await visitor.see(`${cell('redis', 2)} [role="alert"]`);
  await visitor.press('Control+a');
  await visitor.type('17');
  await visitor.press('Enter');
  await visitor.seeText('68.8 %', testId('box-redis'));
  await visitor.seeText('17 shards', cell('redis', 2));

  // Another kind.
  await visitor.press('ArrowLeft');
  await visitor.press('Enter');
  await visitor.see(testId('picker'));
  await visitor.type('memcached');
  await visitor.press('Enter');
  await visitor.seeNo(testId('picker'));

  // Connected from the list.
  const before = await visitor.count('.connection');
  await visitor.click(line('redis'));
  await visitor.page.focus(testId('outline-lines'));
  await visitor.press('Shift+C');
  await visitor.see(testId('picker'));
  await visitor.press('Enter');
  await visitor.until('one more connection', (was) => document.querySelectorAll('.connection').length === was + 1, before);
});

journey('a design is made in the outline alone', async ({ visit }) => {
  const visitor = await onEmptyCanvas(visit);
  await opened(visitor);
  await visitor.press('/');
  await visitor.type('application server');
  await visitor.press('Enter');
  await visitor.see(line('server'));
  await visitor.press('/');
  await visitor.type('relational');
  await visitor.press('Enter');
  await visitor.see(line('server-to-sql-0'));
  await visitor.see(testId('connection-server-sql'));
  const reader = await visit(await copiedLink(visitor).then((link) => link.slice(link.indexOf('#'))));
  await reader.see(testId('box-sql'));
  expect((await reader.count('.connection')) === 1, 'the connection did not travel');
});

journey('places hold what stands in them, and are named and taken out in the list', async ({ visit }) => {
  const visitor = await visit();
  await visitor.see(testId('findings'));
  await visitor.click(testId('box-redis'));
  await visitor.press('Control+g');
  await visitor.see('.frame');
  await opened(visitor);
  const place = testId('outline-place-zone');
  await visitor.see(place);
  await visitor.page.focus(testId('outline-lines'));
  await visitor.press('Home');
  await visitor.press('F2');
  await visitor.see(testId('outline-field'));
  await visitor.type('Frankfurt');
  await visitor.press('Enter');
  await visitor.seeText('Frankfurt', place);
  await visitor.until('the name on the drawing', () => document.querySelector('.frame text')?.textContent === 'Frankfurt');
  const level = (selector) => visitor.page.$eval(selector, (row) => row.getAttribute('aria-level'));
  expectSame([await level(place), await level(line('redis'))], ['1', '2'], 'levels');
  await visitor.press('ArrowLeft');
  await visitor.seeNo(line('redis'));
  await visitor.press('ArrowRight');
  await visitor.see(line('redis'));
  await visitor.press('Home');
  await visitor.press('Delete');
  await visitor.seeNo(place);
  expectSame(await level(line('redis')), '1', 'level of what stood there');
  await visitor.press('Control+z');
  await visitor.see(place);
});
