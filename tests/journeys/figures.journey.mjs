// Whatever looks like a number in a panel or a dialog opens to how it comes about, or is one of a few things that are no
// results, each for a reason.

import { expect, journey, testId } from './harness.mjs';

/** What opens a working. */
const OPENERS = 'button.number, [data-testid="open-working"], details.workings:not([hidden])';

/** Within which a figure and what opens its working stand together: the smallest of these around a figure counts. */
const TOGETHER = 'li, tr, dl, figure, .verdict, .breaking > section';

/** What is no result, by where it stands, and why. */
const NO_RESULTS = [
  ['.working', 'the working itself'],
  ['.note, .control, .knob, .switches, [data-testid^="field-"]', 'what was put in, as it was understood'],
  ['svg text', 'the scale of a drawing, whose figures stand in the table below it'],
  ['.curve th[scope="row"]', 'the loads and hours at which a curve is read'],
  ['.ranges .end, .ranges th', 'what is assumed, with its range; the line below says where both are from'],
  ['[data-counts]', 'counts what is listed beside it, or the letters of a link'],
  ['.source, code, kbd, .page, .notes, .template strong', 'names and texts of documents, rules, keys and pages'],
  ['.steps, .fix', 'what to do: changes of the design, which are put in'],
];

/** What looks like a number and opens nothing, with where it stands. */
async function closed(visitor, panel) {
  await visitor.see(panel);
  return await visitor.page.$eval(
    panel,
    (root, openers, together, noResults, names) => {
      const found = [];
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const element = node.parentElement;
        let text = node.textContent;
        for (const name of names) text = text.replaceAll(name, '');
        if (!/\d/.test(text) || !element.checkVisibility()) continue;
        if (element.closest(openers) || element.closest(noResults)) continue;
        const around = element.closest(together);
        if (around && root.contains(around) && around.querySelector(openers)) continue;
        const path = [];
        for (let at = element; at && at !== root; at = at.parentElement) {
          const name = at.dataset.testid ? `[${at.dataset.testid}]` : at.className ? `.${at.className}` : '';
          path.unshift(at.tagName.toLowerCase() + name);
        }
        found.push(`${node.textContent.trim()}   (${path.join(' > ')})`);
      }
      return found;
    },
    OPENERS,
    TOGETHER,
    NO_RESULTS.map(([where]) => where).join(', '),
    await visitor.page.$$eval('[data-testid^="box-"] .name', (all) => all.map((one) => one.textContent)),
  );
}

/** Opens all folds of a panel but those of workings. */
async function unfold(visitor, panel) {
  for (let round = 0; round < 4; round += 1) {
    const opened = await visitor.page.$eval(panel, (root) => {
      const folds = [...root.querySelectorAll('details:not([open]):not([hidden])')];
      const open = folds.filter((fold) => !fold.matches('.fold, .workings, .accept') && fold.checkVisibility());
      for (const fold of open) fold.open = true;
      return open.length;
    });
    if (opened === 0) return;
    await visitor.until(
      'what was opened',
      (where, waiting) => ![...document.querySelectorAll(`${where} p.soft`)].some((one) => one.innerText === waiting),
      panel,
      'Working it out …',
    );
  }
}

async function expectOpen(visitor, panel, what) {
  const all = await closed(visitor, panel);
  expect(all.length === 0, `${what}: ${all.length} figures open nothing:\n${all.join('\n')}`);
}

journey('every figure of the report opens', async ({ visit }) => {
  const visitor = await visit();
  await visitor.seeText('390 %', testId('box-redis'));
  await visitor.click(testId('tab-report'));
  await visitor.see(testId('causes'));
  await unfold(visitor, testId('report'));
  await visitor.see(`${testId('causes')} .shares`);
  await visitor.see(`${testId('sensitivity')} .ranges`);
  await visitor.see(`${testId('curves')} figure`);
  await expectOpen(visitor, testId('report'), 'the report');
});

journey('every figure of a component and of a connection opens where it stands', async ({ visit }) => {
  const visitor = await visit();
  await visitor.seeText('390 %', testId('box-redis'));
  await visitor.click(testId('box-redis'));
  const figures = `${testId('inspector')} ${testId('figures')}`;
  await visitor.see(figures);
  await expectOpen(visitor, testId('inspector'), 'the inspector of Redis');
  await visitor.click(`${figures} ${testId('number')}`);
  await visitor.see(`${figures} .opened .formula`);
  // From the canvas, the figure that stands on the box.
  await visitor.page.click(testId('box-db'), { button: 'right' });
  await visitor.click(testId('do-show-working'));
  await visitor.seeText('÷', `${figures} .opened .formula`);
  await visitor.press('Escape');
});

journey('every figure of what follows from a loss opens', async ({ visit }) => {
  const visitor = await visit();
  await visitor.seeText('390 %', testId('box-redis'));
  await visitor.click(testId('break-it'));
  await visitor.see(testId('losses'));
  await visitor.click(testId('box-redis'));
  await visitor.seeText('Redis is down', testId('breaking'));
  await expectOpen(visitor, testId('breaking'), 'what follows');
});

journey('every figure of a calculator opens', async ({ visit }) => {
  const visitor = await visit();
  await visitor.see(testId('box-redis'));
  await visitor.press('e');
  await visitor.click(testId('calculator-request-rate'));
  await visitor.see(`${testId('answer')} ${testId('open-working')}`);
  await expectOpen(visitor, testId('answer'), 'the answer of a calculator');
});

journey('what dialogs count is no figure that nothing opens', async ({ visit }) => {
  const visitor = await visit();
  await visitor.see(testId('box-redis'));
  for (const [item, panel] of [
    ['menu-share', testId('share-length')],
    ['menu-templates', 'dialog[open]'],
  ]) {
    await visitor.click(testId('menu'));
    await visitor.click(testId(item));
    await visitor.see(panel);
    await expectOpen(visitor, 'dialog[open]', item);
    await visitor.press('Escape');
    await visitor.seeNo('dialog[open]');
  }
});
