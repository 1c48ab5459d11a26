// What a journey is written with: `journey(name, steps)` registers one, and its steps get a
// `visit` that opens pages in fresh profiles. How pages are driven lives in `visitor.mjs`.

/** Journeys registered so far, in the order of their files. */
export const journeys = [];

/**
 * Registers a journey: a sentence, and what is done and seen. `steps` gets
 * - `visit(fragment, address)`: opens the page in a profile that has never seen it, gives a `Visitor`; at another
 *   address where one is given;
 * - `address`: where the page is served;
 * - `folder`: the built folder.
 */
export function journey(name, steps) {
  journeys.push({ name, steps });
}

/** An element by its role and accessible name, as a person who listens to the page finds it. */
export function role(kind, name) {
  return `::-p-aria([name="${name.replaceAll('"', '\\"')}"][role="${kind}"])`;
}

/** An element by its `data-testid`, for what has no name of its own. */
export function testId(id) {
  return `[data-testid="${id}"]`;
}

/** Fails with a sentence unless the claim holds. */
export function expect(claim, sentence) {
  if (!claim) throw new Error(sentence);
}

/** Fails and shows both unless they are the same. */
export function expectSame(actual, expected, what) {
  const [shown, wanted] = [actual, expected].map((value) => JSON.stringify(value));
  expect(shown === wanted, `${what}: expected ${wanted}, got ${shown}`);
}
