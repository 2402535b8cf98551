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

    /** When written bytes go on to the host. */
    private enum Buffering {
        NONE,
        LINES,
        FULL
    }

    private static final int BUFFER_SIZE = 1 << 16;

    private final OutputStream stream;
    private final Buffering buffering;
    private final boolean terminal;
    /** Threads of a guest take turns; who waits for one that waits for a slow reader can be interrupted too. */
    private final ReentrantLock lock = new ReentrantLock();
    private final byte[] buffer;
    private int used;

    private OutputStreamCapability(OutputStream stream, Buffering buffering, boolean terminal) {
        super(null, Right.WRITE.bit());
        this.stream = stream;
        this.buffering = buffering;
        this.terminal = terminal;
        this.buffer = new byte[buffering == Buffering.NONE ? 0 : BUFFER_SIZE];
    }

    /** Any stream, flushed after each write; it is not closed by the capability. */
    public static OutputStreamCapability of(OutputStream stream) {
        return new OutputStreamCapability(Objects.requireNonNull(stream), Buffering.NONE, false);
    }

    /**
     * The standard output of the host's process: lines go out at once if it is a terminal, else what is written goes when there are
     * 64 KiB of it, or on {@link #flush()}.
     */
    public static OutputStreamCapability standardOutput() {
        boolean terminal = Terminals.isTerminal(1);
        return new OutputStreamCapability(standard(FileDescriptor.out, 1), terminal ? Buffering.LINES : Buffering.FULL, terminal);
    }

    /** The standard error output of the host's process, not buffered. */
    public static OutputStreamCapability standardError() {
        return new OutputStreamCapability(standard(FileDescriptor.err, 2), Buffering.NONE, Terminals.isTerminal(2));
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
            put(source, offset, length);
        } catch (IOException e) {
            throw failed(e);
        } finally {
            lock.unlock();
        }
    }

    private void put(byte[] source, int offset, int length) throws IOException {
        if (used + (long) length > buffer.length) {
            drain();
        }
        if (length > buffer.length) {
            stream.write(source, offset, length);
            if (buffering == Buffering.NONE) {
                stream.flush();
            }
            return;
        }
        System.arraycopy(source, offset, buffer, used, length);
        used += length;
        if (buffering == Buffering.LINES && hasNewline(source, offset, length)) {
            drain();
        }
    }

    private static boolean hasNewline(byte[] source, int offset, int length) {
        for (int i = offset + length - 1; i >= offset; i--) {
            if (source[i] == '\n') {
                return true;
            }
        }
        return false;
    }

    /** Hands what is buffered to the host. */
    public void flush() throws CapabilityException {
        requireLive();
        Blocking.await(lock::lockInterruptibly);
        try {
            drain();
        } catch (IOException e) {
            throw failed(e);
        } finally {
            lock.unlock();
        }
    }

    private void drain() throws IOException {
        if (used > 0) {
            int length = used;
            // Before the write: bytes that the host refused must not be tried for ever.
            used = 0;
            stream.write(buffer, 0, length);
        }
        if (buffering != Buffering.NONE) {
            stream.flush();
        }
    }

    /** Java has no error numbers: a closed reader is told by its text only. */
    private static CapabilityException failed(IOException e) {
        String text = String.valueOf(e.getMessage());
        ErrorKind kind = text.contains("Broken pipe") || text.contains("Pipe closed") ? ErrorKind.PIPE
                        : text.contains("No space left") ? ErrorKind.NOSPC : ErrorKind.IO;
        return new CapabilityException(kind, "writing failed: " + text);
    }

    @Override
    void dispose() {
        if (stream instanceof BlockingOutput output) {
            output.close();
        }
    }
}
