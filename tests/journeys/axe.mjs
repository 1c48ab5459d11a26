// Has axe-core look over the page: every success criterion of WCAG 2.2 up to AA that a program can check.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { expect, testId } from './harness.mjs';

const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The success criteria, by the names that axe gives them, and what is good practice besides. */
const CRITERIA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds on the page as it stands, a line each. */
export async function complaints(visitor) {
  await visitor.settled();
  // Where words are on their way from one place to another, their colours are not their own.
  await visitor.page.evaluate(() => Promise.all(document.getAnimations().map((each) => each.finished.catch(() => {}))));
  if (!(await visitor.page.evaluate(() => 'axe' in window))) await visitor.page.evaluate(source);
  return await visitor.page.evaluate(async (criteria) => {
    const { violations } = await window.axe.run(document, {
      runOnly: { type: 'tag', values: criteria },
      rules: { 'target-size': { enabled: true } },
      resultTypes: ['violations'],
    });
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.slice(0, 4).map((node) => {
        const why = [...node.any, ...node.all, ...node.none].map((check) => check.message).join('; ');
        return `${id} (${help}): ${node.html.slice(0, 160)}\n      ${why.slice(0, 300)}`;
      }),
    );
  }, CRITERIA);
}

/**
 * Looks at each view in light and in dark colours, and fails with all that was found. With
 * `LOADBEARING_JOURNEYS_ALOUD` it says which it has looked at.
 */
export async function lookOver(visit, views) {
  /** Each complaint, with the views in which it stands. */
  const found = new Map();
  for (const [name, open] of views) {
    const visitor = await visit();
    await visitor.see(testId('findings'));
    await open(visitor);
    for (const colours of ['light', 'dark']) {
      if (colours === 'dark') {
        await visitor.press('Alt+Shift+d');
        await visitor.until('dark colours', () => document.documentElement.dataset.theme === 'dark');
      }
      for (const line of await complaints(visitor)) found.set(line, [...(found.get(line) ?? []), `${name}, ${colours}`]);
    }
    if (process.env.LOADBEARING_JOURNEYS_ALOUD) console.log(`        ${name}`);
    await visitor.leave();
  }
  const lines = [...found].map(([line, where]) => `${line}\n      in ${where.slice(0, 4).join('; ')} (${where.length} views)`);
  expect(lines.length === 0, `axe found ${lines.length}:\n${lines.join('\n')}`);
}
