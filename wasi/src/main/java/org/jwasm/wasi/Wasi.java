// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wasi;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jwasm.capabilities.ArgumentsCapability;
import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.ClockCapability;
import org.jwasm.capabilities.DirectoryCapability;
import org.jwasm.capabilities.EnvironmentCapability;
import org.jwasm.capabilities.ImportScope;
import org.jwasm.capabilities.InputStreamCapability;
import org.jwasm.capabilities.OutputStreamCapability;
import org.jwasm.capabilities.RandomCapability;
import org.jwasm.capabilities.TcpConnectionCapability;
import org.jwasm.capabilities.TcpListenerCapability;
import org.jwasm.runtime.HostFunction;
import org.jwasm.runtime.ResultArray;
import org.jwasm.runtime.WasmMemory;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;

/**
 * WASI preview 1 for one guest: its descriptors, arguments, variables, clocks and randomness, all of them capabilities that
 * it was granted. What was not granted is not there: no arguments, no variables, closed descriptors, and NOTCAPABLE from clocks
 * and random numbers.
 *
 * <p>It can be passed as the import object of a module: its members are the modules that it implements, and theirs are
 * {@link HostFunction}s.
 */
@ExportLibrary(InteropLibrary.class)
public final class Wasi implements TruffleObject, AutoCloseable {

    /** The name under which modules import the functions. */
    public static final String MODULE = Snapshot.PREVIEW1.module();
    /** The name under which old modules import them, with the layout of the snapshot before preview 1. */
    public static final String OLD_MODULE = Snapshot.UNSTABLE.module();
    /** The name under which modules import {@code thread-spawn}. */
    public static final String THREADS_MODULE = "wasi";

    private final ArgumentsCapability arguments;
    private final EnvironmentCapability environment;
    private final Map<ClockCapability.Time, ClockCapability> clocks;
    private final RandomCapability random;
    private final DescriptorTable descriptors = new DescriptorTable();
    /** By the names under which guests import them. */
    private final Map<String, TruffleObject> modules = new LinkedHashMap<>();

    /** Of the thread that called last. */
    private ImportScope.Place place;
    /** Whatever thread has put it there: it has nothing that changes. */
    private Guest guest;

    private Wasi(Builder builder) {
        this.arguments = builder.arguments;
        this.environment = builder.environment;
        this.clocks = new EnumMap<>(builder.clocks);
        this.random = builder.random;
        descriptors.set(0, builder.stdin == null ? null : new InputDescriptor(builder.stdin));
        descriptors.set(1, builder.stdout == null ? null : new OutputDescriptor(builder.stdout));
        descriptors.set(2, builder.stderr == null ? null : new OutputDescriptor(builder.stderr));
        int next = 3;
        for (Map.Entry<String, DirectoryCapability> preopen : builder.preopens.entrySet()) {
            descriptors.set(next++, DirectoryDescriptor.preopen(preopen.getKey(), preopen.getValue()));
        }
        for (TcpListenerCapability listener : builder.listeners) {
            descriptors.set(next++, new ListenerDescriptor(listener));
        }
        for (TcpConnectionCapability connection : builder.connections) {
            descriptors.set(next++, SocketDescriptor.granted(connection));
        }
        for (Snapshot snapshot : Snapshot.values()) {
            modules.put(snapshot.module(), new WasiModule(this, snapshot));
        }
        if (builder.threads > 0) {
            modules.put(THREADS_MODULE, new ThreadsModule(new ThreadSpawn(builder.threads)));
        }
    }

    public static Builder builder() {
        return new Builder();
    }

    /** What a guest is granted; each may be left out. */
    public static final class Builder {
        private ArgumentsCapability arguments;
        private EnvironmentCapability environment;
        private InputStreamCapability stdin;
        private OutputStreamCapability stdout;
        private OutputStreamCapability stderr;
        private RandomCapability random;
        private final Map<ClockCapability.Time, ClockCapability> clocks = new EnumMap<>(ClockCapability.Time.class);
        private final Map<String, DirectoryCapability> preopens = new LinkedHashMap<>();
        private final List<TcpListenerCapability> listeners = new ArrayList<>();
        private final List<TcpConnectionCapability> connections = new ArrayList<>();
        private int threads;

        private Builder() {
        }

        /** The arguments of the program, its name first. */
        public Builder arguments(ArgumentsCapability granted) {
            arguments = granted;
            return this;
        }

        public Builder environment(EnvironmentCapability granted) {
            environment = granted;
            return this;
        }

        public Builder stdin(InputStreamCapability granted) {
            stdin = granted;
            return this;
        }

        public Builder stdout(OutputStreamCapability granted) {
            stdout = granted;
            return this;
        }

        public Builder stderr(OutputStreamCapability granted) {
            stderr = granted;
            return this;
        }

        /** A directory under the path by which the guest knows it, from descriptor 3 on in the order of the calls. */
        public Builder preopen(String guestPath, DirectoryCapability granted) {
            preopens.put(Objects.requireNonNull(guestPath), Objects.requireNonNull(granted));
            return this;
        }

        /** A listener; its descriptor follows those of the directories, in the order of the calls. */
        public Builder listener(TcpListenerCapability granted) {
            listeners.add(Objects.requireNonNull(granted));
            return this;
        }

        /** A connection; its descriptor follows those of directories and listeners, in the order of the calls. */
        public Builder connection(TcpConnectionCapability granted) {
            connections.add(Objects.requireNonNull(granted));
            return this;
        }

        /**
         * So many threads at a time besides the one that a program starts with, by wasi-threads. The context must allow the creation
         * of threads.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public Builder threads(int most) {
            if (most < 0) {
                throw new IllegalArgumentException("a negative number of threads");
            }
            threads = most;
            return this;
        }

        /** Clocks, at most one of each {@link ClockCapability.Time}: the last one counts. */
        public Builder clocks(ClockCapability... granted) {
            for (ClockCapability clock : granted) {
                clocks.put(clock.time(), clock);
            }
            return this;
        }

        public Builder random(RandomCapability granted) {
            random = granted;
            return this;
        }

        public Wasi build() {
            return new Wasi(this);
        }
    }

    /**
     * The function that a module imports.
     *
     * @return null if WASI has no such function
     */
    public HostFunction function(String moduleName, String name) {
        return switch (modules.get(moduleName)) {
            case WasiModule module -> module.function(name);
            case ThreadsModule module when name.equals(ThreadSpawn.NAME) -> module.spawn();
            case null, default -> null;
        };
    }

    /** Ends the guest's state: closes what it opened. The granted capabilities stay alive. */
    @Override
    public void close() {
        descriptors.closeAll();
        guest = null;
    }

    /** Null if none was granted. */
    ArgumentsCapability arguments() {
        return arguments;
    }

    /** Null if none was granted. */
    EnvironmentCapability environment() {
        return environment;
    }

    /** Null if none was granted. */
    RandomCapability random() {
        return random;
    }

    /** Null if none was granted. */
    ClockCapability clock(ClockCapability.Time time) {
        return clocks.get(time);
    }

    /** The memory that calls now, most often that which called last. */
    Guest guest(WasmMemory memory, Snapshot layout) {
        Guest found = guest;
        if (found == null || !found.is(memory, layout)) {
            found = new Guest(memory, layout);
            guest = found;
        }
        return found;
    }

    /** Where the import's name is noted for the current thread. */
    ImportScope.Place place() {
        ImportScope.Place found = ImportScope.place(place);
        place = found;
        return found;
    }

    DescriptorTable descriptors() {
        return descriptors;
    }

    @ExportMessage
    boolean hasMembers() {
        return true;
    }

    @ExportMessage
    @TruffleBoundary
    Object getMembers(@SuppressWarnings("unused") boolean includeInternal) {
        return new ResultArray(modules.keySet().toArray());
    }

    @ExportMessage
    @TruffleBoundary
    boolean isMemberReadable(String member) {
        return modules.containsKey(member);
    }

    @ExportMessage
    @TruffleBoundary
    Object readMember(String member) throws UnknownIdentifierException {
        TruffleObject module = modules.get(member);
        if (module == null) {
            throw UnknownIdentifierException.create(member);
        }
        return module;
    }

    @ExportMessage
    Object toDisplayString(@SuppressWarnings("unused") boolean allowSideEffects) {
        return "wasi";
    }
}
