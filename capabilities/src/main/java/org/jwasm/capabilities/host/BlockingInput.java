// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.host;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.ErrorKind;

/**
 * Reads from an {@link InputStream} so that the waiting can be interrupted, which streams can't do in general.
 *
 * <p>What is available without blocking is read directly. Where a read would block, a daemon thread does it, and the
 * reader waits for that thread; bytes that arrive after an interruption are kept for the next read.
 */
public final class BlockingInput {

    private static final int READ_AHEAD = 8192;
    /** What a read that just began gets: at the end of a stream it returns at once, and only it can tell the end. */
    private static final long MOMENT_NANOS = 1_000_000;

    private final InputStream stream;
    private final boolean owned;
    private final boolean neverBlocks;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final byte[] ahead;
    private int start;
    private int end;
    private boolean ended;
    private IOException failure;
    private boolean reading;
    private Thread reader;
    private int owners = 1;
    private volatile boolean closed;

    public BlockingInput(InputStream stream) {
        this(stream, false);
    }

    /** @param owned whether to close the stream with the last owner */
    public BlockingInput(InputStream stream, boolean owned) {
        this.stream = stream;
        this.owned = owned;
        this.neverBlocks = stream instanceof ByteArrayInputStream;
        this.ahead = new byte[READ_AHEAD];
    }

    /** Another owner, who closes it as well. */
    public void share() {
        lock.lock();
        owners++;
        lock.unlock();
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

    /** When the last owner closes it, wakes all that wait, and lets the reading thread end after its current read. */
    public void close() {
        lock.lock();
        try {
            owners--;
            closed = owners == 0;
            changed.signalAll();
            if (closed && owned) {
                Thread.ofVirtual().start(this::closeStream);
            }
        } finally {
            lock.unlock();
        }
    }

    private void closeStream() {
        try {
            stream.close();
        } catch (IOException | RuntimeException e) {
            // Nobody is left who could be told.
        }
    }

    /**
     * Reads at least one byte, unless {@code length} is 0, waiting for it.
     *
     * @return the number of bytes, or -1 at the end of the stream
     */
    public int read(byte[] target, int offset, int length, Gate gate) throws CapabilityException {
        if (length == 0) {
            return 0;
        }
        while (true) {
            lock.lock();
            try {
                gate.check();
                int count = tryRead(target, offset, length);
                if (count != 0) {
                    return count;
                }
                request();
            } finally {
                lock.unlock();
            }
            awaitChange(0, true, gate);
        }
    }

    /** What can be read without waiting: 0 if nothing, -1 at the end. */
    private int tryRead(byte[] target, int offset, int length) throws CapabilityException {
        if (closed) {
            throw new CapabilityException(ErrorKind.REVOKED, "the stream was closed");
        }
        if (start < end) {
            int count = Math.min(length, end - start);
            System.arraycopy(ahead, start, target, offset, count);
            start += count;
            return count;
        }
        if (ended) {
            return -1;
        }
        throwFailure();
        try {
            int available = neverBlocks ? length : reading ? 0 : Foreign.call(stream::available);
            return available <= 0 ? 0 : Foreign.call(() -> stream.read(target, offset, Math.min(length, available)));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void throwFailure() throws CapabilityException {
        if (failure != null) {
            IOException thrown = failure;
            failure = null;
            throw failed(thrown);
        }
    }

    private static CapabilityException failed(IOException e) {
        return new CapabilityException(ErrorKind.IO, "reading failed: " + e.getMessage());
    }

    /** Waits until a read would not block. Also without time to wait it finds the end of the stream, if not the first time. */
    public boolean awaitReadable(long nanos, boolean endless, Gate gate) throws CapabilityException {
        if (readableNow()) {
            return true;
        }
        boolean begins;
        lock.lock();
        try {
            begins = request();
        } finally {
            lock.unlock();
        }
        awaitChange(System.nanoTime() + (begins ? Math.max(nanos, MOMENT_NANOS) : nanos), endless, gate);
        gate.check();
        return readableNow();
    }

    /** Whether a read would return at once; at the end it would. */
    public boolean readableNow() throws CapabilityException {
        return closed || ended() || available() > 0;
    }

    private boolean ended() {
        lock.lock();
        try {
            return ended && start == end || failure != null;
        } finally {
            lock.unlock();
        }
    }

    /** The bytes known to be readable without waiting. */
    public int available() throws CapabilityException {
        lock.lock();
        try {
            if (start < end || reading || ended) {
                return end - start;
            }
            return Math.max(0, Foreign.call(stream::available));
        } catch (IOException e) {
            throw failed(e);
        } finally {
            lock.unlock();
        }
    }

    private void awaitChange(long deadline, boolean endless, Gate gate) throws CapabilityException {
        gate.leave();
        try {
            Blocking.await(() -> sleep(deadline, endless, gate));
        } finally {
            gate.back();
        }
    }

    private void sleep(long deadline, boolean endless, Gate gate) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (reading && !closed && gate.isLive()) {
                if (endless) {
                    changed.await();
                } else if (!changed.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    return;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Has the reading thread read something; the lock is held. Returns whether it begins now. */
    private boolean request() {
        if (reading || ended || closed || failure != null || start < end) {
            return false;
        }
        reading = true;
        changed.signalAll();
        if (reader == null) {
            reader = Thread.ofPlatform().daemon().name("wasm-input").start(this::readAhead);
        }
        return true;
    }

    private void readAhead() {
        while (awaitRequest()) {
            int count = -1;
            IOException thrown = null;
            try {
                count = Foreign.callAlone(() -> stream.read(ahead, 0, ahead.length));
            } catch (IOException e) {
                thrown = e;
            }
            finish(count, thrown);
        }
    }

    private boolean awaitRequest() {
        lock.lock();
        try {
            while (!reading && !ended && !closed) {
                changed.awaitUninterruptibly();
            }
            return !ended && !closed;
        } finally {
            lock.unlock();
        }
    }

    private void finish(int count, IOException thrown) {
        lock.lock();
        try {
            start = 0;
            end = Math.max(0, count);
            failure = thrown;
            ended = count < 0 && thrown == null;
            reading = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
