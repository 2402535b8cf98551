import {memory, count, total} from './text.wasm';

const text = 'Hello, 3 worlds!';
new Uint8Array(memory.buffer).set(Array.from(text, c => c.charCodeAt(0)));
console.log(`counted ${count(text.length)}`);
console.log(`i64 is BigInt: ${total(2n ** 60n)}`);

const shared = new WebAssembly.Memory({initial: 1, maximum: 4, shared: true});
const counters = new Int32Array(shared.buffer);
Atomics.add(counters, 0, 5);
shared.grow(1);
console.log(`${Atomics.load(counters, 0)} of ${counters.byteLength}, now ${shared.buffer.byteLength}`);
