// Tags and exceptions, which GraalJS has since 25.1; before, exceptions of WebAssembly are runtime errors.
const source = wat(`(module
  (import "env" "callback" (func $callback))
  (tag $error (export "error") (param i32 externref))
  (func (export "throw") (param i32 externref) (throw $error (local.get 0) (local.get 1)))
  (func (export "attempt") (result i32)
    (block $caught (result i32 externref)
      (try_table (catch $error $caught) (call $callback))
      (return (i32.const -1)))
    drop)
  (func (export "attemptAll") (result i32)
    (block $caught (try_table (catch_all $caught) (call $callback)) (return (i32.const 0)))
    (i32.const 1)))`);
let callback = () => {};
const exports = new WebAssembly.Instance(new WebAssembly.Module(source), {env: {callback: () => callback()}}).exports;

if (typeof WebAssembly.Tag === 'function') {
    test(() => {
        const object = {};
        try {
            exports.throw(7, object);
            assert_unreached();
        } catch (e) {
            assert_true(e instanceof WebAssembly.Exception);
            assert_true(e.is(exports.error));
            assert_equals(e.getArg(exports.error, 0), 7);
            assert_equals(e.getArg(exports.error, 1), object);
        }
    }, 'WebAssembly throws to JavaScript');

    test(() => {
        callback = () => { throw new WebAssembly.Exception(exports.error, [5, 'x']); };
        assert_equals(exports.attempt(), 5);
        callback = () => exports.throw(6, null);
        assert_equals(exports.attempt(), 6);
        const other = new WebAssembly.Exception(new WebAssembly.Tag({parameters: ['i64']}), [1n]);
        callback = () => { throw other; };
        assert_throws_exactly(other, () => exports.attempt());
        assert_equals(exports.attemptAll(), 1);
        const error = new Error('of JavaScript');
        callback = () => { throw error; };
        assert_throws_exactly(error, () => exports.attempt());
        assert_equals(exports.attemptAll(), 1);
    }, 'JavaScript throws to WebAssembly');
} else {
    test(() => {
        assert_throws_js(WebAssembly.RuntimeError, () => exports.throw(7, null));
        callback = () => {};
        assert_equals(exports.attempt(), -1);
        const error = new Error('of JavaScript');
        callback = () => { throw error; };
        assert_throws_exactly(error, () => exports.attempt());
    }, 'exceptions are runtime errors');
}
