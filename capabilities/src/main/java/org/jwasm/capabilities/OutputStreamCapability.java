package org.jwasm.capabilities;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

import org.jwasm.capabilities.host.Blocking;
import org.jwasm.capabilities.host.BlockingOutput;
import org.jwasm.capabilities.host.Gate;
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
    private final boolean terminal;
    /** Threads of a guest take turns; who waits for one that waits for a slow reader can be interrupted too. */
    private final ReentrantLock lock;

    private OutputStreamCapability(Origin origin, OutputStream stream, boolean terminal, ReentrantLock lock) {
        super(origin);
        this.stream = stream;
        this.terminal = terminal;
        this.lock = lock;
    }

    private static OutputStreamCapability original(OutputStream stream, boolean terminal) {
        return new OutputStreamCapability(Origin.original(Right.WRITE), stream, terminal, new ReentrantLock());
    }

    /**
     * Any stream, flushed after each write; it is not closed by the capability. A write that waits in the stream goes on after a
     * revocation: see {@link #ofBlocking}.
     */
    public static OutputStreamCapability of(OutputStream stream) {
        return original(Objects.requireNonNull(stream), false);
    }

    /** A stream that may wait for a slow reader: a thread of its own writes, so that revocation and cancelling end the waiting. */
    public static OutputStreamCapability ofBlocking(OutputStream stream) {
        return original(new BlockingOutput(Objects.requireNonNull(stream)), false);
    }

    /**
     * The standard output of the host's process, not buffered: what a guest has written is there for readers of a pipe, and in order
     * with its standard error, as with a native program. Guests' own libraries collect small writes.
     */
    public static OutputStreamCapability standardOutput() {
        return original(standard(FileDescriptor.out, 1), Terminals.isTerminal(1));
    }

    /** The standard error output of the host's process, not buffered. */
    public static OutputStreamCapability standardError() {
        return original(standard(FileDescriptor.err, 2), Terminals.isTerminal(2));
    }

    private static OutputStream standard(FileDescriptor descriptor, int number) {
        OutputStream stream = new FileOutputStream(descriptor);
        return Terminals.mayBlock(number) ? new BlockingOutput(stream) : stream;
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
        return new OutputStreamCapability(origin, stream, terminal, lock);
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
                if (stream instanceof BlockingOutput output) {
                    output.write(source, offset, length, gate);
                } else {
                    stream.write(source, offset, length);
                    stream.flush();
                }
            });
        } finally {
            exit();
        }
    }

    /** Hands on what the stream itself keeps. */
    public void flush() throws CapabilityException {
        enterFree(null, "flush");
        try {
            inTurn("flush", _ -> stream.flush());
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
