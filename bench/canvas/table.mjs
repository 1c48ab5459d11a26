// Medians of what was measured, as tables.

const GESTURES = ['dragNear', 'panNear', 'zoomNear', 'dragAll', 'panAll'];

export function median(figures) {
  const sorted = [...figures].sort((one, other) => one - other);
  const [below, above] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return sorted.length > 0 ? (below + above) / 2 : NaN;
}

const shown = (figure, digits = 1) => (Number.isFinite(figure) ? figure.toFixed(digits) : '–');

function table(heads, lines) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map((_, column) => (column ? '--:' : '---'))), ...lines.map(line)].join('\n');
}

/** When the first of 100 boxes was painted over the throttled link; on a first visit, the first of the page's own drawing. */
export function loadTable(names, rows) {
  const heads = ['10 Mbit/s, 40 ms', 'first box painted, ms'];
  const of = (name) => rows.filter((row) => row.name === name && row.boxes === 'slow' && row.load.painted);
  return table(heads, names.map((name) => [name, shown(median(of(name).map((row) => row.load.painted)), 0)]));
}

/** What the main thread pays for each event, and in brackets the 95th percentile between two frames. */
export function gestureTable(names, rows, boxes) {
  const heads = ['ms of the main thread', 'load', 'load and what follows', 'idle a second', 'drag near', 'pan near', 'zoom near', 'drag, all in view', 'pan, all in view', 'elements'];
  const lines = names.map((name) => {
    const own = rows.filter((row) => row.name === name && row.boxes === boxes && row.load);
    const cell = (gesture) => {
      const found = own.map((row) => row[gesture]).filter(Boolean);
      const worked = found.filter((one) => one.worked);
      if (worked.length === 0) return found.length > 0 ? 'no effect' : '–';
      return `${shown(median(worked.map((one) => one.cost)))} (${shown(median(worked.map((one) => one.gap)), 0)})`;
    };
    return [
      name,
      shown(median(own.map((row) => row.load.cost)), 0),
      shown(median(own.map((row) => row.followed ?? NaN).filter(Number.isFinite)), 0),
      shown(median(own.map((row) => row.idle ?? NaN).filter(Number.isFinite))),
      ...GESTURES.map(cell),
      shown(median(own.map((row) => row.elements ?? NaN).filter(Number.isFinite)), 0),
    ];
  });
  return table(heads, lines);
}
