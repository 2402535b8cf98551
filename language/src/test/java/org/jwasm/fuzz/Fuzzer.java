// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.fuzz;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;

/**
 * Runs mutants of the example programs and kernels: {@code Fuzzer ROOT FIRST COUNT [DIRECTORY]}. A mutant may be refused,
 * fail to link, trap, be cancelled or end; anything else is a finding, and its bytes are written to the directory.
 */
public final class Fuzzer implements AutoCloseable {

    /** How a mutant ended. */
    enum End {
        REFUSED, UNLINKABLE, FAILED, CANCELLED, FINISHED
    }

    /** A mutant that ended in another way than it may. */
    static final class Finding extends Exception {

        private static final long serialVersionUID = 1L;

        Finding(int number, String what, Throwable cause) {
            super("mutant " + number + ": " + what, cause);
        }
    }

    private static final long SEED = 20_260_401L;
    private static final long GUEST_MILLISECONDS = 200;
    private static final long HANG_SECONDS = 30;
    private static final int REPORT_INTERVAL = 1000;

    private final Mutator mutator;
    private final Engine engine = Engine.newBuilder("wasm").option("engine.WarnInterpreterOnly", "false").build();
    private ExecutorService worker = newWorker();
    private final ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor(Fuzzer::daemon);
    private final Map<End, Integer> ends = new EnumMap<>(End.class);

    Fuzzer(Path root) throws IOException {
        mutator = new Mutator(modules(root), SEED);
    }

    private static ExecutorService newWorker() {
        return Executors.newSingleThreadExecutor(Fuzzer::daemon);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "fuzzer");
        thread.setDaemon(true);
        return thread;
    }

    /** The committed modules, the small kernels more often, since a change of them rarely misses what runs. */
    private static List<byte[]> modules(Path root) throws IOException {
        List<byte[]> modules = new ArrayList<>(read(root.resolve("examples/programs/bin")));
        List<byte[]> kernels = read(root.resolve("benchmarks/src/main/resources/org/jwasm/benchmarks"));
        for (int i = 0; i < 4; i++) {
            modules.addAll(kernels);
        }
        return modules;
    }

    private static List<byte[]> read(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".wasm")).sorted().map(file -> {
                try {
                    return Files.readAllBytes(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }).toList();
        }
    }

    /** The bytes of a mutant. */
    byte[] mutant(int number) {
        return mutator.mutant(number);
    }

    /** How many mutants ended in which way so far. */
    Map<End, Integer> ends() {
        return ends;
    }

    /** Runs one mutant. */
    void run(int number) throws Finding {
        Future<End> end = worker.submit(() -> load(mutator.mutant(number)));
        try {
            ends.merge(end.get(HANG_SECONDS, TimeUnit.SECONDS), 1, Integer::sum);
        } catch (TimeoutException e) {
            worker.shutdownNow();
            worker = newWorker();
            throw new Finding(number, "doesn't end", e);
        } catch (ExecutionException e) {
            throw new Finding(number, "ended with " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Finding(number, "was interrupted", e);
        }
    }

    private End load(byte[] bytes) {
        Source source = Source.newBuilder("wasm", ByteSequence.create(bytes), "mutant").cached(false).buildLiteral();
        Context context = Context.newBuilder("wasm").engine(engine).in(new ByteArrayInputStream(new byte[0]))
                .out(OutputStream.nullOutputStream()).err(OutputStream.nullOutputStream())
                .option("wasm.Builtins", "wasi_snapshot_preview1").option("wasm.MaxMemoryPages", "1024")
                .option("wasm.MaxTableElements", "100000").build();
        FutureTask<Void> closing = new FutureTask<>(() -> close(context), null);
        Future<?> cancellation = watchdog.schedule(closing, GUEST_MILLISECONDS, TimeUnit.MILLISECONDS);
        End reached = End.REFUSED;
        try {
            Value module = context.eval(source);
            reached = End.UNLINKABLE;
            Value exports = module.newInstance().getMember("exports");
            reached = End.FAILED;
            callFunctions(exports);
            return End.FINISHED;
        } catch (PolyglotException e) {
            return classify(e, reached);
        } finally {
            cancellation.cancel(false);
            // The task runs once, here or in the watchdog: closing by two threads at a time may block one of them for ever.
            closing.run();
            await(closing);
        }
    }

    private static void await(Future<?> closing) {
        try {
            closing.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("closing the context failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(Context context) {
        try {
            context.close(true);
        } catch (PolyglotException e) {
            // A guest that exited reports that once more.
            if (e.isInternalError()) {
                throw e;
            }
        }
    }

    private static void callFunctions(Value exports) {
        for (String name : exports.getMemberKeys()) {
            Value export = exports.getMember(name);
            if (export.canExecute()) {
                callWithSomeArguments(export);
            }
        }
    }

    /** Calls without arguments, and if that's not its type, with one. */
    private static void callWithSomeArguments(Value function) {
        for (Object[] arguments : new Object[][] {{}, {25}}) {
            try {
                function.execute(arguments);
                return;
            } catch (IllegalArgumentException e) {
                // Wrong arguments are an error of the caller, so the next ones are tried.
                continue;
            }
        }
    }

    private static End classify(PolyglotException e, End reached) {
        if (e.isInternalError() || e.isHostException()) {
            throw e;
        }
        return e.isCancelled() || e.isInterrupted() ? End.CANCELLED : reached;
    }

    @Override
    public void close() {
        worker.shutdownNow();
        watchdog.shutdownNow();
        engine.close(true);
    }

    /** Runs {@code args[2]} mutants of the project in {@code args[0]}, beginning with number {@code args[1]}. */
    public static void main(String[] args) throws IOException {
        int first = Integer.parseInt(args[1]);
        int count = Integer.parseInt(args[2]);
        Path findings = Path.of(args.length > 3 ? args[3] : "target/fuzz");
        int found = 0;
        try (Fuzzer fuzzer = new Fuzzer(Path.of(args[0]))) {
            for (int number = first; number < first + count; number++) {
                try {
                    fuzzer.run(number);
                } catch (Finding finding) {
                    found++;
                    finding.printStackTrace();
                    Files.createDirectories(findings);
                    Files.write(findings.resolve("mutant-" + number + ".wasm"), fuzzer.mutant(number));
                }
                if ((number - first + 1) % REPORT_INTERVAL == 0) {
                    System.out.println(number - first + 1 + " mutants: " + fuzzer.ends() + ", " + found + " findings");
                }
            }
            System.out.println(fuzzer.ends() + ", " + found + " findings");
        }
        System.exit(found == 0 ? 0 : 1);
    }
}
