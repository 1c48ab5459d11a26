// Steps over a design: made from what is on the screen, shown by keys, carried by a link. And a finding that a link opens.

import { expect, expectSame, journey, testId } from './harness.mjs';

/** Opens the dialog that shares, and chooses a kind of link there; gives the fragment. */
async function shared(visitor, kind, isHere = false) {
  await visitor.click(testId('menu'));
  await visitor.click(testId('menu-share'));
  await visitor.click(testId(`share-${kind}`));
  if (isHere) await visitor.click(testId('share-here'));
  const link = await visitor.until('the link', (id) => document.querySelector(`[data-testid="${id}"]`)?.value, 'share-link');
  await visitor.press('Escape');
  return link.slice(link.indexOf('#'));
}

journey('steps are made, presented by keys, and opened by a link at the first one', async ({ visit }) => {
  const author = await visit();
  await author.see(testId('box-redis'));
  await author.click(testId('menu'));
  await author.click(testId('menu-presentation'));
  await author.click(testId('box-redis'));
  await author.click(testId('step-add'));
  await author.fill(testId('step-0-note'), 'The cache carries the reads.');
  await author.click(testId('box-api'));
  await author.click(testId('step-add'));
  await author.fill(testId('step-1-note'), 'The servers answer.');
  await author.click(testId('step-add'));
  expectSame(await author.count(testId('made-step')), 3, 'steps');
  await author.click(testId('step-2-remove'));
  await author.click(testId('step-1-up'));
  await author.until('the other order', () => document.querySelector('[data-testid="step-0-note"]').value.startsWith('The servers'));
  await author.click(testId('present'));
  await author.seeText('The servers answer.', testId('step-note'));
  await author.seeNo(testId('menu'));
  await author.press('ArrowRight');
  await author.seeText('The cache carries the reads.', testId('step-note'));
  await author.see(`${testId('box-redis')}.selected`);
  await author.press('ArrowRight');
  await author.seeText('2 of 2', testId('step-number'));
  await author.press('Home');
  await author.seeText('1 of 2', testId('step-number'));
  await author.press('End');
  await author.press('ArrowLeft');
  await author.press('Space');
  await author.seeText('2 of 2', testId('step-number'));
  await author.press('Escape');
  await author.seeNo(testId('step'));
  const fragment = await shared(author, 'present');
  const reader = await visit(fragment);
  await reader.seeText('The servers answer.', testId('step-note'));
  await reader.seeNo(testId('menu'));
  expect((await reader.count(testId('notice'))) === 0, 'a presentation has nothing around it');
  await reader.press('ArrowRight');
  await reader.seeText('The cache carries the reads.', testId('step-note'));
  await reader.press('Escape');
  await reader.see(testId('menu'));
});

journey('a step breaks what it says and shows what it says', async ({ visit }) => {
  const visitor = await visit();
  await visitor.see(testId('box-redis'));
  await visitor.click(testId('menu'));
  await visitor.click(testId('menu-templates'));
  await visitor.fill(testId('search-templates'), 'chat worked', { finish: '' });
  await visitor.click(testId('template-chat-worked'));
  await visitor.click(testId('menu'));
  await visitor.click(testId('menu-presentation'));
  await visitor.see(testId('made-step'));
  await visitor.click(testId('present'));
  const count = Number((await visitor.text(testId('step-number'))).split(' ').pop());
  for (let at = 0; at < count; at += 1) {
    await visitor.seeText(`${at + 1} of ${count}`, testId('step-number'));
    expect((await visitor.text(testId('step-note'))).length > 20, `step ${at + 1} says something`);
    if (at + 1 < count) {
      expect((await visitor.count('.box[data-broken="lost"]')) === 0, `step ${at + 1} breaks nothing`);
      await visitor.press('ArrowRight');
    }
  }
  // What if Kafka is lost? What follows comes from the engine.
  await visitor.see(`${testId('box-k')}[data-broken="lost"]`);
});

journey('a link opens the finding that its author looked at', async ({ visit }) => {
  const author = await visit();
  await author.see(testId('box-redis'));
  const message = `${testId('finding-cache-over-capacity')} ${testId('finding-show')}`;
  await author.click(message);
  await author.see(`${message}[aria-current="true"]`);
  const fragment = await shared(author, 'edit', true);
  const reader = await visit(fragment);
  await reader.see(`${message}[aria-current="true"]`);
  await reader.see(`${testId('box-redis')}.selected`);
});
