// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;

import org.jwasm.capabilities.host.BlockingInput;
import org.jwasm.capabilities.host.StandardStreams;
import org.jwasm.capabilities.host.Terminals;

/** A stream of bytes to read. Waiting for bytes ends when the capability is revoked or the context is cancelled. */
public final class InputStreamCapability extends Kind<InputStreamCapability> {

    private static final Members<InputStreamCapability> MEMBERS = Members.of(InputStreamCapability.class)
                    .add("available", 0, (self, _) -> self.available())
                    .add("read", 1, (self, a) -> {
                        byte[] bytes = new byte[a.size(0)];
                        return new Bytes(Arrays.copyOf(bytes, Math.max(0, self.read(bytes, 0, bytes.length))));
                    });

    private final BlockingInput input;
    private final boolean terminal;

    InputStreamCapability(Origin origin, BlockingInput input, boolean terminal) {
        super(origin);
        this.input = input;
        this.terminal = terminal;
    }

    private static InputStreamCapability original(InputStream stream, boolean terminal) {
        return new InputStreamCapability(Origin.original(Right.READ), new BlockingInput(stream), terminal);
    }

    /** Any stream; it is not closed by the capability. */
    public static InputStreamCapability of(InputStream stream) {
        return original(Objects.requireNonNull(stream), false);
    }

    /** The standard input of the host's process. */
    public static InputStreamCapability standardInput() {
        return original(StandardStreams.input(), Terminals.isTerminal(0));
    }

    /** A stream that is at its end. */
    public static InputStreamCapability empty() {
        return of(InputStream.nullInputStream());
    }

    @Override
    public String kind() {
        return "input";
    }

    @Override
    InputStreamCapability copy(Origin origin) {
        input.share();
        return new InputStreamCapability(origin, input, terminal);
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
        enter(Right.READ, "read", null);
        long granted = 0;
        int count = 0;
        try {
            granted = take(length, "read");
            count = input.read(target, offset, (int) granted, gate("read"));
            return count;
        } finally {
            giveBack(granted - Math.max(0, count));
            exit();
        }
    }

    /** How many bytes are known to be there without waiting. */
    public int available() throws CapabilityException {
        return look(input::available);
    }

    /** Whether a read would return at once, with bytes or at the end of the stream. */
    public boolean isReadable() throws CapabilityException {
        return look(input::readableNow);
    }

    /** Waits at most so long for {@link #isReadable()}. */
    public boolean awaitReadable(long nanos) throws CapabilityException {
        return look(() -> input.awaitReadable(nanos, false, gate("awaitReadable")));
    }

    /** Waits for {@link #isReadable()}. */
    public void awaitReadable() throws CapabilityException {
        look(() -> input.awaitReadable(0, true, gate("awaitReadable")));
    }

    private <R> R look(Action<R> action) throws CapabilityException {
        enterFree(Right.READ, "look");
        try {
            return action.run();
        } finally {
            exit();
        }
    }

    @Override
    void wake() {
        input.wake();
    }

    @Override
    void dispose() {
        input.close();
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
