// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.host;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.jwasm.capabilities.CapabilityException;

/**
 * Writes to an {@link OutputStream} whose reader may be slow, so that the waiting can be interrupted: a daemon thread writes, and
 * the caller waits for it. After an interruption the write may go on; until it ends further ones fail at once, so that the end of
 * a program doesn't wait for a reader that doesn't read.
 */
public final class BlockingOutput extends OutputStream {

    private final OutputStream stream;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private byte[] pending;
    private IOException failure;
    private Thread writer;
    private boolean closed;

    public BlockingOutput(OutputStream stream) {
        this.stream = stream;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[]{(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        submit(Arrays.copyOfRange(bytes, offset, offset + length));
        try {
            Blocking.await(() -> awaitWritten(null));
        } catch (CapabilityException e) {
            throw new IOException("interrupted", e);
        }
        finish();
    }

    /** The same for an operation that leaves its gate while it waits. */
    public void write(byte[] bytes, int offset, int length, Gate gate) throws IOException, CapabilityException {
        submit(Arrays.copyOfRange(bytes, offset, offset + length));
        gate.leave();
        try {
            Blocking.await(() -> awaitWritten(gate));
        } finally {
            gate.back();
        }
        gate.check();
        finish();
    }

    private void finish() throws IOException {
        lock.lock();
        try {
            IOException thrown = pending != null ? new IOException("closed while it was written") : failure;
            failure = null;
            if (thrown != null) {
                throw thrown;
            }
        } finally {
            lock.unlock();
        }
    }

    private void submit(byte[] bytes) throws IOException {
        lock.lock();
        try {
            if (pending != null) {
                throw new IOException("an earlier write still waits for its reader");
            }
            pending = bytes;
            failure = null;
            changed.signalAll();
            if (writer == null) {
                writer = Thread.ofPlatform().daemon().name("wasm-output").start(this::writeAll);
            }
        } finally {
            lock.unlock();
        }
    }

    private void awaitWritten(Gate gate) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (pending != null && !closed && (gate == null || gate.isLive())) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private void writeAll() {
        for (byte[] next = next(); next != null; next = next()) {
            byte[] bytes = next;
            IOException thrown = null;
            try {
                Foreign.callAlone(() -> {
                    stream.write(bytes);
                    stream.flush();
                    return null;
                });
            } catch (IOException e) {
                thrown = e;
            }
            finish(thrown);
        }
    }

    /** Null when there will be nothing more. */
    private byte[] next() {
        lock.lock();
        try {
            while (pending == null && !closed) {
                changed.awaitUninterruptibly();
            }
            return pending;
        } finally {
            lock.unlock();
        }
    }

    private void finish(IOException thrown) {
        lock.lock();
        try {
            pending = null;
            failure = thrown;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Has all that wait look at their gates. */
    public void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Wakes who waits, and lets the thread end after its current write; the stream itself stays open. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
