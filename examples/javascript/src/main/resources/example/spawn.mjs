const worker = spawn.spawn('worker', 'w1', 'clock', clock.without('wait'));
console.log(`6 / 3 = ${worker.call('divide', 6, 3)}`);
try {
    worker.call('divide', 1, 0);
} catch (e) {
    console.log(e.message);
}
const other = spawn.spawn('worker', 'w2', 'clock', clock.without('wait'));
other.kill('no more work');
console.log(other.await());
