// Excalidraw in its zen mode, which keeps tool bars out of the way of the box that is dragged.

import { createRoot } from 'react-dom/client';
import { Excalidraw, convertToExcalidrawElements } from '@excalidraw/excalidraw';
import '@excalidraw/excalidraw/index.css';
import './look.css';
import { BOX, frame, grid } from '../graph.mjs';

const plain = { roughness: 0, strokeWidth: 1, strokeColor: '#0f172a' };
let api = null;

function elementsOf({ nodes, edges }) {
  const boxes = nodes.map(({ id, name, x, y }) => ({
    ...plain, ...BOX, type: 'rectangle', id, x, y,
    backgroundColor: '#ffffff', fillStyle: 'solid', roundness: { type: 3 },
    label: { text: name, fontSize: 13, fontFamily: 2 },
  }));
  const arrows = edges.map(({ id, from, to }) => {
    const [one, other] = [nodes[from], nodes[to]];
    const [width, height] = [other.x - one.x - BOX.width || 1, other.y - one.y];
    return {
      ...plain, type: 'arrow', id, x: one.x + BOX.width, y: one.y + BOX.height / 2, width, height,
      points: [[0, 0], [width, height]], start: { id: one.id }, end: { id: other.id },
    };
  });
  return convertToExcalidrawElements([...boxes, ...arrows], { regenerateIds: false });
}

const home = { scrollX: 0, scrollY: 0, zoom: { value: 1 } };
const drawn = async () => {
  await frame();
  await frame();
};

async function whole() {
  while (api.getAppState().isLoading || !document.querySelector('canvas')) await frame();
  await frame();
}

function learn(given) {
  if (api) return;
  api = given;
  window.__bench = {
    ready: whole(),
    async load(boxes, connections) {
      api.updateScene({ elements: elementsOf(grid(boxes, connections)), appState: home, captureUpdate: 'NEVER' });
      await drawn();
    },
    async home() {
      api.updateScene({ appState: home });
      await drawn();
    },
    async fit() {
      api.scrollToContent(undefined, { fitToContent: true, animate: false });
      await drawn();
    },
    nodeCenter(number) {
      const box = api.getSceneElements().find((element) => element.id === `n${number}`);
      const state = api.getAppState();
      const on = (place, size, scroll, offset) => (place + size / 2 + scroll) * state.zoom.value + offset;
      return box ? { x: on(box.x, box.width, state.scrollX, state.offsetLeft), y: on(box.y, box.height, state.scrollY, state.offsetTop) } : null;
    },
  };
}

createRoot(document.getElementById('root')).render(
  <div style={{ height: '100%' }}>
    <Excalidraw excalidrawAPI={learn} initialData={{ appState: { zenModeEnabled: true } }} />
  </div>,
);
