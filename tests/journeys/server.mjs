// Serves the built folder under a sub-path, as a plain static host would: no fallback for unknown
// paths, no headers but the type. What works here works anywhere.

import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';

export const SUB_PATH = '/some/sub/path/';

export const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

/** The file of `folder` that a request's path means, or null where it means none. */
export function fileFor(folder, path) {
  if (!path.startsWith(SUB_PATH)) return null;
  const asked = decodeURIComponent(path.slice(SUB_PATH.length)) || 'index.html';
  const file = normalize(join(folder, asked));
  return file.startsWith(folder + sep) ? file : null;
}

/** What is not handed out for now, and what waits for it. Journeys run one after another. */
const held = { pattern: null, waiting: [] };

/** From now on, holds back what matches, as a slow network does, also from workers. Gives what lets it go. */
export function holdBack(pattern) {
  held.pattern = pattern;
  return letGo;
}

/** Holds nothing back any more. */
export function letGo() {
  held.pattern = null;
  for (const go of held.waiting.splice(0)) go();
}

/** Starts serving; gives the address of the page and a way to stop. */
export async function serve(folder) {
  const server = createServer(async (request, response) => {
    if (held.pattern?.test(request.url)) await new Promise((go) => held.waiting.push(go));
    const file = fileFor(folder, new URL(request.url, 'http://here').pathname);
    const found = file && (await stat(file).catch(() => null));
    if (!found?.isFile()) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('not found');
      return;
    }
    const type = TYPES[extname(file)] ?? 'application/octet-stream';
    response.writeHead(200, { 'content-type': type, 'cache-control': 'no-cache' });
    createReadStream(file).pipe(response);
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    address: `http://127.0.0.1:${server.address().port}${SUB_PATH}`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
