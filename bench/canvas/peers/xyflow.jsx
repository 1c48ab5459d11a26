// React Flow as its documentation builds a page, with memoised nodes. `?cull` draws only what is in view.

import { memo, useEffect } from 'react';
import { createRoot } from 'react-dom/client';
import { Handle, MarkerType, Position, ReactFlow, ReactFlowProvider, useEdgesState, useNodesState, useReactFlow } from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import './look.css';
import { BOX, frame, grid } from '../graph.mjs';

const isCulled = location.search.includes('cull');
const Box = memo(({ data }) => (
  <div className="peer-box">
    <Handle type="target" position={Position.Left} />
    <b>{data.name}</b>
    <Handle type="source" position={Position.Right} />
  </div>
));
const nodeTypes = { box: Box };
let begin;
const ready = new Promise((kept) => (begin = kept));

function Flow() {
  const [nodes, setNodes, onNodesChange] = useNodesState([]);
  const [edges, setEdges, onEdgesChange] = useEdgesState([]);
  const flow = useReactFlow();
  useEffect(() => {
    window.__bench = {
      ready,
      async load(boxes, connections) {
        const graph = grid(boxes, connections);
        setNodes(graph.nodes.map(({ id, name, x, y }) => ({ id, type: 'box', position: { x, y }, data: { name } })));
        const markerEnd = { type: MarkerType.ArrowClosed };
        setEdges(graph.edges.map(({ id, from, to }) => ({ id, source: `n${from}`, target: `n${to}`, markerEnd })));
        // Edges come once the handles of their nodes have been measured.
        const wanted = isCulled ? 1 : connections;
        while (document.querySelectorAll('.react-flow__edge').length < wanted) await frame();
      },
      home: async () => {
        await flow.setViewport({ x: 0, y: 0, zoom: 1 });
        await frame();
      },
      fit: async () => {
        await flow.fitView({ padding: 0.02 });
        await frame();
      },
      nodeCenter(number) {
        const at = flow.getNode(`n${number}`)?.position;
        return at ? flow.flowToScreenPosition({ x: at.x + BOX.width / 2, y: at.y + BOX.height / 2 }) : null;
      },
    };
    begin();
  }, []);
  return (
    <ReactFlow
      nodes={nodes}
      edges={edges}
      nodeTypes={nodeTypes}
      onNodesChange={onNodesChange}
      onEdgesChange={onEdgesChange}
      onlyRenderVisibleElements={isCulled}
      minZoom={0.02}
      maxZoom={4}
      panOnScroll
      panOnScrollSpeed={1}
      zoomOnPinch
    />
  );
}

createRoot(document.getElementById('root')).render(<ReactFlowProvider><Flow /></ReactFlowProvider>);
