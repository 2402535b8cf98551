// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package example;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.IntBinaryOperator;
import java.util.function.IntConsumer;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.jwasm.capabilities.ArgumentsCapability;
import org.jwasm.capabilities.AuditLog;
import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.DirectoryCapability;
import org.jwasm.capabilities.Holder;
import org.jwasm.capabilities.OutputStreamCapability;
import org.jwasm.capabilities.Right;
import org.jwasm.embedding.JavaFunction;
import org.jwasm.nanoprocess.Endowment;
import org.jwasm.nanoprocess.Image;
import org.jwasm.nanoprocess.Limits;
import org.jwasm.nanoprocess.NanoProcess;
import org.jwasm.nanoprocess.NanoProcessException;
import org.jwasm.nanoprocess.Supervisor;
import org.jwasm.nanoprocess.TypedFunction;
import org.jwasm.wasi.Wasi;
import org.jwasm.wit.WitFunction;

/** WebAssembly inside a Java program: a library that Java calls, and a program that gets one directory and nothing else. */
public final class Main {

    private static final String WORDS = """
                    (module (global $n (mut i32) (i32.const 0))
                      (func (export "next") (result i32)
                        (global.set $n (i32.add (global.get $n) (i32.const 1))) (global.get $n)))
                    """;
    private static final String PLUGIN = """
                    (module (import "words" "next" (func $next (result i32)))
                      (func (export "twice") (result i32) (i32.add (call $next) (call $next)))
                      (func (export "forever") (loop (br 0))))
                    """;

    private static final String NOTIFIER = """
                    (module (import "screen" "show" (func $show (param i32 i32)))
                      (memory (export "memory") 1)
                      (global $free (mut i32) (i32.const 1024))
                      (data (i32.const 64) "nothing to say")
                      (func (export "cabi_realloc") (param i32 i32 i32) (param $size i32) (result i32)
                        (global.get $free) (global.set $free (i32.add (global.get $free) (local.get $size))))
                      (func (export "notify") (param $title i32) (param $length i32) (param $body i32) (param $size i32) (result i32)
                        (i32.store8 (i32.const 0) (i32.eqz (local.get $size)))
                        (if (local.get $size)
                          (then (call $show (local.get $title) (local.get $length)))
                          (else (i32.store (i32.const 4) (i32.const 64)) (i32.store (i32.const 8) (i32.const 14))))
                        (i32.const 0))
                      (func (export "cabi_post_notify") (param i32) (global.set $free (i32.const 1024))))
                    """;

    private static final String DIGITS = """
                    (module (import "host" "divide" (func $divide (param i32 i32) (result i32 i32)))
                      (import "host" "digit" (func $digit (param i32)))
                      (func (export "digits") (param $number i32) (local $last i32)
                        (loop $next
                          (call $divide (local.get $number) (i32.const 10)) (local.set $last) (local.set $number)
                          (call $digit (local.get $last))
                          (br_if $next (local.get $number)))))
                    """;

    /** The functions of a module as Java has them. */
    @HostAccess.Implementable
    public interface Calculator {
        int add(int a, int b);
    }

    private final PrintStream out;

    Main(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) throws IOException, CapabilityException {
        Path directory = Files.createTempDirectory("jwasm-example");
        Files.writeString(directory.resolve("letter.txt"), "Dear guest, this is all that you may read.\n");
        Main main = new Main(System.out);
        main.callLibrary();
        main.giveTypes();
        main.runProgram(directory);
        main.isolate();
        main.callTyped();
        main.grant(directory);
        main.openArchive(directory);
    }

    /** Calls a nano-process with strings, and has it call Java with one. */
    void callTyped() {
        try (Supervisor supervisor = Supervisor.create()) {
            Image image = supervisor.load("notifier", NOTIFIER.getBytes(StandardCharsets.UTF_8));

            WitFunction show = WitFunction.parse("show: func(text: string)");
            WitFunction notify = WitFunction.parse("notify: func(title: string, body: string) -> result<_, string>");

            TypedFunction screen = TypedFunction.of(show, arguments -> {
                out.println("shown: " + arguments[0]);
                return null;
            });
            NanoProcess notifier = supervisor.spawn("notifier", image, Endowment.builder().bind("screen", screen).build());
            TypedFunction function = notifier.function(notify);
            out.println(function.call("Mail", "3 new letters"));
            out.println(function.call("Mail", ""));
        }
    }

    /** Runs modules that nobody trusts, each as a nano-process of its own. */
    void isolate() {
        try (Supervisor supervisor = Supervisor.create()) {
            Image words = supervisor.load("words", WORDS.getBytes(StandardCharsets.UTF_8));
            Image plugin = supervisor.load("plugin", PLUGIN.getBytes(StandardCharsets.UTF_8));

            NanoProcess counter = supervisor.spawn("counter", words, Endowment.EMPTY);
            Endowment endowment = Endowment.builder()
                            .bind("words", "next", counter.function("next"))
                            .limits(Limits.NONE.memory(1 << 20).fuel(1_000_000))
                            .build();
            NanoProcess guest = supervisor.spawn("guest", plugin, endowment);
            out.println("guest: " + guest.call("twice"));

            try {
                guest.call("forever");
            } catch (NanoProcessException e) {
                out.println(e.getMessage());
            }
            out.println("counter: " + counter.call("next"));

            try {
                supervisor.spawn("other", plugin, Endowment.EMPTY);
            } catch (NanoProcessException e) {
                out.println(e.getMessage());
            }
        }
    }

    /** Hands a part of an authority on, and takes it back. */
    void grant(Path directory) throws CapabilityException {
        AuditLog log = AuditLog.builder().build();
        Holder app = Holder.host(log).child("app");

        DirectoryCapability all = DirectoryCapability.open(directory, Right.DIRECTORY);
        DirectoryCapability letters = all.readOnly().bytes(1 << 20).expiresAfter(Duration.ofMinutes(5)).delegate(app);
        out.println("letter: " + letters.status("letter.txt", true).size() + " bytes");
        try {
            letters.removeFile("letter.txt");
        } catch (CapabilityException e) {
            out.println(e.getMessage());
        }

        letters.revoke();
        try {
            letters.list(0);
        } catch (CapabilityException e) {
            out.println(e.getMessage());
        }
        log.trail().events().forEach(event -> out.println(event.type() + " " + event.holder() + " " + event.operation()));
        all.close();
    }

    /** Grants what is in an archive. */
    void openArchive(Path directory) throws IOException, CapabilityException {
        Path zip = directory.resolve("letters.zip");
        try (FileSystem archive = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
            Files.copy(directory.resolve("letter.txt"), archive.getPath("letter.txt"), StandardCopyOption.REPLACE_EXISTING);
        }
        try (FileSystem archive = FileSystems.newFileSystem(zip)) {
            DirectoryCapability inside = DirectoryCapability.open(archive.getPath("/"), Right.DIRECTORY_READ_ONLY);
            out.println("in the archive: " + inside.status("letter.txt", true).size() + " bytes");
        }
    }

    /** Calls functions of a module, gives it a function of ours, and reads its memory. */
    void callLibrary() throws IOException {
        try (Context context = Context.create("wasm")) {
            Value module = context.eval(source("squares.wasm"));

            Value wanted = module.getMember("imports");
            for (long i = 0; i < wanted.getArraySize(); i++) {
                Value function = wanted.getArrayElement(i);
                out.println("imports " + function.getMember("module").asString() + "." + function.getMember("name").asString() + " " + function.getMember("type"));
            }

            ProxyExecutable progress = arguments -> {
                out.println("progress: " + arguments[0].asInt());
                return null;
            };
            ProxyObject imports = ProxyObject.fromMap(Map.of("host", ProxyObject.fromMap(Map.of("progress", progress))));
            Value exports = module.newInstance(imports).getMember("exports");

            out.println("2 + 3 = " + exports.invokeMember("add", 2, 3).asInt());

            Calculator calculator = exports.as(Calculator.class);
            IntBinaryOperator add = exports.getMember("add").as(IntBinaryOperator.class);
            out.println("4 + 5 = " + calculator.add(4, 5) + ", 6 + 7 = " + add.applyAsInt(6, 7));

            int length = exports.invokeMember("squares", 5).asInt();
            Value memory = exports.getMember("memory");
            StringJoiner squares = new StringJoiner(", ");
            for (int offset = 0; offset < length; offset += 4) {
                squares.add(Integer.toString(memory.readBufferInt(ByteOrder.LITTLE_ENDIAN, offset)));
            }
            out.println("squares: " + squares + " in " + memory.getBufferSize() + " bytes of memory");

            try {
                exports.invokeMember("crash");
            } catch (PolyglotException e) {
                out.println("trap: " + e.getMessage());
            }
        }
    }

    /** Gives a module functions that have types. */
    void giveTypes() throws IOException {
        try (Context context = Context.create("wasm")) {
            Value module = context.eval(Source.newBuilder("wasm", DIGITS, "digits.wat").mimeType("text/wat").build());

            IntConsumer print = digit -> out.println("digit: " + digit);
            JavaFunction digit = JavaFunction.of(print);
            JavaFunction divide = JavaFunction.of(List.of("i32", "i32"), List.of("i32", "i32"), numbers -> {
                long quotient = numbers[0] / numbers[1];
                numbers[1] = numbers[0] % numbers[1];
                numbers[0] = quotient;
            });
            ProxyObject imports = ProxyObject.fromMap(Map.of("host", ProxyObject.fromMap(Map.of("digit", digit, "divide", divide))));
            module.newInstance(imports).getMember("exports").invokeMember("digits", 407);
        }
    }

    /** Runs a WASI program that may read {@code directory}, and write to a stream of ours. */
    void runProgram(Path directory) throws IOException, CapabilityException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        Wasi wasi = Wasi.builder()
                        .arguments(ArgumentsCapability.of("show"))
                        .stdout(OutputStreamCapability.of(written))
                        .preopen("/in", DirectoryCapability.open(directory, Right.DIRECTORY_READ_ONLY))
                        .build();
        try (Context context = Context.create("wasm")) {
            Value instance = context.eval(source("show.wasm")).newInstance(wasi);
            instance.getMember("exports").invokeMember("_start");
        }
        out.print("the program wrote: " + written.toString(StandardCharsets.UTF_8));

        try (Context context = Context.create("wasm")) {
            Value instance = context.eval(source("show.wasm")).newInstance(Wasi.builder().build());
            instance.getMember("exports").invokeMember("_start");
        } catch (PolyglotException e) {
            out.println("without the directory: exit code " + e.getExitStatus());
        }
    }

    private static Source source(String name) throws IOException {
        try (InputStream stream = Main.class.getResourceAsStream(name)) {
            return Source.newBuilder("wasm", ByteSequence.create(stream.readAllBytes()), name).build();
        }
    }
}
