// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.function.IntSupplier;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.jwasm.capabilities.ProcessEnd;
import org.jwasm.capabilities.host.HostThreads;
import org.jwasm.launcher.RunCommand.Limits;
import org.jwasm.program.Program;
import org.jwasm.runtime.CodeProfile;
import org.jwasm.structure.MemoryType;
import org.jwasm.tier.PreparedModule;
import org.jwasm.tier.cache.CodeCache;
import org.jwasm.wasi.Wasi;

/**
 * One run of one guest: in a context of its own that allows nothing, and on a thread of its own with a stack as large as
 * the user says, so that the guest's recursion can't exhaust that of the launcher.
 */
final class GuestProgram {

    private static final String LANGUAGE = "wasm";
    /** How long a guest is waited for that is cancelled: it may sit in a read that can't be interrupted. */
    private static final long TIMEOUT_GRACE_MILLIS = 200;
    private static final long INTERRUPT_GRACE_MILLIS = 30;
    /** Programs that run for less have no need of compilers. */
    private static final Duration SHORT = Duration.ofMillis(50);
    /** Not where a trained start is prepared, which has to learn how functions are translated. */
    private static final boolean COMPLETES = !"off".equals(System.getProperty("jwasm.completion"));
    /** Nobody waits for the end of a program that is through for longer. */
    private static final Duration LONGEST_COMPLETION = Duration.ofSeconds(1);
    /** The script jwasm gives all compilers 4, where Java lets it. */
    private static final int SECOND_COMPILER_NICENESS = 10;

    private final ModuleFile file;
    private final Entry entry;
    private final Wasi wasi;
    private final Limits limits;
    private final Thread thread;
    /** Null if nobody wants to know. */
    private final ProcessorTimes times;
    private volatile Context context;
    private volatile int exitCode;
    private volatile boolean stopped;

    GuestProgram(ModuleFile file, Entry entry, Wasi wasi, Limits limits) {
        this.file = file;
        this.entry = entry;
        this.wasi = wasi;
        this.limits = limits;
        this.times = limits.traced() ? ProcessorTimes.start() : null;
        this.thread = new Thread(null, this::runOnOwnThread, "guest", limits.stackSize());
        thread.setDaemon(true);
    }

    /** Runs the guest to its end, or until the timeout; returns the exit code. */
    int run() {
        Thread hook = new Thread(this::interrupt, "interrupt");
        Runtime.getRuntime().addShutdownHook(hook);
        prepareModule();
        thread.start();
        boolean ended = awaitEnd();
        if (!ended) {
            stop(TIMEOUT_GRACE_MILLIS);
            flush();
            Messages.error(file.label() + ": timeout");
            exitCode = ExitCode.TIMEOUT;
        }
        flush();
        if (ended && COMPLETES && limits.languageOptions().containsKey("wasm.CodeCache")) {
            completeCode();
        }
        reportTimes();
        endInstruments();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            Messages.debug("interrupted while ending");
        }
        return exitCode;
    }

    /** Has the module decoded while the engine is made. */
    private void prepareModule() {
        Map<String, String> options = limits.languageOptions();
        boolean metered = options.containsKey("wasm.Fuel") || options.containsKey("wasm.MaxCallDepth");
        CodeProfile profile = new CodeProfile("true".equals(options.get("wasm.Deterministic")), metered);
        String directory = "false".equals(options.get("wasm.CompiledTier")) ? "" : options.getOrDefault("wasm.CodeCache", "");
        PreparedModule.start(file.content(), new PreparedModule.Wanted(file.label(), limits.features(), profile, directory, CodeCache.DEFAULT_LIMIT));
    }

    /**
     * What the first compiler has made a program goes on with at once; of the second's work a program that runs for long has enough. With one processor both would
     * wait for the guest.
     */
    private static void yieldToFirstCompiler() {
        if (Runtime.getRuntime().availableProcessors() > 1) {
            HostThreads.lower("C2 Comp", SECOND_COMPILER_NICENESS);
        }
    }

    /** What the program ran is translated for the next time, where there is a cache, also what it ran too seldom for that. */
    private static void completeCode() {
        try {
            CodeCache.complete(LONGEST_COMPLETION);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            // The program did what it was to do; its code is translated the next time.
            Messages.debug("completing the code cache: " + e);
        }
    }

    private void reportTimes() {
        if (times != null) {
            times.report().ifPresent(line -> System.err.println("tier: " + line));
        }
    }

    private boolean awaitEnd() {
        Duration timeout = limits.timeout();
        try {
            if (timeout != null && timeout.compareTo(SHORT) <= 0) {
                return thread.join(timeout);
            }
            if (thread.join(SHORT)) {
                return true;
            }
            yieldToFirstCompiler();
            if (timeout == null) {
                thread.join();
                return true;
            }
            return thread.join(timeout.minus(SHORT));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Ctrl-C, or another signal that ends the JVM, which itself exits with 128 + signal. The guest isn't cancelled, which takes longer than all
     * else: what waits stays where it is, and what runs ends with the JVM. Only reports of instruments would make it run on meanwhile.
     */
    private void interrupt() {
        stopped = true;
        ProcessEnd.begin();
        if (!limits.instruments().isEmpty()) {
            stop(INTERRUPT_GRACE_MILLIS);
        }
        flush();
    }

    private void stop(long graceMillis) {
        stopped = true;
        Thread.ofPlatform().daemon().name("stop").start(this::cancel);
        try {
            thread.join(graceMillis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void cancel() {
        Context running = context;
        if (running != null) {
            running.close(true);
        }
    }

    /** Instruments report when the engine is closed, or by themselves when Java is interrupted; without any, nothing has to be closed. */
    private void endInstruments() {
        Context ended = context;
        if (ended == null || limits.instruments().isEmpty()) {
            return;
        }
        try {
            ended.getEngine().close(true);
        } catch (PolyglotException | IllegalStateException e) {
            Messages.debug("closing the engine: " + e.getMessage());
        }
        flush();
    }

    private static void flush() {
        System.out.flush();
        System.err.flush();
    }

    private void runOnOwnThread() {
        try {
            exitCode = load();
        } catch (PolyglotException e) {
            fail(() -> new GuestFailure(file.label(), e).report());
        } catch (LoadException | RuntimeException | Error e) {
            fail(() -> Messages.failure(e));
        } finally {
            if (times != null) {
                // The last look at this thread.
                times.look();
            }
        }
    }

    /** Reports a failure behind all that the guest has written, unless it is only the end that we asked for. */
    private void fail(IntSupplier report) {
        if (!stopped) {
            flush();
            exitCode = report.getAsInt();
        }
    }

    private int load() throws LoadException {
        // Neither is closed here: the process ends with the guest, and closing waits for compilations that nobody needs any more.
        Engine engine = engine();
        context = context(engine);
        Messages.debug("engine " + engine.getImplementationName() + ", Java " + Runtime.version());
        Progress progress = Progress.of("loading " + file.label() + " (" + file.bytes().length / 1_000_000 + " MB)");
        Program program = Program.of(file.content(), wasi, entry.call(), progress::close);
        try {
            context.eval(source());
        } finally {
            progress.close();
        }
        switch (program.outcome()) {
            case NO_PROGRAM -> throw Entry.noProgram(file, limits.features());
            case TAKES_PARAMETERS -> throw new LoadException(file.label(), "not a program: what it exports as its start takes parameters. --invoke calls any exported function");
            default -> entry.print(program.results());
        }
        return ExitCode.SUCCESS;
    }

    /** What instruments print goes where errors go: standard output is the guest's. */
    private Engine engine() throws LoadException {
        OutputStream reports = limits.instruments().isEmpty() ? OutputStream.nullOutputStream() : System.err;
        try {
            return Engine.newBuilder(LANGUAGE).in(InputStream.nullInputStream()).out(reports).err(System.err).options(limits.instruments()).build();
        } catch (IllegalArgumentException e) {
            throw new LoadException("the instruments can't be used: " + e.getMessage());
        }
    }

    private Context context(Engine engine) {
        Context.Builder builder = Context.newBuilder(LANGUAGE).engine(engine).allowCreateThread(limits.threads() > 0);
        if (limits.maxMemory() != null) {
            builder.option("wasm.MaxMemoryPages", Long.toString(limits.maxMemory() / MemoryType.PAGE_SIZE));
        }
        return builder.options(limits.languageOptions()).build();
    }

    private Source source() {
        try {
            return Source.newBuilder(LANGUAGE, file.content(), file.label()).build();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
