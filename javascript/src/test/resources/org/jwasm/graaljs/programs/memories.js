// Memories and their buffers.
const module = new WebAssembly.Module(wat(`(module
  (memory (export "memory") 1 4)
  (func (export "load") (param i32) (result i32) (i32.load (local.get 0)))
  (func (export "store") (param i32 i32) (i32.store (local.get 0) (local.get 1)))
  (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0))))`));

test(() => {
    const {memory, load, store} = new WebAssembly.Instance(module).exports;
    const view = new Int32Array(memory.buffer);
    view[2] = 123456789;
    assert_equals(load(8), 123456789);
    store(12, -1);
    assert_equals(view[3], -1);
    assert_array_equals(new Uint8Array(memory.buffer, 12, 4), [255, 255, 255, 255]);
    new DataView(memory.buffer).setFloat64(16, Math.PI, true);
    assert_equals(new Float64Array(memory.buffer)[2], Math.PI);
    new BigInt64Array(memory.buffer)[3] = -5n;
    assert_equals(load(24), -5);
}, 'JavaScript and WebAssembly see the same bytes');

test(() => {
    const {memory} = new WebAssembly.Instance(module).exports;
    const bytes = new Uint8Array(memory.buffer);
    bytes.set([1, 2, 3, 4], 100);
    bytes.copyWithin(200, 100, 104);
    assert_array_equals(bytes.slice(200, 204), [1, 2, 3, 4]);
    bytes.fill(9, 300, 303);
    assert_array_equals(Array.from(bytes.subarray(299, 304)), [0, 9, 9, 9, 0]);
    assert_equals(memory.buffer.slice(100, 102).byteLength, 2);
    assert_equals(bytes.indexOf(4), 103);
}, 'bulk operations of typed arrays work');

test(() => {
    const {memory, grow} = new WebAssembly.Instance(module).exports;
    const before = memory.buffer;
    assert_equals(memory.buffer, before);
    assert_equals(grow(1), 1);
    assert_equals(before.byteLength, 0);
    assert_not_equals(memory.buffer, before);
    assert_equals(memory.buffer.byteLength, 2 * 65536);
    const second = memory.buffer;
    assert_equals(grow(9), -1);
    assert_equals(memory.buffer, second);
    assert_equals(memory.grow(1), 2);
    assert_equals(second.byteLength, 0);
    const third = memory.buffer;
    assert_equals(memory.grow(0), 3);
    assert_equals(third.byteLength, 0);
    assert_throws_js(RangeError, () => memory.grow(2));
}, 'growing detaches buffers');

test(() => {
    const memory = new WebAssembly.Memory({initial: 2, maximum: 3});
    assert_equals(memory.buffer.byteLength, 2 * 65536);
    assert_equals(typeof memory.grow(1), 'number');
    assert_throws_js(RangeError, () => memory.grow(1));
    assert_throws_js(RangeError, () => new WebAssembly.Memory({initial: 3, maximum: 2}));
    let error;
    try {
        new WebAssembly.Memory({initial: 65537});
    } catch (e) {
        error = e;
    }
    // GraalJS's choice, by its version.
    assert_true(error instanceof TypeError || error instanceof RangeError, String(error));
}, 'memories are made by JavaScript');
