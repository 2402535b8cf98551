// The functions of the web platform's test harness that the tests of the JavaScript interface use.
'use strict';
var self = globalThis;
const results = [];
let last = Promise.resolve();

class AssertionError extends Error {}

function check(condition, message, description) {
    if (!condition) {
        throw new AssertionError((description ? description + ': ' : '') + message);
    }
}

function show(value) {
    try {
        return typeof value === 'string' ? JSON.stringify(value) : Object.is(value, -0) ? '-0' : String(value);
    } catch (e) {
        return Object.prototype.toString.call(value);
    }
}

function format_value(value) {
    return show(value);
}

function record(name, error) {
    results.push({name: String(name), error: error === undefined ? null : String(error && error.stack || error)});
}

function testObject(cleanups) {
    return {
        add_cleanup: f => cleanups.push(f),
        unreached_func: message => () => assert_unreached(message),
        step_func: f => f,
        step: f => f(),
    };
}

function setup(f) {
    if (typeof f === 'function') {
        f();
    }
}

function test(f, name) {
    const cleanups = [];
    try {
        f(testObject(cleanups));
        record(name);
    } catch (e) {
        record(name, e === undefined ? 'undefined was thrown' : e);
    } finally {
        cleanups.forEach(cleanup => cleanup());
    }
}

function promise_test(f, name) {
    last = last.then(async () => {
        const cleanups = [];
        try {
            await f(testObject(cleanups));
            record(name);
        } catch (e) {
            record(name, e === undefined ? 'undefined was thrown' : e);
        } finally {
            cleanups.forEach(cleanup => cleanup());
        }
    });
}

function assert_true(actual, description) {
    check(actual === true, `expected true, found ${show(actual)}`, description);
}

function assert_false(actual, description) {
    check(actual === false, `expected false, found ${show(actual)}`, description);
}

function assert_equals(actual, expected, description) {
    check(Object.is(actual, expected), `expected ${show(expected)}, found ${show(actual)}`, description);
}

function assert_not_equals(actual, unexpected, description) {
    check(!Object.is(actual, unexpected), `found ${show(actual)}`, description);
}

function assert_array_equals(actual, expected, description) {
    check(actual.length === expected.length, `expected ${expected.length} elements, found ${actual.length}`, description);
    for (let i = 0; i < expected.length; i++) {
        assert_equals(actual[i], expected[i], `${description || ''} element ${i}`);
    }
}

function assert_own_property(object, name, description) {
    check(Object.hasOwn(object, name), `expected a property ${String(name)}`, description);
}

function assert_not_own_property(object, name, description) {
    check(!Object.hasOwn(object, name), `found a property ${String(name)}`, description);
}

function assert_class_string(object, name, description) {
    assert_equals(Object.prototype.toString.call(object), `[object ${name}]`, description);
}

function assert_unreached(description) {
    check(false, 'reached what is not to be reached', description);
}

function checkThrown(constructor, error, description) {
    check(typeof error === 'object' && error !== null && error.constructor === constructor,
        `expected a ${constructor.name}, found ${show(error)}`, description);
}

function thrown(f, description) {
    try {
        f();
    } catch (e) {
        return e;
    }
    throw new AssertionError(`${description || ''}: nothing was thrown`);
}

function assert_throws_js(constructor, f, description) {
    checkThrown(constructor, thrown(f, description), description);
}

function assert_throws_exactly(value, f, description) {
    assert_equals(thrown(f, description), value, description);
}

async function rejection(promise, description) {
    try {
        await promise;
    } catch (e) {
        return e;
    }
    throw new AssertionError(`${description || ''}: nothing was thrown`);
}

async function promise_rejects_js(t, constructor, promise, description) {
    checkThrown(constructor, await rejection(promise, description), description);
}

async function promise_rejects_exactly(t, value, promise, description) {
    assert_equals(await rejection(promise, description), value, description);
}
