// Steps that several journeys share: ways of getting somewhere, with a real mouse.

import { testId } from './harness.mjs';

/** Opens the page on an empty design. */
export async function onEmptyCanvas(visit) {
  const visitor = await visit();
  await visitor.see(testId('box-redis'));
  await visitor.click(testId('menu'));
  await visitor.click(testId('menu-new-design'));
  await visitor.see(testId('empty'));
  return visitor;
}

/** The middle of the right border of a box, from where connections are drawn. */
export async function rightBorder(visitor, id) {
  const element = await visitor.see(testId(`box-${id}`));
  const box = await element.boundingBox();
  return { x: box.x + box.width - 1, y: box.y + box.height / 2 };
}

/** A point of the canvas, as shares of its width and height. */
export async function onCanvas(visitor, across, down) {
  const element = await visitor.see(testId('canvas'));
  const box = await element.boundingBox();
  return { x: box.x + box.width * across, y: box.y + box.height * down };
}

/** The point of a connection that lies halfway, by the `data-testid` of the connection. */
export async function middleOfConnection(visitor, id) {
  const line = await visitor.see(`${testId(id)} .line`);
  return await line.evaluate((path) => {
    const point = path.getPointAtLength(path.getTotalLength() / 2);
    const { a, d, e, f } = path.getScreenCTM();
    return { x: point.x * a + e, y: point.y * d + f };
  });
}

/** The link of the open design, as the menu copies it. */
export async function copiedLink(visitor) {
  await visitor.putIntoClipboard('');
  await visitor.click(testId('menu'));
  await visitor.click(testId('menu-copy-link'));
  return await visitor.until('the link in the clipboard', async () => {
    const text = await navigator.clipboard.readText();
    return text.includes('#') ? text : '';
  });
}
