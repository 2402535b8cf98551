import {memory, count, total} from './text.wasm';

const text = 'Hello, 3 worlds!';
new Uint8Array(memory.buffer).set(Array.from(text, c => c.charCodeAt(0)));
console.log(`counted ${count(text.length)}`);
console.log(`i64 is BigInt: ${total(2n ** 60n)}`);
