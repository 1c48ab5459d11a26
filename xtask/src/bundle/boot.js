// Starts the page that stands in a single file. Pages opened from a disk may load no modules and fetch nothing, and
// their workers have to be made here: so all files lie in this one, packed, and are handed out by this script where the
// page asks for them. Knows nothing of what the page does with them.
//
// `cargo xtask bundle` puts this script last into the file, behind `<script id="files">` with what was packed.
(async () => {
  'use strict';

  /** Text of seven bits a letter, as bytes. Letters that a file of HTML does not keep as they are stand 192 higher. */
  function bytesOf(text) {
    const bytes = new Uint8Array(Math.floor((text.length * 7) / 8));
    let held = 0;
    let count = 0;
    let to = 0;
    for (let at = 0; at < text.length; at += 1) {
      const letter = text.charCodeAt(at);
      held = ((held << 7) | (letter < 128 ? letter : letter - 192)) & 0x7fff;
      count += 7;
      if (count >= 8) {
        count -= 8;
        bytes[to] = held >> count;
        to += 1;
      }
    }
    return bytes;
  }

  /** Undoes LZMA, from a file of the kind `.lzma`, as its specification says: https://7-zip.org/sdk.html */
  function unpacked(input) {
    const properties = input[0];
    const lc = properties % 9;
    const lp = Math.floor(properties / 9) % 5;
    const pb = Math.floor(properties / 45);
    const size = new DataView(input.buffer, input.byteOffset).getUint32(5, true);
    const output = new Uint8Array(size);
    let from = 14;
    let to = 0;
    let range = 0xffffffff;
    let code = 0;
    const next = () => {
      code = ((code << 8) | input[from]) >>> 0;
      from += 1;
    };
    for (let count = 0; count < 4; count += 1) next();

    const odds = (count) => new Uint16Array(count).fill(1024);
    function bit(table, index) {
      if (range < 0x1000000) {
        range = (range << 8) >>> 0;
        next();
      }
      const bound = (range >>> 11) * table[index];
      if (code < bound) {
        range = bound;
        table[index] += (2048 - table[index]) >> 5;
        return 0;
      }
      range -= bound;
      code -= bound;
      table[index] -= table[index] >> 5;
      return 1;
    }
    function even(count) {
      let value = 0;
      for (let left = count; left > 0; left -= 1) {
        if (range < 0x1000000) {
          range = (range << 8) >>> 0;
          next();
        }
        range >>>= 1;
        const one = code >= range;
        if (one) code -= range;
        value = value * 2 + (one ? 1 : 0);
      }
      return value;
    }
    function tree(table, start, bits) {
      let node = 1;
      for (let left = bits; left > 0; left -= 1) node = node * 2 + bit(table, start + node);
      return node - (1 << bits);
    }
    function backwards(table, start, bits) {
      let node = 1;
      let value = 0;
      for (let at = 0; at < bits; at += 1) {
        const one = bit(table, start + node);
        node = node * 2 + one;
        value += one << at;
      }
      return value;
    }
    const lengths = () => ({ choice: odds(2), low: odds(16 << 3), middle: odds(16 << 3), high: odds(256) });
    function length(table, position) {
      if (bit(table.choice, 0) === 0) return 2 + tree(table.low, position << 3, 3);
      if (bit(table.choice, 1) === 0) return 10 + tree(table.middle, position << 3, 3);
      return 18 + tree(table.high, 0, 8);
    }

    const literals = odds(0x300 << (lc + lp));
    const isMatch = odds(12 << 4);
    const isRepeated = odds(12);
    const isSecond = odds(12);
    const isThird = odds(12);
    const isFourth = odds(12);
    const isLong = odds(12 << 4);
    const slots = odds(4 * 64);
    const special = odds(128);
    const aligned = odds(16);
    const matched = lengths();
    const repeated = lengths();
    let state = 0;
    let [first, second, third, fourth] = [0, 0, 0, 0];

    function literal() {
      const before = to > 0 ? output[to - 1] : 0;
      const start = 0x300 * (((to & ((1 << lp) - 1)) << lc) + (before >> (8 - lc)));
      let symbol = 1;
      if (state >= 7) {
        let guess = output[to - first - 1];
        do {
          const guessed = (guess >> 7) & 1;
          guess <<= 1;
          const one = bit(literals, start + ((1 + guessed) << 8) + symbol);
          symbol = symbol * 2 + one;
          if (one !== guessed) break;
        } while (symbol < 0x100);
      }
      while (symbol < 0x100) symbol = symbol * 2 + bit(literals, start + symbol);
      output[to] = symbol;
      to += 1;
      state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
    }
    function distance(count) {
      const slot = tree(slots, Math.min(count - 2, 3) << 6, 6);
      if (slot < 4) return slot;
      const bits = (slot >> 1) - 1;
      const base = (2 | (slot & 1)) * 2 ** bits;
      if (slot < 14) return base + backwards(special, base - slot, bits);
      return base + even(bits - 4) * 16 + backwards(aligned, 0, 4);
    }

    while (to < size) {
      const position = to & ((1 << pb) - 1);
      if (bit(isMatch, (state << 4) + position) === 0) {
        literal();
        continue;
      }
      let count;
      if (bit(isRepeated, state) === 0) {
        [fourth, third, second] = [third, second, first];
        count = length(matched, position);
        state = state < 7 ? 7 : 10;
        first = distance(count);
      } else {
        if (bit(isSecond, state) === 0) {
          if (bit(isLong, (state << 4) + position) === 0) {
            state = state < 7 ? 9 : 11;
            output[to] = output[to - first - 1];
            to += 1;
            continue;
          }
        } else if (bit(isThird, state) === 0) {
          [first, second] = [second, first];
        } else if (bit(isFourth, state) === 0) {
          [first, second, third] = [third, first, second];
        } else {
          [first, second, third, fourth] = [fourth, first, second, third];
        }
        count = length(repeated, position);
        state = state < 7 ? 8 : 11;
      }
      for (let left = Math.min(count, size - to); left > 0; left -= 1) {
        output[to] = output[to - first - 1];
        to += 1;
      }
    }
    return output;
  }

  /** The files by name, out of one after another: a line of JSON with names and lengths, then what they hold. */
  function apart(bytes) {
    const end = bytes.indexOf(10);
    const files = {};
    let at = end + 1;
    for (const [name, size] of JSON.parse(new TextDecoder().decode(bytes.subarray(0, end)))) {
      files[name] = bytes.subarray(at, at + size);
      at += size;
    }
    return files;
  }

  // The text goes from the page once it is read: nothing needs it any more.
  const packed = document.getElementById('files');
  const files = apart(unpacked(bytesOf(packed.textContent)));
  packed.remove();
  const module = await WebAssembly.compile(files['loadbearing.wasm']);
  const address = (...parts) => URL.createObjectURL(new Blob(parts, { type: 'text/javascript' }));

  const outside = self.fetch;
  self.fetch = (place, ...others) =>
    Object.hasOwn(files, place) ? Promise.resolve(new Response(files[place])) : outside.call(self, place, ...others);

  // The worker runs the same module: it comes with the first message, before all others.
  const begin = 'onmessage = ({ data }) => { onmessage = null; wasm_bindgen.initSync({ module: data }); };';
  self.Worker = class extends Worker {
    constructor() {
      super(address(files['loadbearing.js'], begin));
      this.postMessage(module);
    }
  };

  const script = document.createElement('script');
  script.src = address(files['loadbearing.js']);
  await new Promise((done, failed) => {
    script.onload = done;
    script.onerror = () => failed(new Error('the browser does not run what this file holds'));
    document.head.append(script);
  });
  await wasm_bindgen({ module_or_path: module });
  dispatchEvent(new CustomEvent('TrunkApplicationStarted'));
})();
