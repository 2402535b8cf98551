// What passes between JavaScript and WebAssembly.
const exports = new WebAssembly.Instance(new WebAssembly.Module(wat(`(module
  (import "env" "mix" (func $mix (param i32 i64 f32 f64 externref) (result f64)))
  (import "env" "many" (func $many (param i32) (result i32 i64 f64)))
  (import "env" "thrower" (func $thrower))
  (func (export "i32") (param i32) (result i32) (local.get 0))
  (func (export "i64") (param i64) (result i64) (local.get 0))
  (func (export "f32") (param f32) (result f32) (local.get 0))
  (func (export "f64") (param f64) (result f64) (local.get 0))
  (func (export "externref") (param externref) (result externref) (local.get 0))
  (func (export "isNull") (param externref) (result i32) (ref.is_null (local.get 0)))
  (func $self (export "funcref") (param funcref) (result funcref) (local.get 0))
  (func (export "pair") (result i32 i64) (i32.const 1) (i64.const -2))
  (func (export "mixed") (result f64)
    (call $mix (i32.const -1) (i64.const 9007199254740993) (f32.const 0.5) (f64.const 1e300) (ref.null extern)))
  (func (export "sum") (param i32) (result i64) (local f64 i64)
    (call $many (local.get 0)) (local.set 1) (local.set 2) (i64.extend_i32_s) (i64.add (local.get 2))
    (i64.add (i64.trunc_f64_s (local.get 1))))
  (func (export "throws") (call $thrower))
  (func (export "trap") unreachable)
  (func (export "divide") (param i32) (result i32) (i32.div_s (i32.const 1) (local.get 0)))
  (func $deep (export "deep") (call $deep))
  (func (export "vector") (param v128)))`)), {
    env: {
        mix(...values) {
            mixed = values;
            return '2.5';
        },
        many: n => [n, BigInt(n), n + 0.75],
        thrower() {
            throw thrownByHost;
        },
    },
}).exports;
var mixed;
var thrownByHost = {message: 'any value'};

test(() => {
    assert_equals(exports.i32(2 ** 31), -(2 ** 31));
    assert_equals(exports.i32('0x10'), 16);
    assert_equals(exports.i32(), 0);
    assert_equals(exports.i64(2n ** 63n), -(2n ** 63n));
    assert_equals(exports.i64(true), 1n);
    assert_throws_js(TypeError, () => exports.i64(1));
    assert_equals(exports.f32(0.1), Math.fround(0.1));
    assert_equals(exports.f64(-0), -0);
    assert_equals(exports.f64('x'), NaN);
    assert_throws_js(TypeError, () => exports.vector(1));
}, 'numbers convert as by the specification');

test(() => {
    for (const value of [undefined, true, 'text', Symbol.iterator, {}, () => {}, 1.5, 12n, globalThis]) {
        assert_equals(exports.externref(value), value);
        assert_equals(exports.isNull(value), 0);
    }
    assert_equals(exports.externref(null), null);
    assert_equals(exports.isNull(null), 1);
    assert_equals(exports.externref(), undefined);
}, 'any value is an external reference');

test(() => {
    assert_equals(exports.funcref(exports.i32), exports.i32);
    assert_equals(exports.funcref(null), null);
    assert_throws_js(TypeError, () => exports.funcref(() => {}));
}, 'functions keep their identity');

test(() => {
    const pair = exports.pair();
    assert_true(Array.isArray(pair));
    assert_array_equals(pair, [1, -2n]);
    assert_equals(exports.sum(5), 15n);
}, 'several results are arrays, both ways');

test(() => {
    assert_equals(exports.mixed(), 2.5);
    assert_array_equals(mixed, [-1, 9007199254740993n, 0.5, 1e300, null]);
}, 'arguments of imports are what they are');

test(() => {
    assert_throws_js(WebAssembly.RuntimeError, () => exports.trap());
    assert_throws_js(WebAssembly.RuntimeError, () => exports.divide(0));
    assert_equals(exports.divide(1), 1);
    try {
        exports.divide(0);
    } catch (e) {
        assert_equals(e.message, 'integer divide by zero');
    }
    let deep;
    try {
        exports.deep();
    } catch (e) {
        deep = e;
    }
    assert_true(deep instanceof WebAssembly.RuntimeError || deep instanceof RangeError);
}, 'traps are runtime errors');

test(() => {
    try {
        exports.throws();
        assert_unreached();
    } catch (e) {
        assert_equals(e, thrownByHost);
    }
}, 'what JavaScript throws passes through');
