// Gestures that everybody is put through, and what the main thread pays for each of their events.

/** Events of a gesture. */
const EVENTS = 60;
/** A gesture that lasts longer is cut, in milliseconds; what an event costs is of those that were sent. */
const LONGEST = 3000;
/** How much one event of a zoom is to change the scale. */
const ZOOM = 1.03;

/** What the page is told before any of its own code runs. */
export function prepare({ boxes, connections }) {
  const frame = () => new Promise((kept) => requestAnimationFrame(kept));
  const bench = (window.__measure = {
    gaps: [],
    /** Two frames, and the task after: then the first of them has been painted. */
    async painted() {
      await frame();
      await frame();
      await new Promise((kept) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = kept;
        port2.postMessage(0);
      });
    },
    /** Frames have come in time for a while. */
    async settled(most = 8000) {
      const began = performance.now();
      let [calm, last] = [0, await frame()];
      while (calm < 6 && performance.now() - began < most) {
        const now = await frame();
        calm = now - last < 40 ? calm + 1 : 0;
        last = now;
      }
    },
    watch() {
      bench.gaps = [];
      let last = null;
      const next = (now) => {
        if (last !== null) bench.gaps.push(now - last);
        last = now;
        bench.watching = requestAnimationFrame(next);
      };
      bench.watching = requestAnimationFrame(next);
    },
    unwatch() {
      cancelAnimationFrame(bench.watching);
      return bench.gaps;
    },
  });
  let hook;
  bench.loaded = new Promise((kept, failed) => {
    const load = async () => {
      await hook.ready;
      await hook.load(boxes, connections);
      while (!hook.nodeCenter(0)) await frame();
      await bench.painted();
      return performance.now();
    };
    Object.defineProperty(window, '__bench', {
      get: () => hook,
      set: (value) => {
        hook = value;
        load().then(kept, failed);
      },
    });
  });
}

/** A page under measurement: its tab, and the protocol of the browser. */
export class Subject {
  constructor(page, protocol) {
    this.page = page;
    this.protocol = protocol;
  }

  /** Milliseconds of the main thread until now, of its own time: what other programs take does not count. */
  async spent() {
    const { metrics } = await this.protocol.send('Performance.getMetrics');
    return metrics.find((metric) => metric.name === 'TaskDuration').value * 1000;
  }

  centre(number) {
    return this.page.evaluate((at) => window.__bench.nodeCenter(at), number);
  }

  async look(view) {
    await this.page.evaluate((name) => window.__bench[name](), view);
    await this.page.evaluate(() => window.__measure.settled());
  }

  painted() {
    return this.page.evaluate(() => window.__measure.painted());
  }

  mouse(event) {
    return this.protocol.send('Input.dispatchMouseEvent', { pointerType: 'mouse', ...event });
  }

  wheel(deltaX, deltaY, zooms = false) {
    return this.mouse({ type: 'mouseWheel', x: 640, y: 400, deltaX, deltaY, modifiers: zooms ? 2 : 0 });
  }

  /** Sends events, each when the one before was taken. What one costs, and the 95th percentile between frames. */
  async paid(events) {
    await this.page.evaluate(() => window.__measure.settled(4000));
    await this.page.evaluate(() => window.__measure.watch());
    const [before, began] = [await this.spent(), performance.now()];
    let sent = 0;
    for (const send of events) {
      await send();
      sent += 1;
      if (performance.now() - began > LONGEST) break;
    }
    await this.painted();
    const after = await this.spent();
    const gaps = (await this.page.evaluate(() => window.__measure.unwatch())).sort((one, other) => one - other);
    return { cost: (after - before) / sent, gap: gaps[Math.floor(gaps.length * 0.95)] ?? 0, sent };
  }

  /** Drags a box 600 pixels to the right. */
  async drag(number) {
    const from = await this.centre(number);
    const hold = (type, x, y, held = true) =>
      this.mouse({ type, x, y, button: held ? 'left' : 'none', buttons: held ? 1 : 0, clickCount: type === 'mouseMoved' ? 0 : 1 });
    await hold('mouseMoved', from.x, from.y, false);
    await hold('mousePressed', from.x, from.y);
    // Beyond what anybody takes for a click, before it counts.
    await hold('mouseMoved', from.x + 4, from.y);
    await this.painted();
    const place = (step) => [from.x + (step * 600) / EVENTS, from.y + 20 * Math.sin(step / 6)];
    const paid = await this.paid(Array.from({ length: EVENTS }, (_, step) => () => hold('mouseMoved', ...place(step + 1))));
    const [x, y] = place(paid.sent);
    await this.mouse({ type: 'mouseReleased', x, y, button: 'left', buttons: 0, clickCount: 1 });
    await this.page.evaluate(() => window.__measure.settled(4000));
    const moved = (await this.centre(number)).x - from.x;
    return { ...paid, worked: Math.abs(moved - (x - from.x)) < 0.2 * (x - from.x) };
  }

  /** Pans there and back. */
  async pan(step) {
    const from = await this.centre(0);
    await this.wheel(step, 0);
    await this.painted();
    const moved = from.x - (await this.centre(0)).x;
    await this.wheel(-step, 0);
    const event = (_, number) => () => (number < EVENTS / 2 ? this.wheel(step, step / 2) : this.wheel(-step, -step / 2));
    return { ...(await this.paid(Array.from({ length: EVENTS }, event))), worked: Math.abs(moved - step) < 0.2 * step };
  }

  /** How far apart the first two boxes are on the screen: the scale. */
  async span() {
    const [one, other] = [await this.centre(0), await this.centre(1)];
    return Math.hypot(other.x - one.x, other.y - one.y);
  }

  /** Zooms out and in again, by as much an event with everybody. */
  async zoom() {
    const before = await this.span();
    for (let time = 0; time < 3; time += 1) await this.wheel(0, 4, true);
    await this.painted();
    const [after, one] = [await this.span(), 4];
    for (let time = 0; time < 3; time += 1) await this.wheel(0, -4, true);
    await this.painted();
    const change = Math.abs(Math.log(after / before)) / 3;
    const delta = change > 1e-6 ? Math.min(300, (one * Math.log(ZOOM)) / change) : 8;
    const half = (way) => this.paid(Array.from({ length: EVENTS / 2 }, () => () => this.wheel(0, way * delta, true)));
    const start = await this.span();
    const out = await half(1);
    const far = await this.span();
    const back = await half(-1);
    return { cost: (out.cost + back.cost) / 2, gap: Math.max(out.gap, back.gap), sent: out.sent + back.sent, worked: far < 0.75 * start };
  }
}
