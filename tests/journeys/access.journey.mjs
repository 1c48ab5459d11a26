// What programs that check for access find in each view: nothing.

import { journey, testId } from './harness.mjs';
import { lookOver } from './axe.mjs';

const click = (id) => (visitor) => visitor.click(testId(id));
const fromMenu = (id, seen) => async (visitor) => {
  await visitor.click(testId('menu'));
  await visitor.click(testId(`menu-${id}`));
  await visitor.see(testId(seen));
};

/** Opens all that is folded, so that it is looked at too. */
async function unfold(visitor) {
  await visitor.page.evaluate(() => document.querySelectorAll('details').forEach((each) => (each.open = true)));
}

/** Several steps, one after the other. */
const then = (...steps) => async (visitor) => {
  for (const step of steps) await step(visitor);
};

journey('axe finds nothing on the page and its panels', async ({ visit }) => {
  await lookOver(visit, [
    ['the first page', async () => {}],
    ['the report, unfolded', unfold],
    ['a component', then(click('box-redis'), unfold)],
    [
      'a connection',
      async (visitor) => {
        await visitor.click(testId('box-redis'));
        await visitor.page.evaluate(() => document.querySelector('[data-testid="canvas"]').focus());
        await visitor.press('Escape');
        await visitor.click(testId('tab-inspector'));
        const line = await visitor.see(`${testId('connection-api-redis')} .line`);
        const middle = await line.evaluate((path) => {
          const place = path.getPointAtLength(path.getTotalLength() * 0.3).matrixTransform(path.getScreenCTM());
          return { x: place.x, y: place.y };
        });
        await visitor.click(middle);
        await visitor.see(testId('inspector'));
        await unfold(visitor);
      },
    ],
    ['several things', then(click('canvas'), (visitor) => visitor.press('Control+a'), click('tab-inspector'))],
    ['nothing selected', then(click('tab-inspector'), unfold)],
    ['the workload', then(click('tab-workload'), unfold)],
    ['breaking', then(click('break-it'), (visitor) => visitor.see(testId('losses')), click('box-redis'), unfold)],
    ['a fix', then(click('preview-fix'), (visitor) => visitor.see(testId('fix-figures')))],
  ]);
});

journey('axe finds nothing in menus, lists and sheets', async ({ visit }) => {
  const keys = (chord, seen) => async (visitor) => {
    await visitor.click(testId('canvas'));
    await visitor.press('Escape');
    await visitor.press(chord);
    await visitor.see(testId(seen));
  };
  await lookOver(visit, [
    ['the menu', then(click('menu'), (visitor) => visitor.see(testId('menu-list')))],
    ['what to put', keys('/', 'picker')],
    ['what to find', keys('Control+f', 'picker')],
    ['which command', keys('Control+k', 'picker')],
    ['all keys', keys('?', 'help')],
    ['the small map', keys('m', 'small-map')],
    ['the outline', keys('o', 'outline-lines')],
    ['the outline as a table', then(keys('o', 'outline-lines'), click('outline-table'))],
    ['more contrast', keys('Alt+Shift+c', 'box-redis')],
    [
      'the drawing from far away',
      async (visitor) => {
        for (let step = 0; step < 8; step += 1) await visitor.click(testId('zoom-out'));
        await visitor.seeNo(testId('box-redis'));
      },
    ],
    [
      'what to do here',
      async (visitor) => {
        await visitor.click(testId('box-redis'), { button: 'right' });
        await visitor.see(testId('context-menu'));
      },
    ],
    ['an empty canvas', fromMenu('new-design', 'empty')],
    ['the steps of a presentation', then(fromMenu('presentation', 'steps'), click('step-add'))],
    ['a presentation', then(fromMenu('presentation', 'steps'), click('step-add'), click('present'), (visitor) => visitor.see(testId('step')))],
    [
      'the palette, searched in vain',
      (visitor) => visitor.fill(testId('palette-search'), 'nothing is called so', { finish: null }),
    ],
  ]);
});

journey('axe finds nothing in dialogs', async ({ visit }) => {
  await lookOver(visit, [
    ['templates', fromMenu('templates', 'dialog-templates')],
    ['practice', then(fromMenu('templates', 'dialog-templates'), click('gallery-practice'))],
    ['kept designs', fromMenu('open-design', 'dialog-designs')],
    ['sharing', fromMenu('share', 'dialog-share')],
    ['two designs side by side', then(fromMenu('compare', 'dialog-compare'), (visitor) => visitor.see(testId('compare-figures')))],
    ['about', fromMenu('about', 'dialog-about')],
    ['assignments', fromMenu('assignments', 'dialog-assignments')],
    ['making an assignment', fromMenu('make-assignment', 'dialog-making')],
    ['grading', fromMenu('grade', 'dialog-grading')],
    ['an assignment', then(fromMenu('assignments', 'dialog-assignments'), click('assignment-hold-the-url-shortener'))],
  ]);
});

journey('axe finds nothing in the reference and the calculators', async ({ visit }) => {
  const reference = (query, page) => async (visitor) => {
    await fromMenu('knowledge', 'dialog-knowledge')(visitor);
    await visitor.fill(testId('search-knowledge'), query, { finish: null });
    await visitor.click(testId(page));
  };
  await lookOver(visit, [
    ['the reference', fromMenu('knowledge', 'dialog-knowledge')],
    ['a decision tree', then(reference('which messaging', 'page-tree.messaging'), click('answer-1'))],
    ['a path', then(reference('RADIO', 'page-path.radio'), click('begin-path'), (visitor) => visitor.see(testId('path')))],
    ['a rule', reference('cache is over capacity', 'page-rule.cache-over-capacity')],
    ['calculators', fromMenu('calculators', 'dialog-calculators')],
    ['a calculator', then(fromMenu('calculators', 'dialog-calculators'), click('calculator-request-rate'), unfold)],
  ]);
});
