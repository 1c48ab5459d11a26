// What the bench itself costs: the same gestures, and nothing is drawn.

import './look.css';

const start = { x: 160, y: 112, zoom: 1 };
let view = { ...start };
let held = null;
addEventListener('pointerdown', (event) => (held = event.clientX - view.x));
addEventListener('pointermove', (event) => held !== null && (view.x = event.clientX - held));
addEventListener('pointerup', () => (held = null));
addEventListener(
  'wheel',
  (event) => {
    event.preventDefault();
    if (event.ctrlKey) view.zoom *= Math.exp(-event.deltaY / 100);
    else view.x -= event.deltaX;
  },
  { passive: false },
);
window.__bench = {
  ready: Promise.resolve(),
  load: async () => {},
  home: async () => (view = { ...start }),
  fit: async () => {},
  nodeCenter: (number) => ({ x: view.x + number * 220 * view.zoom, y: view.y }),
};
