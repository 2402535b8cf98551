// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import org.jwasm.instantiation.Instantiator;
import org.jwasm.instantiation.Limitations;
import org.jwasm.runtime.FailureType;
import org.jwasm.runtime.TrapKind;
import org.jwasm.runtime.WasmException;
import org.jwasm.runtime.WasmFunction;
import org.jwasm.runtime.WasmInstance;
import org.jwasm.structure.Export;
import org.jwasm.structure.FunctionType;
import org.jwasm.structure.NumberType;
import org.jwasm.wasi.ThreadSpawn;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.ThreadLocalAction;
import com.oracle.truffle.api.TruffleContext;
import com.oracle.truffle.api.TruffleLanguage.Env;
import com.oracle.truffle.api.TruffleSafepoint;
import com.oracle.truffle.api.TruffleStackTrace;
import com.oracle.truffle.api.exception.AbstractTruffleException;

/**
 * The threads that the programs of one context started. Spec: wasi-threads. Each is an instance of its own; a trap in one ends
 * all of its program, and so does an exit.
 */
final class GuestThreads {

    private static final String ENTRY = "wasi_thread_start";
    private static final FunctionType ENTRY_TYPE = FunctionType.of(java.util.List.of(NumberType.I32, NumberType.I32));
    /** Numbers have 29 bits; the others are reserved. */
    private static final int LAST_NUMBER = (1 << 29) - 1;
    private static final long STACK_SIZE = 16L << 20;

    private final Env env;
    private final Supplier<Limitations> limitations;
    private final Map<ThreadSpawn, Program> programs = new IdentityHashMap<>();
    /** All that were started and may be alive, also those that programs no longer count: leaving its context takes a thread a moment. */
    private final Set<Thread> started = new HashSet<>();
    private boolean ended;

    GuestThreads(Env env, Supplier<Limitations> limitations) {
        this.env = env;
        this.limitations = limitations;
    }

    /** The threads of one program. Guarded by the outer object. */
    private static final class Program {
        final Map<Integer, Thread> threads = new java.util.HashMap<>();
        /** Threads that the program didn't start, but that started some. */
        final Set<Thread> roots = new HashSet<>();
        int last;
        boolean failed;

        int nextNumber() {
            do {
                last = last == LAST_NUMBER ? 1 : last + 1;
            } while (threads.containsKey(last));
            return last;
        }
    }

    /** Thrown in threads that are to end although nothing is wrong with them. */
    @SuppressWarnings("serial")
    private static final class ThreadEnd extends AbstractTruffleException {
    }

    /** {@code thread-spawn}: the number of the new thread, negative if there is none. */
    @TruffleBoundary
    int start(ThreadSpawn spawn, WasmInstance parent, int argument) {
        if (!env.isCreateThreadAllowed() || entry(parent) == null || !sharesMemories(parent)) {
            return ThreadSpawn.REFUSED;
        }
        int number = reserve(spawn);
        if (number < 0) {
            return ThreadSpawn.REFUSED;
        }
        boolean started = false;
        try {
            WasmFunction function = entry(Instantiator.instantiateAgain(parent, limitations.get()));
            Thread thread = env.newTruffleThreadBuilder(() -> run(spawn, function, number, argument)).stackSize(STACK_SIZE).build();
            thread.setName("guest-" + number);
            thread.setDaemon(true);
            thread.setUncaughtExceptionHandler((_, _) -> {
                // The cancelling of the context, which whoever cancelled knows of.
            });
            started = begin(spawn, number, thread);
            return started ? number : ThreadSpawn.REFUSED;
        } catch (WasmException e) {
            if (e.failureType() == FailureType.EXHAUSTION) {
                return ThreadSpawn.REFUSED;
            }
            throw e;
        } catch (OutOfMemoryError e) {
            return ThreadSpawn.REFUSED;
        } finally {
            if (!started) {
                forget(spawn, number);
            }
        }
    }

    private static WasmFunction entry(WasmInstance instance) {
        for (Export export : instance.code().module().exports()) {
            if (export.kind() == Export.Kind.FUNCTION && export.name().equals(ENTRY) &&
                            instance.code().module().functionType(export.index()).functionType().equals(ENTRY_TYPE)) {
                return instance.function(export.index());
            }
        }
        return null;
    }

    private static boolean sharesMemories(WasmInstance instance) {
        for (int i = 0; i < instance.code().module().importedMemoryCount(); i++) {
            if (!instance.memory(i).isShared()) {
                return false;
            }
        }
        return true;
    }

    /** A number for a thread that is going to be, or -1 if there may be no more. */
    private synchronized int reserve(ThreadSpawn spawn) {
        Program program = programs.computeIfAbsent(spawn, _ -> new Program());
        if (ended || program.failed || program.threads.size() >= spawn.limit()) {
            return -1;
        }
        int number = program.nextNumber();
        program.threads.put(number, null);
        if (!program.threads.containsValue(Thread.currentThread())) {
            program.roots.add(Thread.currentThread());
        }
        return number;
    }

    private synchronized boolean begin(ThreadSpawn spawn, int number, Thread thread) {
        if (ended || programs.get(spawn).failed) {
            return false;
        }
        programs.get(spawn).threads.put(number, thread);
        started.removeIf(other -> !other.isAlive());
        thread.start();
        started.add(thread);
        return true;
    }

    private synchronized void forget(ThreadSpawn spawn, int number) {
        programs.get(spawn).threads.remove(number);
    }

    /** Asked by a thread that is in its context, so that what is raised from now on reaches it. */
    private synchronized boolean goesOn(ThreadSpawn spawn) {
        return !ended && !programs.get(spawn).failed;
    }

    private void run(ThreadSpawn spawn, WasmFunction function, int number, int argument) {
        try {
            if (goesOn(spawn)) {
                function.call(new long[]{number, argument}, null);
            }
        } catch (ThreadEnd e) {
            // It was asked to end.
        } catch (AbstractTruffleException e) {
            fail(spawn, e);
        } catch (StackOverflowError e) {
            fail(spawn, WasmException.trap(TrapKind.CALL_STACK_EXHAUSTED, null));
        } catch (RuntimeException | Error e) {
            TruffleContext context = env.getContext();
            if (context.isCancelling() || context.isExiting() || context.isClosed()) {
                throw e;
            }
            fail(spawn, WasmException.of(FailureType.INTERNAL, "failure in a thread: " + e));
            throw e;
        } finally {
            forget(spawn, number);
        }
    }

    /** Has all threads of the program fail as this one did. */
    private void fail(ThreadSpawn spawn, AbstractTruffleException failure) {
        TruffleStackTrace.fillIn(failure);
        Set<Thread> others = new HashSet<>();
        synchronized (this) {
            Program program = programs.get(spawn);
            if (program.failed) {
                return;
            }
            program.failed = true;
            others.addAll(program.threads.values());
            others.addAll(program.roots);
        }
        others.remove(null);
        others.remove(Thread.currentThread());
        raise(others, failure);
    }

    private void raise(Set<Thread> threads, AbstractTruffleException exception) {
        env.submitThreadLocal(threads.toArray(Thread[]::new), new ThreadLocalAction(true, false) {
            @Override
            protected void perform(Access access) {
                throw exception;
            }
        });
    }

    /** Ends all threads, and waits until nothing is left of them: a context whose threads aren't all gone can't be closed. */
    void end() {
        Set<Thread> threads;
        synchronized (this) {
            ended = true;
            threads = new HashSet<>(started);
        }
        if (!threads.isEmpty()) {
            raise(threads, new ThreadEnd());
            threads.forEach(thread -> TruffleSafepoint.setBlockedThreadInterruptible(null, Thread::join, thread));
        }
    }
}
