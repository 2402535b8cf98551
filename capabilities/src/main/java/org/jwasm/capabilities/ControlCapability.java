// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import java.util.Arrays;
import java.util.Objects;

import org.jwasm.capabilities.host.Blocking;
import org.jwasm.capabilities.host.Gate;

import org.jwasm.runtime.ResultArray;

import com.oracle.truffle.api.interop.ArityException;
import com.oracle.truffle.api.interop.InteropException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;

/**
 * The authority over one nano-process: to call its functions ({@link Right#CALL}), to ask for its state ({@link Right#STATUS}), to stop
 * it for a while ({@link Right#PAUSE}), and to end it ({@link Right#KILL}). Whoever spawns one gets it; revoking it leaves the
 * nano-process as it is.
 *
 * <pre>{@code
 * ControlCapability control = process.control();
 * ControlCapability mayOnlyStop = control.only(EnumSet.of(Right.KILL)).delegate(app);
 * }</pre>
 */
public final class ControlCapability extends Kind<ControlCapability> {

    /** A nano-process. */
    public interface Controlled {

        /** Its place in the tree. */
        String path();

        /** In lower case: new, running, paused, dead. */
        String state();

        /** Why it is dead, or an empty string. */
        String death();

        void kill(String why);

        /** @throws CapabilityException DEADLOCK (INVAL) if this thread is inside */
        void pause() throws CapabilityException;

        void resume();

        /** Waits until it is dead, so many milliseconds at most; returns whether it is. */
        boolean await(long millis) throws InterruptedException;

        /**
         * An exported function, which can be executed.
         *
         * @throws IllegalArgumentException if there is none
         */
        Object function(String export);

        /** The types of an exported function, with {@link IllegalArgumentException} if it has some that can't be granted. */
        Signature signature(String export);
    }

    private static final Members<ControlCapability> MEMBERS = Members.of(ControlCapability.class)
                    .add("path", 0, (self, _) -> self.process.path())
                    .add("state", 0, (self, _) -> self.state())
                    .add("death", 0, (self, _) -> self.death())
                    .add("kill", 0, 1, (self, a) -> {
                        self.kill(a.count() == 0 ? "" : a.string(0));
                        return true;
                    })
                    .add("pause", 0, (self, _) -> {
                        self.pause();
                        return true;
                    })
                    .add("resume", 0, (self, _) -> {
                        self.resume();
                        return true;
                    })
                    .add("await", 0, (self, _) -> self.await())
                    .add("function", 1, (self, a) -> self.function(a.string(0)))
                    .add("call", 1, Integer.MAX_VALUE, (self, a) -> self.call(a.string(0), a.from(1)));

    /** So long does it take at most until a waiting holder sees a revocation. */
    private static final long POLL_MILLIS = 10;

    private final Controlled process;

    private ControlCapability(Origin origin, Controlled process) {
        super(origin);
        this.process = process;
    }

    public static ControlCapability of(Controlled process) {
        return new ControlCapability(Origin.original(Right.CALL, Right.STATUS, Right.PAUSE, Right.KILL), Objects.requireNonNull(process));
    }

    @Override
    public String kind() {
        return "control";
    }

    @Override
    public String scope() {
        return process.path();
    }

    @Override
    ControlCapability copy(Origin origin) {
        return new ControlCapability(origin, process);
    }

    /** Where it is in its life, in lower case. */
    public String state() throws CapabilityException {
        return guarded(Right.STATUS, "state", null, process::state);
    }

    /** Why it is dead; empty if it isn't. */
    public String death() throws CapabilityException {
        return guarded(Right.STATUS, "death", null, process::death);
    }

    /** Ends it and all below it. */
    public void kill(String why) throws CapabilityException {
        act(Right.KILL, "kill", why, () -> process.kill(why.isEmpty() ? "by " + holder().path() : why + " (by " + holder().path() + ")"));
    }

    /** Stops its code until it is resumed. */
    public void pause() throws CapabilityException {
        act(Right.PAUSE, "pause", null, process::pause);
    }

    public void resume() throws CapabilityException {
        act(Right.PAUSE, "resume", null, process::resume);
    }

    /** Waits until it is dead, and tells why. */
    public String await() throws CapabilityException {
        enter(Right.STATUS, "await", null);
        exit();
        Gate gate = gate("await");
        boolean[] dead = new boolean[1];
        while (!dead[0]) {
            gate.check();
            Blocking.await(() -> dead[0] = process.await(POLL_MILLIS));
        }
        return process.death();
    }

    /** One of its exported functions, as a capability that dies with this one. */
    public FunctionCapability function(String export) throws CapabilityException {
        require(Right.CALL, "function", export);
        return derive("function", () -> {
            try {
                return FunctionCapability.below(Origin.same(this).only(Right.CALL.bit() | Right.HANDING_ON), process.function(export),
                                process.path() + "." + export, process.signature(export));
            } catch (IllegalArgumentException e) {
                throw new CapabilityException(ErrorKind.INVAL, e.getMessage());
            }
        });
    }

    /** One result, or many. */
    private Object received(Object result, Object[] arguments) throws CapabilityException {
        if (result instanceof ResultArray array) {
            Object[] each = array.toArray();
            for (int i = 0; i < each.length; i++) {
                each[i] = received(each[i], arguments);
            }
            return new ResultArray(each);
        }
        return introduceResult(result, arguments);
    }

    private void require(Right right, String operation, Object arguments) throws CapabilityException {
        if (!allows(right)) {
            throw denied(ErrorKind.NOTCAPABLE, operation, arguments, "without the right " + right);
        }
    }

    /** Calls one of its exported functions. */
    public Object call(String export, Object... arguments) throws CapabilityException, UnsupportedTypeException {
        enter(Right.CALL, "call", export);
        try {
            callBegins();
            Object result = InteropLibrary.getUncached().execute(process.function(export), arguments);
            callEnds("call");
            return received(result, arguments);
        } catch (IllegalArgumentException e) {
            throw new CapabilityException(ErrorKind.INVAL, e.getMessage());
        } catch (ArityException | UnsupportedMessageException e) {
            throw unfit(arguments, e);
        } finally {
            exit();
        }
    }

    private static UnsupportedTypeException unfit(Object[] arguments, InteropException e) {
        return UnsupportedTypeException.create(Arrays.copyOf(arguments, arguments.length), e.getMessage());
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
