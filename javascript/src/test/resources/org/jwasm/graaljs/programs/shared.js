// Shared memories and their buffers.
const module = new WebAssembly.Module(wat(`(module
  (memory (export "memory") 1 3 shared)
  (func (export "load") (param i32) (result i32) (i32.load (local.get 0)))
  (func (export "store") (param i32 i32) (i32.store (local.get 0) (local.get 1)))
  (func (export "loads") (param i32) (result i64 f32 f64 i32 i32 i64)
    (i64.load (local.get 0)) (f32.load (local.get 0)) (f64.load (local.get 0))
    (i32.load8_s (local.get 0)) (i32.load16_u (local.get 0)) (i64.load32_s (local.get 0)))
  (func (export "lanes") (param i32) (result i64)
    (v128.store (i32.const 64) (i8x16.add (v128.load (local.get 0)) (v128.load (local.get 0))))
    (i64x2.extract_lane 1 (v128.load (i32.const 64))))
  (func (export "add") (param i32 i32) (result i32) (i32.atomic.rmw.add (local.get 0) (local.get 1)))
  (func (export "add8") (param i32 i32) (result i32) (i32.atomic.rmw8.add_u (local.get 0) (local.get 1)))
  (func (export "exchange64") (param i32 i64 i64) (result i64)
    (i64.atomic.rmw.cmpxchg (local.get 0) (local.get 1) (local.get 2)))
  (func (export "fill") (param i32 i32 i32) (memory.fill (local.get 0) (local.get 1) (local.get 2)))
  (func (export "copy") (param i32 i32 i32) (memory.copy (local.get 0) (local.get 1) (local.get 2)))
  (func (export "init") (param i32) (memory.init 0 (local.get 0) (i32.const 0) (i32.const 3)))
  (func (export "notify") (param i32 i32) (result i32) (memory.atomic.notify (local.get 0) (local.get 1)))
  (func (export "wait") (param i32 i32 i64) (result i32) (memory.atomic.wait32 (local.get 0) (local.get 1) (local.get 2)))
  (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
  (func (export "size") (result i32) (memory.size))
  (data "abc"))`));

test(() => {
    const {memory, load, store, loads, lanes} = new WebAssembly.Instance(module).exports;
    assert_true(memory.buffer instanceof SharedArrayBuffer);
    assert_true(Object.isFrozen(memory.buffer));
    assert_equals(memory.buffer, memory.buffer);
    assert_equals(memory.buffer.byteLength, 65536);
    const view = new Int32Array(memory.buffer);
    view[2] = 123456789;
    assert_equals(load(8), 123456789);
    store(65532, -1);
    assert_equals(view[16383], -1);
    new DataView(memory.buffer).setBigUint64(24, 0x400921fb54442d18n, true);
    assert_array_equals(loads(24), [0x400921fb54442d18n, Math.fround(3370280550400), Math.PI, 24, 0x2d18, 0x54442d18n]);
    assert_equals(BigInt.asUintN(64, lanes(24 - 8)), 0x8012_42f6_a888_5a30n);
    assert_throws_js(WebAssembly.RuntimeError, () => load(65533));
    assert_throws_js(WebAssembly.RuntimeError, () => store(-4, 0));
    assert_throws_js(WebAssembly.RuntimeError, () => lanes(65528));
}, 'the buffer of a shared memory has the same bytes');

test(() => {
    const {memory, add, add8, exchange64} = new WebAssembly.Instance(module).exports;
    const view = new Int32Array(memory.buffer);
    const bytes = new Uint8Array(memory.buffer);
    const longs = new BigInt64Array(memory.buffer);
    assert_equals(Atomics.add(view, 1, 5), 0);
    assert_equals(add(4, 2), 5);
    assert_equals(Atomics.load(view, 1), 7);
    assert_equals(Atomics.compareExchange(view, 1, 7, -1), 7);
    assert_equals(add8(5, 2), 0xff);
    assert_equals(Atomics.load(bytes, 5), 1);
    assert_equals(Atomics.sub(bytes, 5, 2), 1);
    assert_equals(view[1], -1);
    assert_equals(Atomics.exchange(longs, 2, 9n), 0n);
    assert_equals(exchange64(16, 9n, -3n), 9n);
    assert_equals(Atomics.load(longs, 2), -3n);
    assert_throws_js(WebAssembly.RuntimeError, () => add(2, 1));
    assert_throws_js(WebAssembly.RuntimeError, () => add(65536, 1));
}, 'both sides access it atomically');

test(() => {
    const {memory, fill, copy, init} = new WebAssembly.Instance(module).exports;
    const bytes = new Uint8Array(memory.buffer);
    fill(10, 7, 3);
    copy(11, 10, 4);
    assert_array_equals(bytes.slice(9, 16), [0, 7, 7, 7, 7, 0, 0]);
    copy(9, 12, 3);
    assert_array_equals(bytes.slice(9, 16), [7, 7, 0, 7, 7, 0, 0]);
    init(65533);
    assert_array_equals(bytes.slice(65533), [97, 98, 99]);
    assert_throws_js(WebAssembly.RuntimeError, () => init(65534));
    assert_throws_js(WebAssembly.RuntimeError, () => fill(65535, 1, 2));
    assert_throws_js(WebAssembly.RuntimeError, () => copy(0, 65535, 2));
    assert_equals(bytes[65535], 99);
}, 'bulk instructions work on it');

test(() => {
    const {memory, grow, size, load, store} = new WebAssembly.Instance(module).exports;
    const first = memory.buffer;
    assert_equals(grow(1), 1);
    const second = memory.buffer;
    assert_not_equals(second, first);
    assert_equals(first.byteLength, 65536);
    assert_equals(second.byteLength, 2 * 65536);
    new Int32Array(first)[0] = 42;
    assert_equals(new Int32Array(second)[0], 42);
    new Int32Array(second)[20000] = 43;
    assert_equals(load(80000), 43);
    assert_equals(memory.grow(1), 2);
    assert_equals(memory.buffer.byteLength, 3 * 65536);
    store(3 * 65536 - 4, 44);
    assert_equals(new Int32Array(memory.buffer)[3 * 16384 - 1], 44);
    assert_equals(load(0), 42);
    assert_throws_js(RangeError, () => memory.grow(1));
    assert_equals(grow(1), -1);
    assert_equals(size(), 3);
    assert_equals(first.byteLength, 65536);
}, 'buffers from before a growth stay and see the same bytes');

test(() => {
    const memory = new WebAssembly.Memory({initial: 1, maximum: 65536, shared: true});
    const importing = new WebAssembly.Module(wat(`(module
      (import "" "memory" (memory 1 65536 shared))
      (func (export "load") (param i32) (result i32) (i32.atomic.load (local.get 0))))`));
    const {load} = new WebAssembly.Instance(importing, {'': {memory}}).exports;
    assert_true(memory.buffer instanceof SharedArrayBuffer);
    Atomics.store(new Int32Array(memory.buffer), 3, 77);
    assert_equals(load(12), 77);
    assert_equals(memory.grow(2), 1);
    Atomics.store(new Int32Array(memory.buffer), 3 * 16384 - 1, 78);
    assert_equals(load(3 * 65536 - 4), 78);
    assert_throws_js(TypeError, () => new WebAssembly.Memory({initial: 1, shared: true}));
}, 'shared memories are made by JavaScript');

test(() => {
    const {memory, wait, notify} = new WebAssembly.Instance(module).exports;
    const view = new Int32Array(memory.buffer);
    view[4] = 1;
    assert_equals(wait(16, 0, -1n), 1);
    assert_equals(wait(16, 1, 1000n), 2);
    assert_equals(notify(16, 1), 0);
    assert_equals(Atomics.notify(view, 4), 0);
}, 'waiting ends if the value is another or the time is up');

promise_test(async () => {
    const {memory, notify} = new WebAssembly.Instance(module).exports;
    const view = new Int32Array(memory.buffer);
    const waiting = [8, 8, 8, 9].map(index => Atomics.waitAsync(view, index, 0).value);
    assert_equals(notify(32, 2), 2);
    assert_equals(await waiting[0], 'ok');
    assert_equals(await waiting[1], 'ok');
    assert_equals(notify(32, -1), 1);
    assert_equals(await waiting[2], 'ok');
    assert_equals(notify(32, -1), 0);
    assert_equals(notify(36, 1), 1);
    assert_equals(await waiting[3], 'ok');
}, 'memory.atomic.notify wakes who waits by Atomics.waitAsync');

test(() => {
    const {memory, grow, store} = new WebAssembly.Instance(module).exports;
    if (!memory.toResizableBuffer) {
        // GraalJS has it since 25.5.
        return;
    }
    const buffer = memory.toResizableBuffer();
    const view = new Int32Array(buffer);
    assert_true(buffer.growable);
    assert_equals(view.length, 16384);
    assert_equals(grow(1), 1);
    assert_equals(view.length, 2 * 16384);
    Atomics.store(view, 20000, 8);
    assert_equals(buffer.maxByteLength, 3 * 65536);
    buffer.grow(3 * 65536);
    assert_equals(memory.buffer, buffer);
    store(3 * 65536 - 4, 9);
    assert_equals(Atomics.load(view, 3 * 16384 - 1), 9);
    assert_throws_js(RangeError, () => memory.grow(1));
    const fixed = memory.toFixedLengthBuffer();
    assert_equals(fixed.byteLength, 3 * 65536);
    assert_equals(new Int32Array(fixed)[20000], 8);
}, 'shared buffers grow with their memory');
