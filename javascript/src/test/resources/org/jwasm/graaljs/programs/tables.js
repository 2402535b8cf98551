// Tables and globals.
const module = new WebAssembly.Module(wat(`(module
  (import "env" "table" (table $t 2 10 funcref))
  (table $refs (export "refs") 1 externref)
  (type $unary (func (param i32) (result i32)))
  (func $double (export "double") (param i32) (result i32) (i32.shl (local.get 0) (i32.const 1)))
  (elem (table $t) (i32.const 1) func $double)
  (func (export "call") (param i32 i32) (result i32) (call_indirect $t (type $unary) (local.get 1) (local.get 0)))
  (func (export "size") (result i32) (table.size $t))
  (func (export "keep") (param externref) (table.set $refs (i32.const 0) (local.get 0))))`));

test(() => {
    const table = new WebAssembly.Table({initial: 2, maximum: 10, element: 'anyfunc'});
    const {double, call, size} = new WebAssembly.Instance(module, {env: {table}}).exports;
    assert_equals(table.get(0), null);
    assert_equals(table.get(1), double);
    table.set(0, double);
    assert_equals(call(0, 21), 42);
    assert_equals(table.grow(2, double), 2);
    assert_equals(size(), 4);
    assert_equals(table.length, 4);
    assert_equals(table.get(3), double);
    table.set(3);
    assert_equals(table.get(3), null);
    assert_throws_js(WebAssembly.RuntimeError, () => call(3, 1));
    assert_throws_js(RangeError, () => table.get(4));
    assert_throws_js(RangeError, () => table.set(4, null));
    assert_throws_js(RangeError, () => table.grow(7));
    assert_throws_js(TypeError, () => table.set(0, () => {}));
}, 'tables hold functions');

test(() => {
    const table = new WebAssembly.Table({initial: 2, maximum: 10, element: 'anyfunc'});
    const {keep, refs} = new WebAssembly.Instance(module, {env: {table}}).exports;
    const object = {};
    keep(object);
    assert_equals(refs.get(0), object);
    refs.set(0, 'text');
    assert_equals(refs.get(0), 'text');
    refs.set(0, null);
    assert_equals(refs.get(0), null);
}, 'tables hold references');

test(() => {
    const global = new WebAssembly.Global({value: 'i64', mutable: true}, 5n);
    const {get, set, same} = new WebAssembly.Instance(new WebAssembly.Module(wat(`(module
      (import "env" "g" (global $g (mut i64)))
      (func (export "get") (result i64) (global.get $g))
      (func (export "set") (param i64) (global.set $g (local.get 0)))
      (export "same" (global $g)))`)), {env: {g: global}}).exports;
    assert_equals(same, global);
    assert_equals(get(), 5n);
    global.value = -1n;
    assert_equals(get(), -1n);
    set(7n);
    assert_equals(global.value, 7n);
    assert_equals(global.valueOf(), 7n);
    assert_throws_js(TypeError, () => { global.value = 1; });
    const constant = new WebAssembly.Global({value: 'f32'}, 0.1);
    assert_equals(constant.value, Math.fround(0.1));
    assert_throws_js(TypeError, () => { constant.value = 1; });
    assert_equals(new WebAssembly.Global({value: 'externref'}, 'x').value, 'x');
    assert_equals(new WebAssembly.Global({value: 'anyfunc'}).value, null);
}, 'globals have values');
