// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

import org.jwasm.capabilities.host.Blocking;
import org.jwasm.capabilities.host.BlockingOutput;
import org.jwasm.capabilities.host.Foreign;
import org.jwasm.capabilities.host.Gate;
import org.jwasm.capabilities.host.StandardStreams;
import org.jwasm.capabilities.host.Terminals;

/** A stream of bytes to write. */
public final class OutputStreamCapability extends Kind<OutputStreamCapability> {

    private static final Members<OutputStreamCapability> MEMBERS = Members.of(OutputStreamCapability.class)
                    .add("write", 1, (self, a) -> {
                        byte[] bytes = a.bytes(0);
                        self.write(bytes, 0, bytes.length);
                        return bytes.length;
                    });

    private final OutputStream stream;
    /** Null if all is passed on as it is. */
    private final TerminalFilter filter;
    private final boolean terminal;
    /** Threads of a guest take turns; who waits for one that waits for a slow reader can be interrupted too. */
    private final ReentrantLock lock;

    private OutputStreamCapability(Origin origin, OutputStream stream, TerminalFilter filter, boolean terminal, ReentrantLock lock) {
        super(origin);
        this.stream = stream;
        this.filter = filter;
        this.terminal = terminal;
        this.lock = lock;
    }

    private static OutputStreamCapability original(OutputStream stream, TerminalFilter filter, boolean terminal) {
        return new OutputStreamCapability(Origin.original(Right.WRITE), stream, filter, terminal, new ReentrantLock());
    }

    /**
     * Any stream, flushed after each write; it is not closed by the capability. A write that waits in the stream goes on after a
     * revocation: see {@link #ofBlocking}.
     */
    public static OutputStreamCapability of(OutputStream stream) {
        return original(Objects.requireNonNull(stream), null, false);
    }

    /** A stream that may wait for a slow reader: a thread of its own writes, so that revocation and cancelling end the waiting. */
    public static OutputStreamCapability ofBlocking(OutputStream stream) {
        return original(new BlockingOutput(Objects.requireNonNull(stream)), null, false);
    }

    /**
     * The standard output of the host's process, not buffered: what a guest has written is there for readers of a pipe, and in order
     * with its standard error, as with a native program. Guests' own libraries collect small writes. Control characters are shown, not
     * sent, if it is a terminal: as their pictures, so that a guest can't command the terminal.
     */
    public static OutputStreamCapability standardOutput() {
        return standardOutput(false);
    }

    /** The same; if {@code raw}, a terminal gets everything as it is. */
    public static OutputStreamCapability standardOutput(boolean raw) {
        return standard(FileDescriptor.out, 1, raw);
    }

    /** The standard error output of the host's process, like {@link #standardOutput()}. */
    public static OutputStreamCapability standardError() {
        return standardError(false);
    }

    /** The same; if {@code raw}, a terminal gets everything as it is. */
    public static OutputStreamCapability standardError(boolean raw) {
        return standard(FileDescriptor.err, 2, raw);
    }

    /** A terminal that isn't one of the process's standard streams; what is written is filtered unless {@code raw}. */
    public static OutputStreamCapability ofTerminal(OutputStream terminal, boolean raw) {
        OutputStream stream = new BlockingOutput(Objects.requireNonNull(terminal));
        return original(stream, raw ? null : new TerminalFilter(), true);
    }

    private static OutputStreamCapability standard(FileDescriptor descriptor, int number, boolean raw) {
        boolean terminal = Terminals.isTerminal(number);
        OutputStream stream = Terminals.mayBlock(number) ? new BlockingOutput(StandardStreams.output(descriptor)) : new FileOutputStream(descriptor);
        return original(stream, terminal && !raw ? new TerminalFilter() : null, terminal);
    }

    /** A stream that takes everything and keeps nothing. */
    public static OutputStreamCapability discard() {
        return of(OutputStream.nullOutputStream());
    }

    @Override
    public String kind() {
        return "output";
    }

    @Override
    OutputStreamCapability copy(Origin origin) {
        return new OutputStreamCapability(origin, stream, filter, terminal, lock);
    }

    public boolean isTerminal() {
        return terminal;
    }

    /** Writes all of it. */
    public void write(byte[] source, int offset, int length) throws CapabilityException {
        enter(Right.WRITE, "write", null);
        try {
            takeAll(length, "write");
            output(length, "write");
            inTurn("write", gate -> {
                if (filter == null) {
                    pass(source, offset, length, gate);
                } else {
                    byte[] shown = filter.filter(source, offset, length);
                    pass(shown, 0, shown.length, gate);
                }
            });
        } finally {
            exit();
        }
    }

    private void pass(byte[] source, int offset, int length, Gate gate) throws IOException, CapabilityException {
        if (stream instanceof BlockingOutput output) {
            output.write(source, offset, length, gate);
        } else {
            Foreign.call(() -> {
                stream.write(source, offset, length);
                stream.flush();
                return null;
            });
        }
    }

    /** Hands on what the stream itself keeps. */
    public void flush() throws CapabilityException {
        enterFree(null, "flush");
        try {
            inTurn("flush", _ -> Foreign.call(() -> {
                stream.flush();
                return null;
            }));
        } finally {
            exit();
        }
    }

    /** What a stream does. */
    @FunctionalInterface
    private interface Output {
        void run(Gate gate) throws IOException, CapabilityException;
    }

    private void inTurn(String operation, Output output) throws CapabilityException {
        Gate gate = gate(operation);
        if (!lock.tryLock()) {
            gate.leave();
            try {
                Blocking.await(lock::lockInterruptibly);
            } finally {
                gate.back();
            }
        }
        callBegins();
        try {
            gate.check();
            output.run(gate);
        } catch (IOException e) {
            gate.check();
            throw failed(e);
        } finally {
            lock.unlock();
        }
        callEnds(operation);
    }

    /** Java has no error numbers: a closed reader is told by its text only. */
    private static CapabilityException failed(IOException e) {
        String text = String.valueOf(e.getMessage());
        ErrorKind kind = text.contains("Broken pipe") || text.contains("Pipe closed") ? ErrorKind.PIPE
                        : text.contains("No space left") ? ErrorKind.NOSPC : ErrorKind.IO;
        return new CapabilityException(kind, "writing failed: " + text);
    }

    @Override
    void wake() {
        if (stream instanceof BlockingOutput output) {
            output.wake();
        }
    }

    @Override
    boolean runsForeignCode() {
        return true;
    }

    @Override
    Members<?> members() {
        return MEMBERS;
    }
}
