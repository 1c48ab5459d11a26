// Cytoscape.js. Its own wheel zooms; here it pans, and zooms with Ctrl, as everywhere else.

import cytoscape from 'cytoscape';
import './look.css';
import { BOX, frame, grid } from '../graph.mjs';

const root = document.getElementById('root');
const graph = cytoscape({
  container: root,
  minZoom: 0.02,
  maxZoom: 4,
  userZoomingEnabled: false,
  boxSelectionEnabled: false,
  style: [
    {
      selector: 'node',
      style: {
        ...BOX, shape: 'round-rectangle', 'background-color': '#fff', 'border-width': 1, 'border-color': '#64748b',
        label: 'data(name)', 'text-valign': 'center', 'font-size': 13, 'font-family': 'system-ui, sans-serif',
      },
    },
    {
      selector: 'edge',
      style: {
        width: 1, 'curve-style': 'bezier', 'line-color': '#64748b',
        'target-arrow-shape': 'triangle', 'target-arrow-color': '#64748b',
      },
    },
  ],
});
root.addEventListener(
  'wheel',
  (event) => {
    event.preventDefault();
    const at = { x: event.clientX, y: event.clientY };
    if (event.ctrlKey) graph.zoom({ level: graph.zoom() * Math.exp(-event.deltaY / 100), renderedPosition: at });
    else graph.panBy({ x: -event.deltaX, y: -event.deltaY });
  },
  { passive: false },
);
const drawn = async () => {
  await frame();
  await frame();
};
window.__bench = {
  ready: Promise.resolve(),
  async load(boxes, connections) {
    const { nodes, edges } = grid(boxes, connections);
    graph.add([
      ...nodes.map(({ id, name, x, y }) => ({ group: 'nodes', data: { id, name }, position: { x: x + BOX.width / 2, y: y + BOX.height / 2 } })),
      ...edges.map(({ id, from, to }) => ({ group: 'edges', data: { id, source: `n${from}`, target: `n${to}` } })),
    ]);
    graph.viewport({ zoom: 1, pan: { x: 0, y: 0 } });
    await new Promise((kept) => graph.one('render', kept));
  },
  async home() {
    graph.viewport({ zoom: 1, pan: { x: 0, y: 0 } });
    await drawn();
  },
  async fit() {
    graph.fit(undefined, 10);
    await drawn();
  },
  nodeCenter(number) {
    const node = graph.getElementById(`n${number}`);
    const { left, top } = root.getBoundingClientRect();
    return node.length ? { x: node.renderedPosition('x') + left, y: node.renderedPosition('y') + top } : null;
  },
};
