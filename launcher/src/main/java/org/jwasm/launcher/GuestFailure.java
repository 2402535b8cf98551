// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

import java.util.ArrayList;
import java.util.List;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.jwasm.runtime.FailureType;

/** How a guest ended that didn't return from its entry: its exit code and the lines that the user reads. */
final class GuestFailure {

    /** Frames that are printed at each end of a long stack trace. */
    private static final int NEWEST_FRAMES = 20;
    private static final int OLDEST_FRAMES = 3;

    private final String label;
    private final PolyglotException failure;

    GuestFailure(String label, PolyglotException failure) {
        this.label = label;
        this.failure = failure;
    }

    /** Prints what there is to say; returns the exit code. */
    int report() {
        if (failure.isExit()) {
            return failure.getExitStatus();
        }
        if (failure.isResourceExhausted()) {
            Messages.error(label + ": out of memory; give Java more, for example with JWASM_JAVA_OPTS=-Xmx8g");
            Messages.debug(failure);
            return ExitCode.TRAP;
        }
        if (failure.isInternalError() || failure.isHostException()) {
            return Messages.internalError(failure.isHostException() ? failure.asHostException() : failure);
        }
        if (failure.isSyntaxError() || isUnlinkable()) {
            Messages.error(label + ": " + failure.getMessage());
            Messages.debug(failure);
            return ExitCode.USAGE;
        }
        Messages.error(label + ": trap: " + failure.getMessage());
        stackTrace().forEach(line -> System.err.println("    " + line));
        Messages.debug(failure);
        return ExitCode.TRAP;
    }

    private boolean isUnlinkable() {
        Value type = guestMember("failureType");
        return type != null && type.isString() && type.asString().equals(FailureType.UNLINKABLE.toString());
    }

    private Value guestMember(String name) {
        Value guest = failure.getGuestObject();
        return guest != null && guest.hasMember(name) ? guest.getMember(name) : null;
    }

    /** The guest's frames, newest first, as {@code at name @ 0x1a3}; the middle of a long one is left out. */
    private List<String> stackTrace() {
        List<String> frames = new ArrayList<>();
        Value offsets = guestMember("offsets");
        for (PolyglotException.StackFrame frame : failure.getPolyglotStackTrace()) {
            if (frame.isGuestFrame()) {
                frames.add("at " + frame.getRootName() + position(offsets, frames.size()));
            }
        }
        int omitted = frames.size() - NEWEST_FRAMES - OLDEST_FRAMES;
        if (omitted > 1) {
            List<String> middle = frames.subList(NEWEST_FRAMES, NEWEST_FRAMES + omitted);
            middle.clear();
            middle.add(String.format("... %,d more ...", omitted));
        }
        return frames;
    }

    private static String position(Value offsets, int frame) {
        if (offsets == null || frame >= offsets.getArraySize()) {
            return "";
        }
        long offset = offsets.getArrayElement(frame).asLong();
        return offset < 0 ? "" : " @ 0x" + Long.toHexString(offset);
    }
}
