// An assignment that is solved badly, then well; and a link that is only to be looked at.

import { expect, expectSame, journey, testId } from './harness.mjs';

/** Opens the first assignment that is ready. */
async function onAssignment(visit) {
  const visitor = await visit();
  await visitor.see(testId('box-redis'));
  await visitor.click(testId('menu'));
  await visitor.click(testId('menu-assignments'));
  await visitor.click(testId('assignment-hold-the-url-shortener'));
  await visitor.see(testId('task'));
  return visitor;
}

/** Selects a box and types a figure into one of its fields. */
async function put(visitor, id, field, text) {
  await visitor.click(testId(`box-${id}`));
  await visitor.fill(`${testId(field)} input`, text);
}

journey('an assignment is solved badly, then well', async ({ visit }) => {
  const visitor = await onAssignment(visit);
  await visitor.see(testId('box-redis'));
  await visitor.seeText('Hidden until handed in', testId('task-checks'));
  await visitor.see('[data-testid="task-check"][data-state="open"]');
  const before = await visitor.text(testId('task-points'));
  await put(visitor, 'redis', 'field-shards', '17');
  await visitor.click(testId('tab-task'));
  await visitor.until('more points than before', async (was) => {
    return document.querySelector('[data-testid="task-points"]').textContent !== was;
  }, before);
  // What is locked refuses, and says why.
  await put(visitor, 'redis', 'field-hit_rate', '0.99');
  await visitor.seeText('does not allow that');
  await visitor.click(testId('tab-task'));
  await visitor.fill(testId('task-student'), 'Ada');
  await visitor.putIntoClipboard('');
  await visitor.click(testId('hand-in-link'));
  const link = await visitor.until('the link in the clipboard', async () => {
    const text = await navigator.clipboard.readText();
    return text.includes('#2.') ? text : '';
  });
  expectSame(await visitor.count('[data-testid="task-check"][data-state="hidden"]'), 0, 'hidden checks after handing in');
  const instructor = await visit(link.slice(link.indexOf('#')));
  await instructor.seeText('Handed in by Ada', testId('notice'));
  await instructor.seeText('17', testId('box-redis'));
});

journey('a link to look at refuses edits in a fresh profile', async ({ visit }) => {
  const author = await visit();
  await author.see(testId('box-redis'));
  await author.click(testId('menu'));
  await author.click(testId('menu-share'));
  await author.click(testId('share-view'));
  const link = await author.until('a link of the second kind', async () => {
    const text = document.querySelector('[data-testid="share-link"]').value;
    return text.includes('#2.') ? text : '';
  });
  expect(link.length < 2_000, `the link has ${link.length} characters`);
  await author.see(testId('share-qr'));
  const reader = await visit(link.slice(link.indexOf('#')));
  await reader.see(testId('box-redis'));
  await reader.seeText('only to be looked at', testId('notice'));
  await reader.click(testId('box-redis'));
  await reader.press('Delete');
  await reader.see(testId('box-redis'));
  await reader.click(testId('keep-copy'));
  await reader.seeText('kept in this browser', testId('notice'));
});
