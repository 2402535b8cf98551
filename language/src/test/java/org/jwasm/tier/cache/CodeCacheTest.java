// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.DoubleBinaryOperator;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.SandboxPolicy;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jwasm.binary.FileBytes;
import org.jwasm.embedding.JavaFunction;
import org.jwasm.text.WatReader;

/** Code goes from one engine to the next through a directory, and never from anywhere else. */
final class CodeCacheTest {

    /** Functions of all sorts: calls, tail calls, a cast, an exception. */
    private static final String TEXT = """
                    (module
                      (type $point (sub (struct (field i32))))
                      (type $unary (func (param i32) (result i32)))
                      (tag $stop (param i32))
                      (memory 1)
                      (table funcref (elem $double $square))
                      (func $double (param i32) (result i32) (i32.mul (local.get 0) (i32.const 2)))
                      (func $square (param i32) (result i32) (i32.mul (local.get 0) (local.get 0)))
                      (func $count (param i32 i32) (result i32)
                        (if (i32.eqz (local.get 0)) (then (return (local.get 1))))
                        (return_call $down (local.get 0) (i32.add (local.get 1) (i32.const 1))))
                      (func $down (param i32 i32) (result i32)
                        (return_call $count (i32.sub (local.get 0) (i32.const 1)) (local.get 1)))
                      (func $field (param anyref) (result i32)
                        (block $point (result (ref $point))
                          (br_on_cast $point anyref (ref $point) (local.get 0))
                          drop
                          (return (i32.const -1)))
                        (struct.get $point 0)
                        ;; Enough for the trees not to be most of it.
                        (i32.add (i32.const 0)) (i32.add (i32.const 0)) (i32.add (i32.const 0)) (i32.add (i32.const 0)) (i32.add (i32.const 0))
                        (i32.add (i32.const 0)) (i32.add (i32.const 0)) (i32.add (i32.const 0)) (i32.add (i32.const 0)) (i32.add (i32.const 0)))
                      (func $throw (param i32) (throw $stop (local.get 0)))
                      (func $catch (param i32) (result i32)
                        (block $caught (result i32)
                          (try_table (catch $stop $caught) (call $throw (local.get 0)))
                          (i32.const 0)))
                      (func (export "run") (param $n i32) (result i32)
                        (local $sum i32)
                        (loop $next
                          (local.set $sum (i32.add (local.get $sum)
                            (call_indirect (type $unary) (local.get $n) (i32.and (local.get $n) (i32.const 1)))))
                          (i32.store (i32.const 8) (local.get $sum))
                          (local.set $n (i32.sub (local.get $n) (i32.const 1)))
                          (br_if $next (local.get $n)))
                        (i32.add (call $catch (i32.const 1000))
                          (i32.add (call $count (i32.const 50) (i32.const 0))
                            (i32.add (call $field (struct.new $point (i32.const 7)))
                              (i32.add (call $field (ref.i31 (i32.const 1))) (i32.load (i32.const 8))))))))
                    """;
    private static final int RESULT = 1000 + 50 + 7 - 1 + (1 + 9 + 25 + 4 + 8);
    private static final String FUNCTIONS = "8";

    @TempDir
    private Path parent;
    private Path directory;

    @BeforeEach
    void chooseDirectory() throws IOException {
        directory = parent.toRealPath().resolve("cache");
    }

    private static byte[] module(String name) {
        return WatReader.toBinary(name, TEXT.replace("(module", "(module $" + name).getBytes(StandardCharsets.UTF_8));
    }

    private Context.Builder context() {
        return Context.newBuilder("wasm").option("wasm.CompiledTier", "true").option("wasm.CompiledTierBackground", "false").option(
                        "wasm.CompiledTierThreshold", "1").option("wasm.TraceTiers", "true").option("wasm.CodeCache", directory.toString());
    }

    private static int run(Context.Builder builder, String name) {
        try (Context context = builder.build()) {
            Value module = context.eval(Source.newBuilder("wasm", ByteSequence.create(module(name)), name).buildLiteral());
            return module.newInstance().getMember("exports").getMember("run").execute(5).asInt();
        }
    }

    /** How many functions an engine translated, and how many it found: {@code "compiled 0, loaded 8"}. */
    private String told(Context.Builder builder, String name) {
        String told = trace(() -> assertThat(run(builder, name)).isEqualTo(RESULT));
        return "compiled " + count(told, "tier: compiled") + ", loaded " + count(told, "tier: loaded");
    }

    private static final String ALL_COMPILED = "compiled " + FUNCTIONS + ", loaded 0";
    private static final String ALL_LOADED = "compiled 0, loaded " + FUNCTIONS;

    private List<Path> files() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theSecondEngineTranslatesNothing() throws IOException {
        assertThat(told(context(), "first")).isEqualTo(ALL_COMPILED);
        assertThat(told(context(), "first")).isEqualTo(ALL_LOADED);
        assertThat(files()).singleElement().satisfies(file -> assertThat(mode(file)).isEqualTo("rw-------"));
        assertThat(mode(directory)).isEqualTo("rwx------");
        assertThat(Files.readString(files().getFirst(), StandardCharsets.ISO_8859_1)).contains("\nmetered false\n");
    }

    @Test
    void whatOneEngineAddsIsThereForTheNext() {
        String text = """
                        (module (func (export "a") (result i32) (i32.const 1)) (func (export "b") (result i32) (i32.const 2)))""";
        byte[] bytes = WatReader.toBinary("two", text.getBytes(StandardCharsets.UTF_8));
        for (String function : List.of("a", "b")) {
            try (Context context = context().build()) {
                Value module = context.eval(Source.newBuilder("wasm", ByteSequence.create(bytes), "two").buildLiteral());
                module.newInstance().getMember("exports").getMember(function).execute();
            }
        }
        try (Context context = context().build()) {
            Value module = context.eval(Source.newBuilder("wasm", ByteSequence.create(bytes), "two").buildLiteral());
            assertThat(trace(() -> module.newInstance().getMember("exports").getMember("a").execute())).contains("tier: loaded");
            assertThat(trace(() -> module.newInstance().getMember("exports").getMember("b").execute())).contains("tier: loaded");
        }
    }

    /** Each calls an import of a type that a Java object can be called for, or of none. */
    @Test
    void callsOfTheHostComeFromTheCache() {
        String text = """
                        (module (import "host" "i" (func $i (param i32) (result i32))) (import "host" "d" (func $d (param f64 f64) (result f64)))
                          (import "host" "b" (func $b (param f32) (result i64 f32)))
                          (func (export "i") (param i32) (result i32) (call $i (local.get 0)))
                          (func (export "d") (param f64 f64) (result f64) (call $d (local.get 0) (local.get 1)))
                          (func (export "b") (param f32) (result i64) (drop (call $b (local.get 0)))))""";
        IntUnaryOperator i = a -> a + 1;
        DoubleBinaryOperator d = Math::pow;
        JavaFunction b = JavaFunction.of(List.of("f32"), List.of("i64", "f32"), numbers -> numbers[0] = (long) Float.intBitsToFloat((int) numbers[0]));
        ProxyObject imports = ProxyObject.fromMap(Map.of("host", ProxyObject.fromMap(Map.of("i", JavaFunction.of(i), "d", JavaFunction.of(d), "b", b))));
        byte[] bytes = WatReader.toBinary("host", text.getBytes(StandardCharsets.UTF_8));
        for (String expected : List.of("tier: compiled", "tier: loaded")) {
            try (Context context = context().build()) {
                Value exports = context.eval(Source.newBuilder("wasm", ByteSequence.create(bytes), "host").buildLiteral()).newInstance(imports).getMember("exports");
                assertThat(trace(() -> assertThat(exports.invokeMember("i", 1).asInt()).isEqualTo(2))).contains(expected);
                assertThat(trace(() -> assertThat(exports.invokeMember("d", 2.0, 10.0).asDouble()).isEqualTo(1024))).contains(expected);
                assertThat(trace(() -> assertThat(exports.invokeMember("b", 7.5f).asLong()).isEqualTo(7))).contains(expected);
            }
        }
    }

    private static String trace(Runnable action) {
        return traceWhile(_ -> action.run());
    }

    /** What is told on standard error while an action runs, which can look at it. */
    private static String traceWhile(Consumer<ByteArrayOutputStream> action) {
        PrintStream before = System.err;
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
        try {
            action.accept(told);
        } finally {
            System.setErr(before);
        }
        return told.toString(StandardCharsets.UTF_8);
    }

    private static long count(String told, String start) {
        return told.lines().filter(line -> line.startsWith(start)).count();
    }

    private static String mode(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void codeThatCountsIsAnother() {
        assertThat(told(context(), "counted")).isEqualTo(ALL_COMPILED);
        assertThat(told(context().option("wasm.Fuel", "100000"), "counted")).isEqualTo(ALL_COMPILED);
        assertThat(told(context().option("wasm.Fuel", "200000"), "counted")).isEqualTo(ALL_LOADED);
        assertThat(told(context().option("wasm.Threads", "false"), "counted")).isEqualTo(ALL_COMPILED);
        assertThat(told(context(), "counted")).isEqualTo(ALL_LOADED);
    }

    @Test
    void fuelIsTheSameToTheUnit() {
        List<String> ends = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            try (Context context = context().option("wasm.Fuel", "150").build()) {
                Value module = context.eval(Source.newBuilder("wasm", ByteSequence.create(module("fuel")), "fuel").buildLiteral());
                Value run = module.newInstance().getMember("exports").getMember("run");
                assertThatThrownBy(() -> run.execute(1000)).isInstanceOfSatisfying(PolyglotException.class,
                                e -> ends.add(e.getMessage() + e.getGuestObject().getMember("offsets")));
            }
        }
        assertThat(ends.get(1)).isEqualTo(ends.get(0)).contains("fuel");
    }

    @Test
    void aChangedByteIsFoundWhereverItIs() throws IOException {
        told(context(), "changed");
        Path file = files().getFirst();
        byte[] good = Files.readAllBytes(file);
        int entries = new String(good, StandardCharsets.ISO_8859_1).indexOf("\u00CA\u00FE\u00BA\u00BE");
        TreeSet<Integer> places = new TreeSet<>(List.of(0, 7, 8, 11, 12, 40, entries, entries + 4, entries + 9, good.length - 1));
        for (int i = 0; i < 40; i++) {
            places.add((int) ((long) good.length * i / 40));
        }
        // The row of the first function, byte by byte, and the last of the index.
        int rows = new String(good, StandardCharsets.ISO_8859_1).lastIndexOf("\n", entries) + 1;
        for (int i = 0; i < 60; i += 3) {
            places.add(rows + i);
        }
        for (int place : places) {
            byte[] bad = good.clone();
            bad[place] ^= 0x10;
            Files.write(file, bad);
            assertThat(told(context(), "changed")).as("byte %d of %d", place, good.length).isNotEqualTo(ALL_LOADED);
        }
        // What was taken from the file before the change was found is missing in the new one.
        told(context(), "changed");
        assertThat(told(context(), "changed")).isEqualTo(ALL_LOADED);
    }

    @Test
    void whatIsCutShortIsMadeAnew() throws IOException {
        told(context(), "short");
        Path file = files().getFirst();
        byte[] good = Files.readAllBytes(file);
        for (int length : new int[]{0, 1, 8, 12, 100, 300, 700, good.length / 2, good.length - 1}) {
            Files.write(file, java.util.Arrays.copyOf(good, length));
            assertThat(told(context(), "short")).as("%d of %d bytes", length, good.length).isNotEqualTo(ALL_LOADED);
            told(context(), "short");
            assertThat(told(context(), "short")).isEqualTo(ALL_LOADED);
        }
    }

    @Test
    void aLinkAndADirectoryInTheWayAreNoFiles() throws IOException {
        told(context(), "link");
        Path file = files().getFirst();
        Path elsewhere = Files.move(file, directory.resolveSibling("elsewhere"));
        Files.createSymbolicLink(file, elsewhere);
        assertThat(told(context(), "link")).isEqualTo(ALL_COMPILED);
        Files.deleteIfExists(file);
        Files.createDirectory(file);
        assertThat(told(context(), "link")).isEqualTo(ALL_COMPILED);
    }

    @Test
    void aFileThatOthersCanWriteIsNotRead() throws IOException {
        told(context(), "open");
        Files.setPosixFilePermissions(files().getFirst(), PosixFilePermissions.fromString("rw-rw-rw-"));
        assertThat(told(context(), "open")).isEqualTo(ALL_COMPILED);
        assertThat(told(context(), "open")).isEqualTo(ALL_LOADED);
    }

    @Test
    void theFileOfAnotherModuleIsNotTaken() throws IOException {
        told(context(), "one");
        Path one = files().getFirst();
        byte[] content = Files.readAllBytes(one);
        told(context(), "another");
        Path another = files().stream().filter(file -> !file.equals(one)).findFirst().orElseThrow();
        Files.write(another, content);
        assertThat(told(context(), "another")).isEqualTo(ALL_COMPILED);
    }

    @Test
    void whatVerifiesBadlyOrNamesOtherClassesIsNotUsed() throws IOException {
        for (byte[] entry : List.of(HostileClasses.calling(), HostileClasses.callingAnInterface(), HostileClasses.unverifiable(),
                        HostileClasses.callingWhatIsNoFunction(), HostileClasses.writingToAnother(), HostileClasses.readingWhatIsNoConstant(),
                        HostileClasses.callingConstants(), new byte[]{0, 0}, new byte[64])) {
            told(context(), "hostile");
            Path file = files().getFirst();
            replaceEntries(file, entry);
            HostileClasses.wasRun = false;
            assertThat(told(context(), "hostile")).isEqualTo(ALL_COMPILED);
            assertThat(HostileClasses.wasRun).isFalse();
            assertThat(told(context(), "hostile")).isEqualTo(ALL_LOADED);
        }
    }

    /** Also what ran once; and calls go from class to class then. */
    @Test
    void whatAProgramRanIsThereTheNextTime() throws InterruptedException {
        completed("seldom", context().option("wasm.CompiledTierThreshold", "1000"));
        assertThat(told(context(), "seldom")).isEqualTo(ALL_LOADED);
        completed("often", context());
        assertThat(told(context(), "often")).isEqualTo(ALL_LOADED);
    }

    /** By another thread, where no instruments are: nobody has called anything. */
    @Test
    void whatAProgramRanIsLoadedAhead() throws IOException, InterruptedException {
        assumeTrue(Runtime.getRuntime().availableProcessors() > 1);
        completed("ahead", context().option("wasm.CompiledTier", "most"));
        try (Context context = context().option("wasm.CompiledTier", "most").build()) {
            assertThat(loadedAhead(context, module("ahead"), Integer.parseInt(FUNCTIONS))).isEqualTo(Integer.parseInt(FUNCTIONS));
        }
    }

    /** Also what is left to trees in parts, where nothing else compiles that. */
    @Test
    void whatTreesDoInPartsIsLoadedAheadToo() throws IOException, InterruptedException {
        assumeTrue(Runtime.getRuntime().availableProcessors() > 1);
        byte[] bytes = WatReader.toBinary("parts", """
                        (module (memory 1 1 shared)
                          (func (export "add") (param i32) (result i32)
                            (drop (i32.atomic.rmw.add (i32.const 8) (local.get 0))) (i32.atomic.load (i32.const 8))))""".getBytes(StandardCharsets.UTF_8));
        Source source = Source.newBuilder("wasm", ByteSequence.create(bytes), "parts").buildLiteral();
        try (Context context = context().option("wasm.CompiledTier", "most").build()) {
            assumeTrue(context.getEngine().getImplementationName().equals("Interpreted"));
            assertThat(context.eval(source).newInstance().getMember("exports").getMember("add").execute(5).asInt()).isEqualTo(5);
            CodeCache.complete(Duration.ofMinutes(1));
        }
        CodeCache.save();
        try (Context context = context().option("wasm.CompiledTier", "most").build()) {
            assertThat(loadedAhead(context, bytes, 1)).isEqualTo(1);
            Value add = context.eval(source).newInstance().getMember("exports").getMember("add");
            add.execute(5);
            assertThat(add.execute(6).asInt()).isEqualTo(11);
        }
    }

    /** How many functions became classes though nobody called them, within a minute or until they are so many. */
    private static long loadedAhead(Context context, byte[] module, int expected) {
        return count(traceWhile(told -> {
            context.eval(Source.newBuilder("wasm", ByteSequence.create(module), "ahead").buildLiteral());
            long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
            while (count(told.toString(StandardCharsets.UTF_8), "tier: loaded") < expected && System.nanoTime() < deadline) {
                LockSupport.parkNanos(10_000_000);
            }
        }), "tier: loaded");
    }

    private void completed(String name, Context.Builder builder) throws InterruptedException {
        try (Context context = builder.build()) {
            Value module = context.eval(Source.newBuilder("wasm", ByteSequence.create(module(name)), name).buildLiteral());
            assertThat(module.newInstance().getMember("exports").getMember("run").execute(5).asInt()).isEqualTo(RESULT);
            CodeCache.complete(Duration.ofMinutes(1));
        }
        CodeCache.save();
    }

    /** Callers that know a function by the name of its class find what calls it as it is. */
    @Test
    void aFunctionCanBeMissing() throws IOException, InterruptedException {
        completed("missing", context());
        Path file = files().getFirst();
        byte[] whole = Files.readAllBytes(file);
        for (int missing = 0; missing < Integer.parseInt(FUNCTIONS); missing++) {
            Map<Integer, byte[]> entries = new java.util.LinkedHashMap<>();
            CacheKey key = key(whole);
            Files.write(file, whole);
            try (CacheFile read = CacheFile.open(new RandomAccessFile(file.toFile(), "r"), key)) {
                for (int function = 0; function < Integer.parseInt(FUNCTIONS); function++) {
                    entries.put(function, read.entry(function));
                }
            }
            entries.remove(missing);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            CacheFile.write(out, key, null, entries, Set.of());
            Files.write(file, out.toByteArray());
            assertThat(told(context(), "missing")).isEqualTo("compiled 1, loaded 7");
        }
    }

    @Test
    void modulesAreKnownByTheStateOfTheirFile() throws Exception {
        CacheDirectory opened = CacheDirectory.open(directory, 1 << 20);
        FileBytes file = FileBytes.of(module("state"), "1:2 first");
        assertThat(KnownFiles.find(opened, file)).isNull();
        String digest = KnownFiles.digest(opened, file);
        assertThat(KnownFiles.find(opened, file)).isEqualTo(digest);
        FileBytes later = FileBytes.of(module("later"), "1:2 second");
        assertThat(KnownFiles.find(opened, later)).isNull();
        assertThat(KnownFiles.digest(opened, later)).isNotEqualTo(digest);
        assertThat(KnownFiles.find(opened, later)).isNotEqualTo(digest);
        assertThat(KnownFiles.find(opened, file)).as("the file is another one now").isNull();
        assertThat(KnownFiles.find(opened, FileBytes.of(module("state"), "1:3 first"))).as("another file").isNull();
        assertThat(KnownFiles.find(opened, FileBytes.of(module("state")))).isNull();
        for (Path each : files()) {
            Files.writeString(each, "1:2 second\nno digest\n");
        }
        assertThat(KnownFiles.find(opened, later)).isNull();
    }

    private static CacheKey key(byte[] content) {
        int length = java.nio.ByteBuffer.wrap(content, 8, 4).getInt();
        return new CacheKey(new String(content, 12, length, StandardCharsets.UTF_8));
    }

    /** Gives each function another entry, with the right checksums. */
    private static void replaceEntries(Path file, byte[] entry) throws IOException {
        CacheKey key = key(Files.readAllBytes(file));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Map<Integer, byte[]> entries = new java.util.LinkedHashMap<>();
        for (int function = 0; function < Integer.parseInt(FUNCTIONS); function++) {
            entries.put(function, entry);
        }
        CacheFile.write(out, key, null, entries, Set.of());
        Files.write(file, out.toByteArray());
        try (CacheFile read = CacheFile.open(new RandomAccessFile(file.toFile(), "r"), key)) {
            assertThat(read.entry(0)).isEqualTo(entry);
        }
    }

    @Test
    void directoriesThatOthersCanChangeAreRefused() throws IOException {
        assertRefused(Path.of("relative"), "has to be an absolute directory");
        Files.createDirectory(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertRefused(directory, "can be written to by others");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwx---"));
        assertRefused(directory, "chmod go-w");
        Path file = Files.createFile(directory.resolveSibling("file"));
        assertRefused(file, "is no directory");
        Path open = Files.createDirectory(directory.resolveSibling("open"));
        Path inside = Files.createDirectory(open.resolve("inside"), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertRefused(inside, "could be replaced by others");
    }

    @Test
    void aDirectoryOfAnotherUserIsRefused() throws IOException {
        Files.createDirectory(directory);
        try {
            Files.setAttribute(directory, "unix:uid", 54321);
        } catch (IOException e) {
            Assumptions.abort("only root gives directories away");
        }
        assertRefused(directory, "belongs to another user");
    }

    private static void assertRefused(Path refused, String reason) {
        Context.Builder builder = Context.newBuilder("wasm").option("wasm.CompiledTier", "true").option("wasm.CodeCache", refused.toString());
        assertThatThrownBy(() -> run(builder, "refused")).isInstanceOfSatisfying(PolyglotException.class, e -> {
            assertThat(e.getMessage()).contains("the code cache " + refused, reason);
            assertThat(e.isInternalError()).isFalse();
        });
        assertThat(Files.exists(Path.of("relative"))).isFalse();
    }

    @Test
    void constrainedContextsCanHaveOne() {
        for (String expected : List.of(ALL_COMPILED, ALL_LOADED)) {
            assertThat(told(context().sandbox(SandboxPolicy.CONSTRAINED).in(InputStream.nullInputStream()).out(OutputStream.nullOutputStream()).err(
                            OutputStream.nullOutputStream()), "constrained")).isEqualTo(expected);
        }
    }

    @Test
    void withoutTheCompiledTierThereIsNoCache() {
        try (Context context = Context.newBuilder("wasm").option("wasm.CompiledTier", "false").option("wasm.CodeCache", directory.toString()).build()) {
            context.eval(Source.newBuilder("wasm", ByteSequence.create(module("none")), "none").buildLiteral()).newInstance();
        }
        assertThat(directory).doesNotExist();
    }

    @Test
    void manyEnginesWriteAtTheSameTime() throws InterruptedException {
        ConcurrentLinkedQueue<Object> results = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String name = "shared" + i % 2;
            threads.add(Thread.ofPlatform().start(() -> {
                for (int round = 0; round < 4; round++) {
                    try {
                        results.add(run(context().option("wasm.TraceTiers", "false"), name));
                    } catch (RuntimeException e) {
                        results.add(e);
                    }
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(results).hasSize(32).containsOnly(RESULT);
        assertThat(files()).hasSize(2).allMatch(file -> file.toString().endsWith(CacheDirectory.SUFFIX));
        assertThat(told(context(), "shared0")).isEqualTo(ALL_LOADED);
        assertThat(told(context(), "shared1")).isEqualTo(ALL_LOADED);
    }

    @Test
    void theLeastRecentlyUsedGoWhenThereIsTooMuch() throws IOException {
        run(context(), "a");
        long size = Files.size(files().getFirst());
        Path a = files().getFirst();
        run(context(), "b");
        Path b = files().stream().filter(file -> !file.equals(a)).findFirst().orElseThrow();
        age(a, 10);
        age(b, 20);
        assertThat(told(context(), "b")).isEqualTo(ALL_LOADED);
        String limit = String.valueOf(size * 5 / 2);
        run(context().option("wasm.CodeCacheSize", limit), "c");
        assertThat(files()).hasSize(2).contains(b).doesNotContain(a);
        run(context().option("wasm.CodeCacheSize", "0"), "d");
        assertThat(files()).isEmpty();
    }

    @Test
    void whatAWriterLeftThatDiedIsDeleted() throws IOException {
        run(context(), "a");
        Path left = Files.createFile(directory.resolve("x" + CacheDirectory.SUFFIX + ".1-1.tmp"));
        Path recent = Files.createFile(directory.resolve("y" + CacheDirectory.SUFFIX + ".1-1.tmp"));
        age(left, 120);
        run(context(), "b");
        assertThat(left).doesNotExist();
        assertThat(recent).exists();
    }

    private static void age(Path file, int minutes) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofMinutes(minutes))));
    }
}
