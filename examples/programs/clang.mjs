// Runs clang 22 of npm's @yowasp/clang on files below the current directory: `node clang.mjs PACKAGE clang|clang++ ARGUMENT...`.
// What it writes into `out/` in its own file system is written below the current directory.
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [directory, command, ...words] = process.argv.slice(2);
const { commands } = await import(pathToFileURL(join(directory, 'gen/bundle.js')));

function tree(path) {
    if (!statSync(path).isDirectory()) {
        return readFileSync(path);
    }
    return Object.fromEntries(readdirSync(path).map(name => [name, tree(join(path, name))]));
}

function write(path, content) {
    if (content instanceof Uint8Array || typeof content === 'string') {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, content);
    } else {
        Object.entries(content).forEach(([name, inner]) => write(join(path, name), inner));
    }
}

const print = bytes => bytes && process.stderr.write(bytes);
try {
    const files = await commands[command](words, { ...tree('.'), out: {} }, { stdout: print, stderr: print });
    write('out', files.out);
} catch (error) {
    if (error.code === undefined) {
        throw error;
    }
    process.exitCode = error.code;
}
