// That a visitor notices what must fail a journey. Without this, silence would prove nothing.

import { expect, journey } from './harness.mjs';

const CASES = [
  ['an error in the console', () => console.error('on purpose'), /^console: on purpose/],
  ['an uncaught error', () => setTimeout(() => { throw new Error('thrown on purpose'); }), /^error: /],
  ['a missing file', () => fetch('no-such-file').then(() => {}), /^answer 404/],
  [
    'a request to another host',
    () => fetch('http://elsewhere.invalid/').catch(() => {}),
    // Its policy keeps the page from it, and the browser says so; without one, the request itself is noticed.
    /^request to another host|^console: Connecting to 'http:\/\/elsewhere/,
  ],
];

journey('a visitor notices errors, missing files and other hosts', async ({ visit }) => {
  for (const [what, misdeed, pattern] of CASES) {
    const visitor = await visit();
    await visitor.page.evaluate(misdeed);
    // The browser tells of an uncaught error a little later than of the rest.
    await visitor.page.waitForNetworkIdle();
    expect(visitor.problems.some((problem) => pattern.test(problem)), `${what} went unnoticed`);
    visitor.allow(/./);
  }
});
