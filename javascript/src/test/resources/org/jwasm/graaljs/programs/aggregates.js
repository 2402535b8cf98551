// Structures, arrays and small integers of the garbage collected heap.
const exports = new WebAssembly.Instance(new WebAssembly.Module(wat(`(module
  (type $point (struct (field (mut i32)) (field f64)))
  (type $bytes (array (mut i8)))
  (func (export "point") (param i32) (result (ref $point)) (struct.new $point (local.get 0) (f64.const 0.5)))
  (func (export "x") (param (ref null $point)) (result i32) (struct.get $point 0 (local.get 0)))
  (func (export "bytes") (param i32) (result (ref $bytes)) (array.new $bytes (i32.const 7) (local.get 0)))
  (func (export "length") (param (ref $bytes)) (result i32) (array.len (local.get 0)))
  (func (export "any") (param anyref) (result anyref) (local.get 0))
  (func (export "small") (param i32) (result i31ref) (ref.i31 (local.get 0)))
  (func (export "value") (param i31ref) (result i32) (i31.get_s (local.get 0))))`))).exports;

test(() => {
    const point = exports.point(42);
    assert_equals(exports.x(point), 42);
    assert_equals(exports.any(point), point);
    assert_equals(exports.any(null), null);
    assert_equals(exports.length(exports.bytes(3)), 3);
}, 'aggregates go to JavaScript and back');

test(() => {
    assert_throws_js(WebAssembly.RuntimeError, () => exports.x(null));
    for (const wrong of [exports.bytes(1), {}, 'text', 5]) {
        let error;
        try {
            exports.x(wrong);
        } catch (e) {
            error = e;
        }
        assert_true(error instanceof TypeError || error instanceof WebAssembly.RuntimeError, String(error));
    }
}, 'other references are refused');

test(() => {
    assert_equals(exports.value(exports.small(-5)), -5);
    assert_equals(exports.value(12), 12);
    assert_equals(exports.small(3) + 1, 4);
}, 'small integers are numbers');
