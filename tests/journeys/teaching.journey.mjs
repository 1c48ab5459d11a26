// An instructor makes an assignment, two students solve it, badly and well, and the instructor grades both.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectSame, journey, testId } from './harness.mjs';

/** Adds a check in the dialog that makes assignments. */
async function addCheck(visitor, { asks, of, most, points, isHidden = false }) {
  await visitor.page.select(testId('making-asks'), asks);
  await visitor.fill(testId('making-of'), of);
  await visitor.fill(testId('making-at-most'), most);
  await visitor.fill(testId('making-points'), points);
  const isChecked = await visitor.page.$eval(testId('making-hide'), (box) => box.checked);
  if (isChecked !== isHidden) await visitor.click(testId('making-hide'));
  await visitor.click(testId('making-add'));
}

/** The link that a press puts into the clipboard. */
async function linkBy(visitor, button) {
  await visitor.putIntoClipboard('');
  await visitor.click(testId(button));
  return await visitor.until('the link in the clipboard', async () => {
    const text = await navigator.clipboard.readText();
    return text.includes('#2.') ? text : '';
  });
}

const fragment = (link) => link.slice(link.indexOf('#'));

journey('an instructor makes an assignment and grades what comes back', async ({ visit }) => {
  const instructor = await visit();
  await instructor.see(testId('box-redis'));
  await instructor.click(testId('menu'));
  await instructor.click(testId('menu-make-assignment'));
  await instructor.fill(testId('making-title'), 'Make it hold');
  await instructor.fill(testId('making-brief'), 'The cache gives way first. Mend that.');
  await addCheck(instructor, { asks: 'utilization', of: 'redis', most: '100 %', points: '3' });
  await addCheck(instructor, { asks: 'utilization', of: 'api', most: '70 %', points: '2', isHidden: true });
  expectSame(await instructor.count(testId('making-check')), 2, 'checks');
  const task = fragment(await linkBy(instructor, 'making-link'));
  const folder = await mkdtemp(join(tmpdir(), 'loadbearing-'));
  try {
    const files = [];
    for (const [name, shards] of [['Ada', '17'], ['Bob', '4']]) {
      const student = await visit(task);
      await student.see(testId('task'));
      await student.see('[data-testid="task-check"][data-state="hidden"]');
      await student.click(testId('box-redis'));
      await student.fill(`${testId('field-shards')} input`, shards);
      await student.click(testId('tab-task'));
      await student.fill(testId('task-student'), name);
      const file = join(folder, `${name}.txt`);
      await writeFile(file, await linkBy(student, 'hand-in-link'));
      files.push(file);
    }
    files.push(join(folder, 'cut.txt'));
    await writeFile(files.at(-1), `${task.slice(1, -20)}`);
    const grader = await visit(task);
    await grader.see(testId('task'));
    await grader.click(testId('menu'));
    await grader.click(testId('menu-grade'));
    const field = await grader.see(testId('grading-files'));
    await field.uploadFile(...files);
    await grader.see(testId('grading-row'));
    const rows = await grader.page.$$eval(testId('grading-row'), (all) =>
      all.map((row) => [...row.cells].slice(0, 2).map((cell) => cell.innerText)),
    );
    const points = Object.fromEntries(rows);
    // 17 shards carry the peak at 68.8 %; 4 do not; nobody has mended the servers; and what was cut is a row that says so.
    expectSame(points.Ada, '3 of 5', 'points of who solved it');
    expectSame(points.Bob, '0 of 5', 'points of who did not');
    expectSame(rows.length, 3, 'rows');
    await grader.seeText('cut', testId('dialog-grading'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
