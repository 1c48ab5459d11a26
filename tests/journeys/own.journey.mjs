// What authors add: notes, locks, kinds and pieces of their own.

import { expect, journey, testId } from './harness.mjs';
import { onCanvas, onEmptyCanvas } from './steps.mjs';

journey('a note is written in its place, moved, and goes with the design', async ({ visit }) => {
  const visitor = await onEmptyCanvas(visit);
  await visitor.press('n');
  await visitor.click(await onCanvas(visitor, 0.3, 0.3));
  await visitor.until('the note to have the keyboard', () => document.activeElement?.id === 'note-editor');
  await visitor.type('Reads come first.');
  await visitor.press('Enter');
  await visitor.type('Writes pass.');
  await visitor.press('Control+Enter');
  await visitor.seeText('Writes pass.', testId('note-note'));
  const before = await visitor.middleOf(testId('note-note'));
  await visitor.drag(testId('note-note'), { x: before.x + 90, y: before.y + 40 });
  const moved = await visitor.middleOf(testId('note-note'));
  expect(moved.x - before.x > 80, `the note went ${moved.x - before.x} px to the right, not 90`);
  await visitor.press('Delete');
  await visitor.seeNo(testId('note-note'));
  await visitor.press('Control+z');
  await visitor.see(testId('note-note'));
});

journey('a locked component stays until it is unlocked', async ({ visit }) => {
  const visitor = await onEmptyCanvas(visit);
  await visitor.drag(testId('kind-server'), await onCanvas(visitor, 0.4, 0.4));
  await visitor.see(testId('box-server'));
  await visitor.click(testId('do-lock'));
  const before = await visitor.middleOf(testId('box-server'));
  await visitor.drag(testId('box-server'), { x: before.x + 120, y: before.y });
  const after = await visitor.middleOf(testId('box-server'));
  expect(Math.abs(after.x - before.x) < 1, `locked, it went ${after.x - before.x} px`);
  await visitor.press('Delete');
  await visitor.see(testId('box-server'));
  await visitor.click(testId('do-lock'));
  await visitor.click(testId('box-server'));
  await visitor.press('Delete');
  await visitor.seeNo(testId('box-server'));
});

journey('a component becomes a kind and a piece of one\'s own', async ({ visit }) => {
  const visitor = await onEmptyCanvas(visit);
  await visitor.drag(testId('kind-cache-distributed'), await onCanvas(visitor, 0.4, 0.4));
  await visitor.fill(`${testId('field-hit_rate')} input`, '95 %');
  await visitor.click(testId('do-make-kind'));
  await visitor.see(testId('dialog-own'));
  await visitor.fill(testId('own-name'), 'Team cache');
  await visitor.fill(testId('source-hit_rate'), 'measured in May');
  await visitor.click(testId('close-dialog'));
  await visitor.see(testId('own-group'));
  await visitor.seeText('Team cache', testId('inspector'));
  await visitor.click(`${testId('own-group')} .kind`);
  await visitor.see(testId('box-team-cache'));
  await visitor.seeText('measured in May', testId('inspector'));

  await visitor.click(testId('do-keep-piece'));
  await visitor.see(testId('dialog-own'));
  await visitor.fill(testId('piece-name'), 'A cache of ours');
  await visitor.click(testId('close-dialog'));
  await visitor.click(testId('palette-search'));
  await visitor.type('a cache of ours');
  await visitor.press('Enter');
  await visitor.see(testId('box-team-cache-2'));
});
