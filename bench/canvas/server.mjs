// Serves the peers and the built page from one place, packed as hosts pack (Brotli), ready before anybody asks.

import { readFile, readdir, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';

const TYPES = {
  '.css': 'text/css', '.html': 'text/html', '.js': 'text/javascript', '.json': 'application/json', '.png': 'image/png',
  '.svg': 'image/svg+xml', '.txt': 'text/plain', '.wasm': 'application/wasm', '.woff2': 'font/woff2',
};
const PACKED = new Set(['.css', '.html', '.js', '.json', '.svg', '.txt', '.wasm']);
const pack = promisify(brotliCompress);

async function filesIn(folder, path = '/') {
  const found = [];
  for (const name of await readdir(folder)) {
    const file = join(folder, name);
    if ((await stat(file)).isDirectory()) found.push(...(await filesIn(file, `${path}${name}/`)));
    else found.push([`${path}${name}`, file]);
  }
  return found;
}

/** Serves folders by the names that they get. Gives the address and a way to stop. */
export async function serve(folders) {
  const bodies = new Map();
  for (const [name, folder] of Object.entries(folders)) {
    for (const [path, file] of await filesIn(folder, `/${name}/`)) {
      const ending = extname(file);
      const plain = await readFile(file);
      const headers = { 'content-type': TYPES[ending] ?? 'application/octet-stream', 'cache-control': 'no-store' };
      if (PACKED.has(ending)) headers['content-encoding'] = 'br';
      const body = PACKED.has(ending) ? await pack(plain) : plain;
      bodies.set(path, { headers, body });
      if (path.endsWith('/index.html')) bodies.set(path.slice(0, -'index.html'.length), { headers, body });
    }
  }
  const server = createServer((request, response) => {
    const found = bodies.get(decodeURIComponent(new URL(request.url, 'http://here').pathname));
    if (found) response.writeHead(200, found.headers).end(found.body);
    else response.writeHead(404).end();
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    address: `http://127.0.0.1:${server.address().port}`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
