// The graph that everybody draws: a grid of boxes, connected in a chain, then with what stands below or beside that, and
// one in twenty far away. The page draws the same (`app/src/studio/bench.rs`).

/** The size of a box, in world pixels. */
export const BOX = { width: 160, height: 64 };
const CORNER = { x: 80, y: 80 };
const STEP = { x: 220, y: 120 };

/** So many boxes, and connections given by the numbers of their ends. */
export function grid(boxes, connections) {
  const columns = Math.ceil(Math.sqrt(boxes));
  const nodes = Array.from({ length: boxes }, (_, number) => ({
    id: `n${number}`,
    name: `Service ${number}`,
    x: CORNER.x + (number % columns) * STEP.x,
    y: CORNER.y + Math.floor(number / columns) * STEP.y,
  }));
  // The usual linear congruence, so that every run draws the same.
  let seed = 42;
  const share = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
  const far = (from, drawn) => {
    if (drawn < 0.5) return from + columns;
    return drawn < 0.95 ? from + columns + 1 : Math.floor(share() * boxes);
  };
  const edges = Array.from({ length: connections }, (_, number) => {
    const from = number % boxes;
    const to = (number < boxes ? from + 1 : far(from, share())) % boxes;
    return { id: `e${number}`, from, to: to === from ? (from + 1) % boxes : to };
  });
  return { nodes, edges };
}

/** Kept with the next frame. */
export const frame = () => new Promise((kept) => requestAnimationFrame(kept));
