// Modules, instances, and what they say about themselves.
const library = wat(`(module $library
  (import "env" "log" (func $log (param i32 f64)))
  (import "env" "base" (global $base i32))
  (import "env" "memory" (memory 1))
  (import "env" "table" (table 2 funcref))
  (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
  (global (export "counter") (mut i64) (i64.const 5))
  (export "memory" (memory 0)) (export "table" (table 0)) (export "log" (func $log))
  (func (export "run") (call $log (global.get $base) (f64.const 1.5))))`);

function imports(log = () => {}) {
    return {env: {log, base: 42, memory: new WebAssembly.Memory({initial: 1}), table: new WebAssembly.Table({initial: 2, element: 'anyfunc'})}};
}

test(() => {
    const module = new WebAssembly.Module(library);
    const kinds = WebAssembly.Module.imports(module).map(({module: m, name, kind}) => `${m}.${name}:${kind}`);
    assert_equals(kinds.join(), 'env.log:function,env.base:global,env.memory:memory,env.table:table');
    const exported = WebAssembly.Module.exports(module).map(({name, kind}) => `${name}:${kind}`);
    assert_equals(exported.join(), 'add:function,counter:global,memory:memory,table:table,log:function,run:function');
}, 'modules say what they import and export');

test(() => {
    const calls = [];
    const object = imports((...values) => calls.push(values.join()));
    const instance = new WebAssembly.Instance(new WebAssembly.Module(library), object);
    instance.exports.run();
    instance.exports.log(7, -0.5);
    assert_equals(calls.join(' '), '42,1.5 7,-0.5');
    assert_equals(instance.exports.memory, object.env.memory);
    assert_equals(instance.exports.table, object.env.table);
    assert_true(Object.isFrozen(instance.exports));
}, 'imports and exports keep their identity');

test(() => {
    const {add} = new WebAssembly.Instance(new WebAssembly.Module(library), imports()).exports;
    assert_equals(add.name, '1');
    assert_equals(add.length, 2);
    assert_equals(add('3', 4.9), 7);
    assert_equals(add(2 ** 32 + 1), 1);
    assert_equals(add(2 ** 31 - 1, 1), -(2 ** 31));
    assert_throws_js(TypeError, () => add(1n, 1));
    assert_throws_js(TypeError, () => new add());
}, 'exported functions are functions');

promise_test(async () => {
    const {module, instance} = await WebAssembly.instantiate(library, imports());
    assert_true(module instanceof WebAssembly.Module);
    assert_equals(instance.exports.add(20, 22), 42);
    const again = await WebAssembly.instantiate(module, imports());
    assert_equals(again.exports.add(1, 1), 2);
    const compiled = await WebAssembly.compile(library);
    assert_true(compiled instanceof WebAssembly.Module);
}, 'compile and instantiate are asynchronous too');

test(() => {
    assert_true(WebAssembly.validate(library));
    assert_false(WebAssembly.validate(new Uint8Array([0, 97, 115, 109, 9, 0, 0, 0])));
    assert_false(WebAssembly.validate(invalid));
    assert_throws_js(WebAssembly.CompileError, () => new WebAssembly.Module(invalid));
    try {
        new WebAssembly.Module(invalid);
    } catch (e) {
        assert_true(/type mismatch/.test(e.message), e.message);
    }
}, 'bad modules are compile errors');

promise_test(async t => {
    await promise_rejects_js(t, WebAssembly.CompileError, WebAssembly.compile(invalid));
    await promise_rejects_js(t, WebAssembly.CompileError, WebAssembly.instantiate(invalid));
}, 'bad modules reject promises');

test(() => {
    const module = new WebAssembly.Module(library);
    const broken = change => {
        const object = imports();
        change(object.env);
        return () => new WebAssembly.Instance(module, object);
    };
    assert_throws_js(TypeError, () => new WebAssembly.Instance(module));
    assert_throws_js(TypeError, () => new WebAssembly.Instance(module, {}));
    assert_throws_js(WebAssembly.LinkError, broken(env => delete env.log));
    assert_throws_js(WebAssembly.LinkError, broken(env => env.base = 'x'));
    assert_throws_js(WebAssembly.LinkError, broken(env => env.base = new WebAssembly.Global({value: 'i32', mutable: true}, 1)));
    assert_throws_js(WebAssembly.LinkError, broken(env => env.memory = new WebAssembly.Memory({initial: 0})));
    assert_throws_js(WebAssembly.LinkError, broken(env => env.table = new WebAssembly.Table({initial: 2, element: 'externref'})));
    const other = new WebAssembly.Instance(new WebAssembly.Module(wat('(module (func (export "f")))'))).exports.f;
    assert_throws_js(WebAssembly.LinkError, broken(env => env.log = other));
}, 'imports that do not fit are link errors');

test(() => {
    const bytes = withSection('note', [1, 2, 255]);
    const sections = WebAssembly.Module.customSections(new WebAssembly.Module(bytes), 'note');
    assert_equals(sections.length, 1);
    assert_array_equals(new Uint8Array(sections[0]), [1, 2, 255]);
    assert_equals(WebAssembly.Module.customSections(new WebAssembly.Module(bytes), 'other').length, 0);
}, 'custom sections can be read');

test(() => {
    const started = wat('(module (import "a" "f" (func $f)) (start $f))');
    let count = 0;
    new WebAssembly.Instance(new WebAssembly.Module(started), {a: {f() { count++; }}});
    assert_equals(count, 1);
    const error = new RangeError('mine');
    assert_throws_exactly(error, () => new WebAssembly.Instance(new WebAssembly.Module(started), {a: {f() { throw error; }}}));
}, 'start functions run');
