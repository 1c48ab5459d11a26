// Bundles the peers as they are built for production: a folder each.

import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
/** Peers by the name of their folder, and the file that each is. */
const FILES = { blank: 'blank.js', xyflow: 'xyflow.jsx', excalidraw: 'excalidraw.jsx', cytoscape: 'cytoscape.js' };
/** Excalidraw fetches its fonts from here, in place of a host on the web. */
const FONTS = '<script>window.EXCALIDRAW_ASSET_PATH = "/excalidraw/"</script>';

/** Puts all peers into a folder. */
export async function buildPeers(folder) {
  for (const [name, file] of Object.entries(FILES)) {
    const out = join(folder, name);
    await rm(out, { recursive: true, force: true });
    await mkdir(out, { recursive: true });
    await build({
      entryPoints: { app: join(here, 'peers', file) },
      outdir: out,
      bundle: true,
      minify: true,
      splitting: true,
      format: 'esm',
      target: 'es2022',
      jsx: 'automatic',
      conditions: ['production'],
      define: { 'process.env.NODE_ENV': '"production"', 'process.env.IS_PREACT': '"false"', 'import.meta.env': '{}' },
      loader: { '.woff2': 'file', '.svg': 'file', '.png': 'file' },
      legalComments: 'none',
      logLevel: 'error',
    });
    if (name === 'excalidraw') {
      await cp(join(here, 'node_modules/@excalidraw/excalidraw/dist/prod/fonts'), join(out, 'fonts'), { recursive: true });
    }
    const head = `<meta charset="utf-8"><title>${name}</title><link rel="stylesheet" href="app.css">${name === 'excalidraw' ? FONTS : ''}`;
    await writeFile(join(out, 'index.html'), `<!doctype html><html><head>${head}</head><body><div id="root"></div><script type="module" src="app.js"></script></body></html>`);
  }
}
