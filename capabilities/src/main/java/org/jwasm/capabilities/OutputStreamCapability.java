package org.jwasm.capabilities;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

import org.jwasm.capabilities.host.Blocking;
import org.jwasm.capabilities.host.BlockingOutput;
import org.jwasm.capabilities.host.Terminals;

/** A stream of bytes to write. */
public final class OutputStreamCapability extends Capability {

    private final OutputStream stream;
    private final boolean terminal;
    /** Threads of a guest take turns; who waits for one that waits for a slow reader can be interrupted too. */
    private final ReentrantLock lock = new ReentrantLock();

    private OutputStreamCapability(OutputStream stream, boolean terminal) {
        super(null, Right.WRITE.bit());
        this.stream = stream;
        this.terminal = terminal;
    }

    /** Any stream, flushed after each write; it is not closed by the capability. */
    public static OutputStreamCapability of(OutputStream stream) {
        return new OutputStreamCapability(Objects.requireNonNull(stream), false);
    }

    /**
     * The standard output of the host's process, not buffered: what a guest has written is there for readers of a pipe, and in order
     * with its standard error, as with a native program. Guests' own libraries collect small writes.
     */
    public static OutputStreamCapability standardOutput() {
        return new OutputStreamCapability(standard(FileDescriptor.out, 1), Terminals.isTerminal(1));
    }

    /** The standard error output of the host's process, not buffered. */
    public static OutputStreamCapability standardError() {
        return new OutputStreamCapability(standard(FileDescriptor.err, 2), Terminals.isTerminal(2));
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

    public boolean isTerminal() {
        return terminal;
    }

    /** Writes all of it. */
    public void write(byte[] source, int offset, int length) throws CapabilityException {
        require(Right.WRITE);
        Blocking.await(lock::lockInterruptibly);
        try {
            stream.write(source, offset, length);
            stream.flush();
        } catch (IOException e) {
            throw failed(e);
        } finally {
            lock.unlock();
        }
    }

    /** Hands on what the stream itself keeps. */
    public void flush() throws CapabilityException {
        requireLive();
        Blocking.await(lock::lockInterruptibly);
        try {
            stream.flush();
        } catch (IOException e) {
            throw failed(e);
        } finally {
            lock.unlock();
        }
    }

    /** Java has no error numbers: a closed reader is told by its text only. */
    private static CapabilityException failed(IOException e) {
        String text = String.valueOf(e.getMessage());
        ErrorKind kind = text.contains("Broken pipe") || text.contains("Pipe closed") ? ErrorKind.PIPE
                        : text.contains("No space left") ? ErrorKind.NOSPC : ErrorKind.IO;
        return new CapabilityException(kind, "writing failed: " + text);
    }
}
