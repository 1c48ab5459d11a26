// Starting the browser that the machine has. `LOADBEARING_CHROMIUM` says where it is.

import puppeteer from 'puppeteer-core';

export async function launch() {
  return await puppeteer.launch({
    executablePath: process.env.LOADBEARING_CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    defaultViewport: { width: 1280, height: 800 },
    args: [
      '--lang=en-GB',
      '--disable-dev-shm-usage',
      // The browser's own errands find no one; only the page's server is left.
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
      // Chromium refuses to sandbox what root starts.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  });
}
