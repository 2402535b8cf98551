// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What makes jwasm start quickly, and the distribution that has its Java with it. */
final class QuickStartCommandTest {

    private static final Path HELLO = Command.root().resolve("examples/hello.wasm");
    private static final String GREETING = "Hello from WebAssembly!\n";

    @TempDir
    private static Path directory;

    private static Path archive;

    private record Result(int exitCode, String out, String err) {
    }

    /** Runs a command to its end, its output through files. */
    private static Result run(Map<String, String> environment, String... command) throws IOException, InterruptedException {
        Path out = Files.createTempFile(directory, "out", "");
        Path err = Files.createTempFile(directory, "err", "");
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("JWASM_DEBUG", "1");
        builder.environment().put("JWASM_BUILD", "off");
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        return new Result(process.waitFor(), Files.readString(out), Files.readString(err));
    }

    private static Result hello(Map<String, String> environment) throws IOException, InterruptedException {
        return run(environment, Command.root().resolve("jwasm").toString(), "run", HELLO.toString());
    }

    @BeforeAll
    static void pack() throws IOException, InterruptedException {
        Result result = run(Map.of("GZIP_LEVEL", "1"), Command.root().resolve("scripts/dist").toString());
        assertThat(result.exitCode()).as(result.err).isZero();
        archive = Command.root().resolve(result.out.strip());
    }

    @Test
    void bothModesStartFromCaches() throws IOException, InterruptedException {
        Result graal = hello(Map.of("JWASM_JIT", "always"));
        assertThat(graal.out).isEqualTo(GREETING);
        assertThat(graal.err).contains("graal.aot", "truffle.attach.library=", "engine GraalVM CE");
        Result open = hello(Map.of("JWASM_JIT", "on"));
        assertThat(open.out).isEqualTo(GREETING);
        assertThat(open.err).contains("graal.aot", "engine Interpreted");
        Result stock = hello(Map.of("JWASM_JIT", "off"));
        assertThat(stock.out).isEqualTo(GREETING);
        assertThat(stock.err).contains("stock.aot", "truffle.attach.library=", "engine Interpreted");
    }

    /** Java's foreign functions would take each start twenty milliseconds of a processor. */
    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = {"amd64", "aarch64"})
    void systemCallsAreNativeMethods() throws IOException, InterruptedException {
        Path classes = directory.resolve("classes");
        Result result = run(Map.of("JWASM_JAVA_OPTS", "-Xlog:class+load:file=" + classes), Command.root().resolve("jwasm").toString(), "run", "--dir", directory.toString(),
                        Command.root().resolve("examples/hello.wasm").toString());
        assertThat(result.out).as(result.err).isEqualTo(GREETING);
        assertThat(Files.readString(classes)).contains("LinuxDirectory", "NativeCalls").doesNotContain("DowncallStub");
    }

    /** What training has of them would be compiled at each start ahead of what guests call. */
    @Test
    void trainingLeavesJavasOwnMethodsOut() throws IOException, InterruptedException {
        for (String mode : List.of("always", "off")) {
            Result result = hello(Map.of("JWASM_JIT", mode, "JWASM_JAVA_OPTS", "-XX:+AOTPrintTrainingInfo"));
            assertThat(result.exitCode()).as(result.err).isZero();
            // A method with the levels at which it was compiled, where it was.
            List<String> compiled = result.out.lines().filter(line -> line.contains(" M ") && line.contains(" LM")).toList();
            assertThat(compiled).anyMatch(line -> line.contains(" M org/jwasm/wasi/")).anyMatch(line -> line.contains(" M org/jwasm/runtime/"));
            assertThat(compiled).noneMatch(line -> line.contains(" M java/util/") || line.contains(" M jdk/internal/") || line.contains(" M sun/"));
        }
    }

    /** Truffle would otherwise unpack its library there, and do without Graal's runtime where it can't. */
    @Test
    void nothingIsUnpackedIntoTheHome() throws IOException, InterruptedException {
        Path home = Files.createFile(directory.resolve("no-directory"));
        Result result = hello(Map.of("JWASM_JIT", "always", "XDG_CACHE_HOME", home + "/cache", "JWASM_JAVA_OPTS", "-Duser.home=" + home));
        assertThat(result.out).isEqualTo(GREETING);
        assertThat(result.err).contains("engine GraalVM CE").doesNotContain("WARNING");
    }

    /** Java loads classes from a cache only if it fits; the options of both starts must agree in what it compares. */
    @Test
    void theCachesFit() throws IOException, InterruptedException {
        for (String jit : List.of("on", "off")) {
            Result result = hello(Map.of("JWASM_JIT", jit, "JWASM_JAVA_OPTS", "-Xlog:class+load"));
            List<String> ours = result.out.lines().filter(line -> line.contains("org.jwasm.binary.")).toList();
            assertThat(ours).isNotEmpty().allMatch(line -> line.contains("shared objects file"));
            // The library is compiled for a Java whose classes no cache takes; the build mends that.
            List<String> picocli = result.out.lines().filter(line -> line.contains(" picocli.")).toList();
            assertThat(picocli).isNotEmpty().allMatch(line -> line.contains("shared objects file"));
        }
    }

    /** Java's second compiler is kept from jwasm's translator, but not from what this makes. */
    @Test
    void translatedGuestsGetToTheSecondCompiler() throws IOException, InterruptedException {
        Path log = directory.resolve("compilations.log");
        Path program = Command.root().resolve("packaging/training/train.wasm");
        // Debugging leaves out what has to be tried here.
        Map<String, String> environment = Map.of("JWASM_JIT", "off", "JWASM_DEBUG", "", "JWASM_JAVA_OPTS", "-Xlog:jit+compilation=debug:file=" + log);
        Result result = run(environment, Command.root().resolve("jwasm").toString(), "run", "--dir", directory + "::/", program.toString(), "5", "1");
        assertThat(result.exitCode()).as(result.err).isZero();
        List<String> second = Files.readAllLines(log).stream().filter(line -> line.matches(".*\\d[ %sb!n]*\\s4\\s+\\S.*")).toList();
        assertThat(second).anyMatch(line -> line.contains("org.jwasm.compiled.F"));
        assertThat(second).as("what these call").anyMatch(line -> line.contains("org.jwasm.tier.Support::"));
        assertThat(second).noneMatch(line -> line.contains("jdk.internal.classfile."));
    }

    @Test
    void anotherJavaHasNoUseOfThem() throws IOException, InterruptedException {
        Path home = Path.of(System.getProperty("java.home"));
        Path other = Files.createSymbolicLink(directory.resolve("other-java"), home);
        Result result = hello(Map.of("JWASM_JAVA", other.toString()));
        assertThat(result.out).isEqualTo(GREETING);
        assertThat(result.err).contains("debug: " + other, "cache=none");
    }

    @Test
    void theyCanBeSwitchedOff() throws IOException, InterruptedException {
        Result result = hello(Map.of("JWASM_IMAGE", "off"));
        assertThat(result.out).isEqualTo(GREETING);
        assertThat(result.err).contains("cache=none");
    }

    /** The path has a few commands of the system, and none is Java. */
    @Test
    void theDistributionNeedsNoJava() throws IOException, InterruptedException {
        Result unpacked = run(Map.of(), "tar", "-xzf", archive.toString());
        assertThat(unpacked.exitCode).as(unpacked.err).isZero();
        Path bin = Files.createDirectory(directory.resolve("bin"));
        for (String command : List.of("sh", "env", "readlink", "cat", "mkdir", "rm", "mv", "touch", "find")) {
            Files.createSymbolicLink(bin.resolve(command), Path.of("/bin", command));
        }
        Path root = directory.resolve(archive.getFileName().toString().replace(".tar.gz", ""));
        assertThat(root.resolve("dist/attach")).isNotEmptyDirectory();
        Result result = run(Map.of(), "env", "-i", "PATH=" + bin, "JWASM_DEBUG=1", "JWASM_BUILD=off", "JWASM_JIT=always", root.resolve("jwasm").toString(), "run",
                        root.resolve("examples/hello.wasm").toString());
        assertThat(result.out).as(result.err).isEqualTo(GREETING);
        assertThat(result.err).contains("debug: " + root.toRealPath().resolve("dist/java"), "engine GraalVM CE");
    }
}
