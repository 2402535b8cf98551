package org.jwasm.capabilities;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.InputStream;
import java.util.Objects;

import org.jwasm.capabilities.host.BlockingInput;
import org.jwasm.capabilities.host.Terminals;

/** A stream of bytes to read. Waiting for bytes ends when the capability is revoked or the context is cancelled. */
public final class InputStreamCapability extends Capability {

    private final BlockingInput input;
    private final boolean terminal;

    private InputStreamCapability(InputStream stream, boolean terminal) {
        super(null, Right.READ.bit());
        this.input = new BlockingInput(stream);
        this.terminal = terminal;
    }

    /** Any stream; it is not closed by the capability. */
    public static InputStreamCapability of(InputStream stream) {
        return new InputStreamCapability(Objects.requireNonNull(stream), false);
    }

    /** The standard input of the host's process. */
    public static InputStreamCapability standardInput() {
        return new InputStreamCapability(new FileInputStream(FileDescriptor.in), Terminals.isTerminal(0));
    }

    /** A stream that is at its end. */
    public static InputStreamCapability empty() {
        return of(InputStream.nullInputStream());
    }

    @Override
    public String kind() {
        return "input";
    }

    public boolean isTerminal() {
        return terminal;
    }

    /**
     * Reads at least one byte, waiting for it, unless {@code length} is 0.
     *
     * @return the number of bytes, or -1 at the end of the stream
     */
    public int read(byte[] target, int offset, int length) throws CapabilityException {
        require(Right.READ);
        return input.read(target, offset, length);
    }

    /** How many bytes are known to be there without waiting. */
    public int available() throws CapabilityException {
        require(Right.READ);
        return input.available();
    }

    /** Whether a read would return at once, with bytes or at the end of the stream. */
    public boolean isReadable() throws CapabilityException {
        require(Right.READ);
        return input.readableNow();
    }

    /** Waits at most so long for {@link #isReadable()}. */
    public boolean awaitReadable(long nanos) throws CapabilityException {
        require(Right.READ);
        return input.awaitReadable(nanos, false);
    }

    /** Waits for {@link #isReadable()}. */
    public void awaitReadable() throws CapabilityException {
        require(Right.READ);
        input.awaitReadable(0, true);
    }

    @Override
    void dispose() {
        input.close();
    }
}
