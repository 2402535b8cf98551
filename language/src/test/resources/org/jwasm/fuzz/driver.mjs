// Runs modules in the JavaScript engine: for each line of input one line of output, a JSON array of outcomes.
//
// A line of input is a module in base64, the fuel for each call, whether there are marks of executed opcodes, then calls
// and what to read, between tabs. A call is NAME:PARAMETERS:ARGUMENTS:RESULTS; types are the letters i l f d, an argument
// is the decimal number of its bits. What to read is NAME:TYPE, a global or (type m) a memory.
import { createInterface } from 'node:readline';
import { crc32 } from 'node:zlib';

const scratch = new DataView(new ArrayBuffer(8));

function argument(type, bits) {
    const number = BigInt(bits);
    scratch.setBigInt64(0, number);
    switch (type) {
        case 'i': return Number(BigInt.asIntN(32, number));
        case 'l': return number;
        case 'f': return scratch.getFloat32(4);
        default: return scratch.getFloat64(0);
    }
}

function text(type, value) {
    switch (type) {
        case 'f':
            scratch.setFloat32(0, value);
            return 'f' + (Number.isNaN(value) ? 0x7fc00000 : scratch.getUint32(0)).toString(16);
        case 'd':
            scratch.setFloat64(0, value);
            return 'd' + (Number.isNaN(value) ? 0x7ff8000000000000n : scratch.getBigUint64(0)).toString(16);
        default: return type + value;
    }
}

// The words of the official test suite for the engine's own, or for what several of its messages have in common.
const traps = [
    [/^unreachable/, 'unreachable'],
    [/divide by zero|remainder by zero/, 'integer divide by zero'],
    [/divide result unrepresentable|float unrepresentable/, 'integer overflow'],
    [/memory access out of bounds|data segment out of bounds/, 'out of bounds memory access'],
    [/table index is out of bounds|table access out of bounds|element segment out of bounds|table initializer/, 'out of bounds table access'],
    [/function signature mismatch/, 'indirect call type mismatch'],
    [/null function/, 'uninitialized element'],
    [/dereferencing a null pointer|rethrowing null/, 'null reference'],
    [/illegal cast/, 'cast failure'],
    [/array (element access|index|access) out of bounds|array element/, 'out of bounds array access'],
    [/unaligned/, 'unaligned atomic'],
    [/Atomics.wait/, 'expected shared memory'],
    [/too large|Out of memory|exhausted|Maximum call stack/, 'exhausted'],
];

function failure(error) {
    if (error instanceof WebAssembly.Exception) {
        return 'exception';
    }
    const found = traps.find(([pattern]) => pattern.test(error.message));
    return found ? 'trap: ' + found[1] : 'failure: ' + error;
}

function call(exports, fuel, encoded) {
    const [name, params, args, results] = encoded.split(':');
    exports.fuel.value = fuel;
    const values = args === '' ? [] : args.split(',').map((bits, i) => argument(params[i], bits));
    let outcome;
    try {
        const result = exports[name](...values);
        const list = results.length === 0 ? [] : results.length === 1 ? [result] : [...result];
        outcome = list.map((value, i) => text(results[i], value)).join(' ');
    } catch (error) {
        outcome = failure(error);
    }
    return `${name} ${outcome} fuel ${exports.fuel.value}`;
}

function state(exports, entry) {
    const [name, type] = entry.split(':');
    if (type === 'm') {
        const bytes = new Uint8Array(exports[name].buffer);
        return `${name} ${bytes.length} ${crc32(bytes)}`;
    }
    return `${name} ${text(type, exports[name].value)}`;
}

function run(line) {
    const [module, fuel, marked, ...entries] = line.split('\t');
    let exports;
    try {
        exports = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(module, 'base64')), {}).exports;
    } catch (error) {
        return [error instanceof WebAssembly.CompileError ? 'invalid: ' + error.message : 'instantiation ' + failure(error)];
    }
    const outcomes = entries.map(each => each.split(':').length === 2 ? state(exports, each) : call(exports, Number(fuel), each));
    if (marked === 'true') {
        outcomes.push('marks ' + Buffer.from(exports.marks.buffer, 0, 1024).toString('base64'));
    }
    return outcomes;
}

for await (const line of createInterface({ input: process.stdin })) {
    if (line === 'version') {
        process.stdout.write(JSON.stringify([`Node ${process.version}, V8 ${process.versions.v8}`]) + '\n');
    } else {
        process.stdout.write(JSON.stringify(run(line)) + '\n');
    }
}
