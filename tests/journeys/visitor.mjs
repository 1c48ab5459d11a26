// Someone who uses the page with a real mouse and keyboard, and notices everything that goes wrong
// on the way: an error in the console, a failed request, a request to another host.
//
// Waits are for something to be seen, never for time to pass.

import { holdBack, letGo } from './server.mjs';

/** How long something may take to be seen, in milliseconds: generous, for busy machines. */
const PATIENCE = 30_000;

/** How many moves a drag is made of: enough that a threshold is crossed on the way. */
const DRAG_STEPS = 12;

const MODIFIERS = ['Control', 'Shift', 'Alt', 'Meta'];

export class Visitor {
  #expected = [];

  constructor(context, page, address) {
    this.context = context;
    this.page = page;
    this.address = address;
    /** What went wrong so far, a sentence each. */
    this.problems = [];
    /** The addresses of everything that was loaded. */
    this.loaded = [];
    this.#watch();
  }

  /** A visitor whose profile is new, on the page with this fragment (for instance `#1.…`). */
  static async arrive(browser, address, fragment = '') {
    const context = await browser.createBrowserContext();
    // Pages from a disk have no origin that anything could be granted to.
    const origin = new URL(address).origin;
    if (origin !== 'null') {
      await context.overridePermissions(origin, ['clipboard-read', 'clipboard-write', 'clipboard-sanitized-write']);
    }
    const visitor = await Visitor.#openIn(context, address);
    await visitor.go(fragment);
    return visitor;
  }

  static async #openIn(context, address) {
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    return new Visitor(context, page, address);
  }

  /** A second tab with the same profile; what goes wrong there counts here as well. */
  async secondTab(fragment = '') {
    const other = await Visitor.#openIn(this.context, this.address);
    other.problems = this.problems;
    await other.go(fragment);
    return other;
  }

  /** Opens the page anew with this fragment. */
  async go(fragment = '') {
    // A change of the fragment alone would not load the page again.
    await this.page.goto('about:blank');
    await this.page.goto(this.address + fragment, { waitUntil: 'load' });
  }

  /** From the next page on, nothing is taken from an earlier visit, and what matches is held back. Gives what lets it go. */
  async holdBack(pattern) {
    await this.page.setCacheEnabled(false);
    await this.page.setBypassServiceWorker(true);
    return holdBack(pattern);
  }

  /** Loads the page again, with the same profile. */
  async reload() {
    await this.page.reload({ waitUntil: 'load' });
  }

  /** Says that a problem that matches is part of the journey. */
  allow(pattern) {
    this.#expected.push(pattern);
  }

  /** The problems that no one allowed. */
  unexpected() {
    return this.problems.filter((problem) => !this.#expected.some((each) => each.test(problem)));
  }

  /** Waits until something matching is seen, and gives it. */
  async see(selector) {
    return await this.#orSay(
      `did not see ${selector}`,
      this.page.waitForSelector(selector, { visible: true }),
    );
  }

  /** Waits until nothing matching is seen any more. */
  async seeNo(selector) {
    await this.#orSay(
      `still saw ${selector}`,
      this.page.waitForSelector(selector, { hidden: true }),
    );
  }

  /** Waits until the text stands somewhere in what matches. */
  async seeText(text, selector = 'body') {
    await this.until(
      `the text ${JSON.stringify(text)} in ${selector}`,
      (where, wanted) => document.querySelector(where)?.innerText.includes(wanted),
      selector,
      text,
    );
  }

  /** Waits until a function, run in the page, gives something true; gives that. */
  async until(what, check, ...given) {
    const found = await this.#orSay(
      `waited in vain for ${what}`,
      this.page.waitForFunction(check, { polling: 50 }, ...given),
    );
    return await found.jsonValue();
  }

  /** The text of what matches, once it is seen. */
  async text(selector) {
    const element = await this.see(selector);
    return await element.evaluate((seen) => seen.innerText.trim());
  }

  /** How many elements match right now. */
  async count(selector) {
    return (await this.page.$$(selector)).length;
  }

  /** The middle of what matches (a selector or an element), in pixels of the window. */
  async middleOf(target) {
    let last = null;
    // What is still being drawn moves, or is drawn anew: a person waits until it stands still.
    for (let look = 0; look < 100; look += 1) {
      const element = typeof target === 'string' ? await this.see(target) : target;
      const box = await placeOf(element);
      const middle = box && { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      if (middle && last && middle.x === last.x && middle.y === last.y) return middle;
      last = middle;
      await this.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    }
    throw new Error(`${target} has no place on the page where it stays`);
  }

  /** Waits until the engine has said all of the open design, if it has begun. */
  async settled() {
    await this.until('the engine', () => document.documentElement.dataset.evaluated !== 'false');
  }

  /** Clicks a selector, an element or a point with the mouse. */
  async click(target, { button = 'left', times = 1, holding = [] } = {}) {
    await this.settled();
    const { x, y } = await this.#pointOf(target);
    await this.#holding(holding, async () => {
      await this.#moveTo({ x, y });
      await this.page.mouse.click(x, y, { button, count: times });
    });
  }

  /** Drags from one selector, element or point to another, with real moves in between. */
  async drag(from, to, { button = 'left', holding = [] } = {}) {
    const [start, end] = [await this.#pointOf(from), await this.#pointOf(to)];
    await this.#holding(holding, async () => {
      await this.#moveTo(start);
      await this.page.mouse.down({ button });
      await this.#moveTo(end, DRAG_STEPS);
      await this.page.mouse.up({ button });
    });
  }

  /** Turns the wheel over a point; with `holding: ['Control']` that usually zooms. */
  async wheel(over, { x = 0, y = 0, holding = [] }) {
    await this.#moveTo(await this.#pointOf(over));
    await this.#holding(holding, () => this.page.mouse.wheel({ deltaX: x, deltaY: y }));
  }

  /** Presses a key or a chord: `Escape`, `Control+Shift+z`. */
  async press(chord) {
    const keys = chord.split('+').map((key) => key || '+');
    const held = keys.filter((key) => MODIFIERS.includes(key));
    const others = keys.filter((key) => !MODIFIERS.includes(key));
    await this.#holding(held, async () => {
      for (const key of others) await this.page.keyboard.press(key);
    });
  }

  /** Types into whatever has the focus. */
  async type(text) {
    await this.page.keyboard.type(text);
  }

  /** Replaces what stands in a field, as a person would, and leaves it by `finish`. */
  async fill(selector, text, { finish = 'Tab' } = {}) {
    await this.click(selector);
    await this.press('Control+a');
    await this.press('Backspace');
    await this.type(text);
    if (finish) await this.press(finish);
  }

  /** Clicks what opens a file dialog and chooses these files there. */
  async chooseFiles(opener, ...files) {
    const [chooser] = await Promise.all([this.page.waitForFileChooser(), this.click(opener)]);
    await chooser.accept(files);
  }

  /** What is in the clipboard, as text. */
  async clipboard() {
    return await this.page.evaluate(() => navigator.clipboard.readText());
  }

  /** Puts a text into the clipboard. */
  async putIntoClipboard(text) {
    await this.page.evaluate((put) => navigator.clipboard.writeText(put), text);
  }

  /** Leaves: closes every tab of this profile and forgets it. */
  async leave() {
    letGo();
    await this.context.close();
  }

  #watch() {
    const note = (problem) => this.problems.push(problem);
    const own = new URL(this.address).origin;
    this.page.on('console', (message) => {
      if (/^(error|warn)/.test(message.type())) note(`console: ${message.text()}`);
    });
    this.page.on('pageerror', (error) => note(`error: ${error.message}`));
    this.page.on('request', (request) => {
      const { protocol, origin } = new URL(request.url());
      const outside = ['http:', 'https:', 'ws:', 'wss:'].includes(protocol) && origin !== own;
      if (outside) note(`request to another host: ${request.url()}`);
      if (origin === own) this.loaded.push(request.url());
    });
    this.page.on('requestfailed', (request) => {
      note(`request failed: ${request.url()} (${request.failure()?.errorText})`);
    });
    this.page.on('response', (response) => {
      if (response.status() >= 400) note(`answer ${response.status()}: ${response.url()}`);
    });
  }

  async #pointOf(target) {
    return typeof target.x === 'number' ? target : await this.middleOf(target);
  }

  async #moveTo(point, steps = 1) {
    await this.page.mouse.move(point.x, point.y, { steps });
  }

  async #holding(keys, action) {
    for (const key of keys) await this.page.keyboard.down(key);
    try {
      await action();
    } finally {
      for (const key of keys) await this.page.keyboard.up(key);
    }
  }

  async #orSay(sentence, promise) {
    try {
      return await promise;
    } catch (cause) {
      throw new Error(sentence, { cause });
    }
  }
}

/** Where an element is, once it is scrolled to; nothing where it was drawn anew meanwhile. */
async function placeOf(element) {
  try {
    await element.scrollIntoView();
    return await element.boundingBox();
  } catch (gone) {
    if (/detached/.test(gone.message)) return null;
    throw gone;
  }
}
