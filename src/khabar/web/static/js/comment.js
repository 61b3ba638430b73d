// Solves the form's puzzle while somebody writes: a number such that the SHA-256 of "puzzle:number"
// begins with so many zero bits. crypto.subtle is not there over plain http, and slow for short texts.

const K = new Int32Array(64);
const START = new Int32Array(8);

function fillConstants() {
  const fraction = (root) => Math.floor((root % 1) * 2 ** 32);
  let found = 0;
  for (let number = 2; found < 64; number += 1) {
    let isPrime = true;
    for (let other = 2; other * other <= number; other += 1) if (number % other === 0) isPrime = false;
    if (!isPrime) continue;
    if (found < 8) START[found] = fraction(Math.sqrt(number));
    K[found] = fraction(Math.cbrt(number));
    found += 1;
  }
}

const turn = (word, by) => (word >>> by) | (word << (32 - by));

function addBlock(state, block, words) {
  for (let i = 0; i < 16; i += 1) words[i] = block.getInt32(i * 4);
  for (let i = 16; i < 64; i += 1) {
    const a = words[i - 15];
    const b = words[i - 2];
    const one = turn(a, 7) ^ turn(a, 18) ^ (a >>> 3);
    const two = turn(b, 17) ^ turn(b, 19) ^ (b >>> 10);
    words[i] = (words[i - 16] + one + words[i - 7] + two) | 0;
  }
  let a = state[0];
  let b = state[1];
  let c = state[2];
  let d = state[3];
  let e = state[4];
  let f = state[5];
  let g = state[6];
  let h = state[7];
  for (let i = 0; i < 64; i += 1) {
    const one = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
    const left = (h + one + ((e & f) ^ (~e & g)) + K[i] + words[i]) | 0;
    const two = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
    const right = (two + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + left) | 0;
    d = c;
    c = b;
    b = a;
    a = (left + right) | 0;
  }
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
  state[4] += e;
  state[5] += f;
  state[6] += g;
  state[7] += h;
}

// Says of numbers whether the SHA-256 of `start` and the number begins with so many zero bits. The blocks
// that `start` fills are worked through once.
class Tester {
  constructor(start, bits) {
    this.bits = bits;
    this.words = new Int32Array(64);
    this.bytes = new Uint8Array(128);
    this.view = new DataView(this.bytes.buffer);
    this.first = Int32Array.from(START);
    this.filled = start.length - (start.length % 64);
    for (let at = 0; at < this.filled; at += 64) {
      this.write(start.slice(at, at + 64), 0);
      addBlock(this.first, this.view, this.words);
    }
    this.rest = start.slice(this.filled);
    this.state = new Int32Array(8);
  }

  write(text, at) {
    for (let i = 0; i < text.length; i += 1) this.bytes[at + i] = text.charCodeAt(i);
  }

  test(number) {
    const text = String(number);
    const length = this.rest.length + text.length;
    this.bytes.fill(0);
    this.write(this.rest, 0);
    this.write(text, this.rest.length);
    this.bytes[length] = 0x80;
    const end = length < 56 ? 64 : 128;
    this.view.setUint32(end - 4, (this.filled + length) * 8);
    this.state.set(this.first);
    addBlock(this.state, this.view, this.words);
    if (end === 128) addBlock(this.state, new DataView(this.bytes.buffer, 64), this.words);
    return this.state[0] >>> (32 - this.bits) === 0;
  }
}

function solve(form, working) {
  const tester = new Tester(`${form.dataset.puzzle}:`, Number(form.dataset.bits));
  let number = 0;
  return new Promise((resolve) => {
    const work = () => {
      const end = performance.now() + 12; // leaves time to draw between two pieces of work
      while (performance.now() < end) {
        for (let i = 0; i < 50; i += 1, number += 1) {
          if (tester.test(number)) {
            form.elements.number.value = String(number);
            working.textContent = "";
            resolve();
            return;
          }
        }
      }
      setTimeout(work, 0);
    };
    work();
  });
}

const form = document.querySelector("form[data-puzzle]");
if (form) {
  fillConstants();
  const working = document.getElementById("working");
  let solving = null;
  const begin = () => { solving ??= solve(form, working); return solving; };
  form.addEventListener("input", begin, { once: true });
  form.addEventListener("submit", (event) => {
    if (form.elements.number.value) return;
    event.preventDefault();
    working.textContent = "Your browser is solving a puzzle that keeps machines away. It takes a moment.";
    begin().then(() => form.submit());
  });
}
