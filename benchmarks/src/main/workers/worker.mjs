// The worker of Node: the same modes and the same line of JSON as org.jwasm.benchmarks.worker.Worker.
import { readFileSync } from 'node:fs';
import { argv, hrtime, cpuUsage, threadCpuUsage } from 'node:process';

const LIMIT = 1 << 20;
const [mode, file, ...rest] = argv.slice(2);
const module_ = readFileSync(file);

if (mode === 'command') {
    const { WASI } = await import('node:wasi');
    const wasi = new WASI({ version: 'preview1', args: rest, preopens: { '/': '.' }, returnOnExit: true });
    const instance = await WebAssembly.instantiate(await WebAssembly.compile(module_), wasi.getImportObject());
    process.exit(wasi.start(instance));
}

const imports = { host: { add: (a, b) => (a + b) | 0, typed: (a, b) => (a + b) | 0 } };
const size = Number(rest[0]);
const now = () => Number(hrtime.bigint() - origin);
const origin = hrtime.bigint();
const loaded = new WebAssembly.Module(module_);
const load = now();
let run = new WebAssembly.Instance(loaded, imports).exports.run;
const instantiate = now() - load;
const checksum = run(size);
const ends = [now()];
const first = ends[0] - load - instantiate;

function check(result) {
    if (result !== checksum) {
        throw new Error(`another checksum: ${result}`);
    }
}

let steadyCpu = 0;
if (mode === 'kernel') {
    const calls = Number(rest[1]);
    const end = Number(rest[2]) * 1e6;
    let before;
    let countBefore = 0;
    while (ends.at(-1) < end && ends.length < LIMIT) {
        if (before === undefined && ends.at(-1) >= end / 3 * 2) {
            before = threadCpuUsage();
            countBefore = ends.length;
        }
        for (let i = 0; i < calls; i++) {
            check(run(size));
        }
        ends.push(now());
    }
    if (before !== undefined) {
        const used = threadCpuUsage(before);
        steadyCpu = Math.round((used.user + used.system) * 1000 / (ends.length - countBefore));
    }
} else if (mode === 'instances') {
    for (let i = 0; i < Number(rest[1]); i++) {
        run = new WebAssembly.Instance(loaded, imports).exports.run;
        check(run(size));
    }
}
const total = now();

function steady() {
    let from = 1;
    while (from < ends.length - 1 && ends[from - 1] < ends.at(-1) * 2 / 3) {
        from++;
    }
    const last = ends.slice(from).map((end, i) => end - ends[from + i - 1]).sort((a, b) => a - b);
    return last.length === 0 ? ends[0] : last[last.length >> 1];
}

function warm(steadyTime) {
    let good = 0;
    for (let i = 1; i < ends.length; i++) {
        good = (ends[i] - ends[i - 1]) <= steadyTime * 1.25 ? good + 1 : 0;
        if (good === 3) {
            return ends[i - 2];
        }
    }
    return ends.at(-1);
}

function curve() {
    const parts = [];
    let until = 2e6;
    let from = 1;
    for (let i = 1; i < ends.length; i++) {
        if (ends[i] >= until || i === ends.length - 1) {
            parts.push([ends[i], Math.round((ends[i] - ends[from - 1]) / (i - from + 1))]);
            from = i + 1;
            until = Math.max(ends[i], until) * 1.08;
        }
    }
    return parts;
}

const steadyTime = steady();
const cpu = cpuUsage();
console.log(JSON.stringify({
    engine: 0, load, instantiate, first, total, checksum: String(checksum), iterations: ends.length, steady: steadyTime,
    steadyCpu, warm: warm(steadyTime), curve: curve(), cpu: (cpu.user + cpu.system) * 1000, rss: Number(/VmHWM:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]), code: 0,
}));
