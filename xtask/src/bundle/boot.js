// Starts the page that stands in a single file. Pages opened from a disk may load no modules and fetch nothing, and
// their workers have to be made here: so all files lie in this one, packed, and are handed out by this script where the
// page asks for them. Knows nothing of what the page does with them.
//
// `cargo xtask bundle` puts this script last into the file, behind the element `files` with what was packed.
(async () => {
  'use strict';

  /** Text as bytes, a letter of windows-1252 each: blocks of 352, each behind the one by which all of them were changed. */
  function bytesOf(text) {
    const letters = new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 256 }, (_, value) => value));
    const values = new Uint8Array(0x10000);
    for (let value = 0; value < 256; value += 1) values[letters.charCodeAt(value)] = value;
    const bytes = new Uint8Array(text.length);
    let to = 0;
    let key = 0;
    for (let at = 0; at < text.length; at += 1) {
      const value = values[text.charCodeAt(at)];
      if (at % 353 === 0) {
        key = value;
      } else {
        bytes[to] = value ^ key;
        to += 1;
      }
    }
    return bytes.subarray(0, to);
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
    const list = JSON.parse(new TextDecoder().decode(bytes.subarray(0, end)));
    const files = {};
    let at = end + 1;
    for (const [name, size] of list.files) {
      files[name] = bytes.subarray(at, at + size);
      at += size;
    }
    return { files, list };
  }

  /** A list of words out of its columns, as `xtask/src/bundle/packing.rs` put it apart. */
  function lines(bytes) {
    const [said, written] = new TextDecoder().decode(bytes).split('\0').map((column) => column.split('\n'));
    return new TextEncoder().encode(said.map((line, at) => line + written[at]).join('\n'));
  }

  /** The module out of its pieces, as the plan in `xtask/src/bundle/module.rs` took it apart. */
  function together(files, { module: size, plan }) {
    const letters = [];
    for (const [from, to, line] of plan) for (let at = from; at <= to; at += 1) letters[at] = line;
    const pieces = {};
    for (const name of 'ocgsilwbt8d') pieces[name] = { bytes: files[name], at: 0 };
    const instructions = pieces.o;
    const body = new Uint8Array(size);
    let end = 0;
    function some(count, { bytes, at }) {
      for (let next = 0; next < count; next += 1) body[end + next] = bytes[at + next];
      end += count;
    }
    function take(count, piece) {
      some(count, piece);
      piece.at += count;
    }
    function number(piece) {
      let value = 0;
      let shift = 0;
      let byte;
      do {
        byte = piece.bytes[piece.at];
        piece.at += 1;
        body[end] = byte;
        end += 1;
        value |= (byte & 0x7f) << shift;
        shift += 7;
      } while (byte >= 0x80);
      return value;
    }
    function numbers(line) {
      for (const letter of line) {
        if (letter === '4' || letter === '8') take(Number(letter), pieces[8]);
        else if (letter === 'v') for (let left = number(instructions); left > 0; left -= 1) number(instructions);
        else if (letter === 'x') numbers(letters[0x100 + number(instructions)]);
        else number(pieces[letter]);
      }
    }

    const { before, after } = files;
    const output = new Uint8Array(size);
    output.set(before);
    let to = before.length;
    while (instructions.at < instructions.bytes.length) {
      end = 0;
      for (let left = number(pieces.d); left > 0; left -= 1) {
        number(pieces.d);
        take(1, pieces.d);
      }
      for (let open = 1; open > 0; ) {
        const instruction = instructions.bytes[instructions.at];
        take(1, instructions);
        if (instruction >= 0x02 && instruction <= 0x04) open += 1;
        if (instruction === 0x0b) open -= 1;
        numbers(letters[instruction]);
      }
      let rest = end;
      do {
        output[to] = rest > 0x7f ? (rest & 0x7f) | 0x80 : rest;
        rest >>>= 7;
        to += 1;
      } while (rest > 0);
      output.set(body.subarray(0, end), to);
      to += end;
    }
    output.set(after, to);
    return output;
  }

  /** What was packed, as text: from the page, or from its file where a host says that it is written in other letters. */
  async function packedText() {
    const place = document.getElementById('files');
    const text = place.textContent;
    // Nothing needs it any more.
    place.remove();
    if (document.characterSet === 'windows-1252') return text;
    const file = await (await fetch(location.href)).arrayBuffer();
    const [, behind] = new TextDecoder('windows-1252').decode(file).split('type="text/plain">');
    return behind.split('<\/script>')[0];
  }

  const { files, list } = apart(unpacked(bytesOf(await packedText())));
  for (const name of Object.keys(files)) if (name.endsWith('.txt')) files[name] = lines(files[name]);
  const style = document.createElement('style');
  style.textContent = new TextDecoder().decode(files['style.css']);
  document.head.append(style);
  const module = await WebAssembly.compile(together(files, list));
  const address = (...parts) => URL.createObjectURL(new Blob(parts, { type: 'text/javascript;charset=utf-8' }));

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
