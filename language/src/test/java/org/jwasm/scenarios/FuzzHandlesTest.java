// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.jwasm.capabilities.ArgumentsCapability;
import org.jwasm.capabilities.AuditEvent;
import org.jwasm.capabilities.Capability;
import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.ClockCapability;
import org.jwasm.capabilities.DirectoryCapability;
import org.jwasm.capabilities.EnvironmentCapability;
import org.jwasm.capabilities.HttpCapability;
import org.jwasm.capabilities.InputStreamCapability;
import org.jwasm.capabilities.LogCapability;
import org.jwasm.capabilities.NameLookupCapability;
import org.jwasm.capabilities.OutputStreamCapability;
import org.jwasm.capabilities.RandomCapability;
import org.jwasm.capabilities.Right;
import org.jwasm.capabilities.SpawnCapability;
import org.jwasm.capabilities.TcpConnectCapability;
import org.jwasm.capabilities.TcpListenCapability;
import org.jwasm.capabilities.UdpCapability;
import org.jwasm.nanoprocess.Endowment;
import org.jwasm.nanoprocess.Image;
import org.jwasm.nanoprocess.Limits;
import org.jwasm.nanoprocess.NanoProcess;
import org.jwasm.nanoprocess.NanoProcessException;
import org.jwasm.nanoprocess.Resource;

/**
 * S10, R6, R7: guests that do whatever comes to their mind with all that they hold, and pass it to each other. Their seeds are printed
 * where one succeeds. {@code scripts/fuzz-handles} runs it for as long as is wanted.
 */
@Timeout(3600)
class FuzzHandlesTest extends Scenario {

    private static final long SECONDS = Long.getLong("jwasm.fuzz.seconds", 4);
    private static final String SECRET = "not for guests";
    private static final List<String> MEMBERS = List.of("only(string)->capability", "without(string)->capability", "expiresAfter(s64)->capability",
                    "uses(s64)->capability", "bytes(s64)->capability", "rate(s32,s64)->capability", "revoke()", "kind->string", "live->bool", "holder->string",
                    "open(string)->capability", "open(string,string)->capability", "open(string,string,string,string)->capability", "subdirectory(string)->capability",
                    "readOnly()->capability", "createDirectory(string)", "removeFile(string)", "removeDirectory(string)", "read(s32)->bytes", "read(s64,s64)->bytes",
                    "write(string)->s32", "write(s64,bytes)->s32", "seek(s64)", "size()->s64", "close()", "slice(s64,s64)->capability", "length()->s64", "now()->s64",
                    "frozen()->capability", "offset(s64)->capability", "take(s32)->bytes", "reseeded(s64)->capability", "get(string)->string", "connect(string,s32)->capability",
                    "spawn(string,string)->capability", "spawn(string,string,string,capability)->capability", "limit(string,s64)->capability", "remaining(string)->s64",
                    "function(string)->capability", "call(string)", "call(string)->capability", "call(string,capability)->capability", "kill()", "pause()", "resume()",
                    "state()->string", "delegate(capability)->capability", "delegate(s32)", "none()->f64", "id->s64", "parent->capability", "path()->string", "port()->s32");
    private static final List<String> STRINGS = List.of("", "..", "../secret", "/etc/passwd", "sub", "f", "read", "write", "create", "transfer", "*:*", "127.0.0.1:1",
                    "fuel", "memory", "image", "worker", "f0", "take", "c0", "\\00", "\\ff\\fe", "truncate", "sub/../../secret", "link/secret");

    @TempDir
    Path temporary;

    private final AtomicInteger deaths = new AtomicInteger();

    private Path layOut() throws Exception {
        Files.writeString(temporary.resolve("secret"), SECRET);
        Path root = Files.createDirectories(temporary.resolve("root"));
        Files.createDirectories(root.resolve("sub"));
        Files.writeString(root.resolve("f"), "contents");
        Files.createSymbolicLink(root.resolve("link"), Path.of(".."));
        return root;
    }

    private Map<String, Capability> holdings(Path root, Random random) throws CapabilityException {
        List<Capability> all = List.of(DirectoryCapability.open(root, random.nextBoolean() ? Right.DIRECTORY : Right.DIRECTORY_READ_ONLY),
                        ClockCapability.monotonic().withoutWaiting(), RandomCapability.seeded(1), EnvironmentCapability.of(Map.of("A", "1")), ArgumentsCapability.of("a"),
                        InputStreamCapability.of(new ByteArrayInputStream(new byte[100])), OutputStreamCapability.of(OutputStream.nullOutputStream()),
                        TcpConnectCapability.of("[::1]:1"), TcpListenCapability.of(), UdpCapability.of(), NameLookupCapability.of(),
                        HttpCapability.of(Set.of("GET"), "http://[::1]:1"), LogCapability.to((_, _) -> {
                        }), supervisor.spawning(Map.of("image", image("(module (func (export \"f\")))")), Map.of(SpawnCapability.Resource.CHILDREN, 5L)));
        Map<String, Capability> granted = new LinkedHashMap<>();
        for (int i = 0; i < 6; i++) {
            granted.put("c" + i, all.get(random.nextInt(all.size())));
        }
        return granted;
    }

    /** A module of random calls. What they give goes to a table of what it holds; it also passes things to another one of its kind. */
    private String module(Random random, boolean isCaller) {
        StringBuilder imports = new StringBuilder();
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            imports.append("(import \"capability\" \"c%d\" (global $c%d externref))\n".formatted(i, i));
        }
        for (int i = 0; i < 30; i++) {
            String name = MEMBERS.get(random.nextInt(MEMBERS.size()));
            List<String> types = new ArrayList<>(List.of("externref"));
            List<String> arguments = new ArrayList<>(List.of(held(random)));
            int open = name.indexOf('(');
            String list = open < 0 ? "" : name.substring(open + 1, name.indexOf(')'));
            for (String type : list.isEmpty() ? new String[0] : list.split(",")) {
                argument(type, random, types, arguments);
            }
            String result = name.contains("->") ? name.substring(name.indexOf("->") + 2) : "";
            if (result.equals("string") || result.equals("bytes")) {
                types.addAll(List.of("i32", "i32"));
                arguments.add("(i32.const " + (random.nextInt(20) == 0 ? random.nextInt() : 4096) + ")");
                arguments.add("(i32.const " + (random.nextInt(20) == 0 ? random.nextInt() : 4096) + ")");
            }
            String flat = switch (result) {
                case "" -> "";
                case "s64" -> "(result i64)";
                case "f64" -> "(result f64)";
                case "capability" -> "(result externref)";
                default -> "(result i32)";
            };
            imports.append("(import \"capability-method\" \"%s\" (func $m%d (param %s) %s))\n".formatted(name, i, String.join(" ", types), flat));
            String call = "(call $m" + i + " " + String.join(" ", arguments) + ")";
            String kept = result.isEmpty() ? call : result.equals("capability") ? "(table.set $t (i32.const " + random.nextInt(32) + ") " + call + ")" : "(drop " + call + ")";
            body.append("(block $b%d (try_table (catch_all $b%d) %s))\n".formatted(i, i, kept));
        }
        String peer = isCaller ? "(import \"peer\" \"take\" (func $peer (param externref) (result externref)))" : "";
        String pass = isCaller ? "(block $p (try_table (catch_all $p) (table.set $t (i32.const 31) (call $peer " + held(random) + "))))" : "";
        StringBuilder data = new StringBuilder();
        for (int i = 0; i < STRINGS.size(); i++) {
            data.append("(data (i32.const ").append(i * 64).append(") \"").append(STRINGS.get(i)).append("\")");
        }
        return "(module " + imports + peer + "(memory (export \"memory\") 1 2)" + data + "(table $t 32 externref)" +
                        "(func (export \"f\") (param i32) (loop " + body + pass + "(local.set 0 (i32.sub (local.get 0) (i32.const 1))) (br_if 0 (local.get 0))))" +
                        "(func (export \"take\") (param externref) (result externref) (table.set $t (i32.const 0) (local.get 0)) (table.get $t (i32.const " +
                        random.nextInt(32) + "))))";
    }

    private static String held(Random random) {
        return random.nextBoolean() ? "(global.get $c" + random.nextInt(6) + ")" : "(table.get $t (i32.const " + random.nextInt(32) + "))";
    }

    private static void argument(String type, Random random, List<String> types, List<String> arguments) {
        switch (type) {
            case "string", "bytes" -> {
                int index = random.nextInt(STRINGS.size());
                types.addAll(List.of("i32", "i32"));
                arguments.add("(i32.const " + (random.nextInt(50) == 0 ? random.nextInt() : index * 64) + ")");
                arguments.add("(i32.const " + (random.nextInt(50) == 0 ? random.nextInt() : STRINGS.get(index).replaceAll("\\\\..", "x").length()) + ")");
            }
            case "capability" -> {
                types.add("externref");
                arguments.add(held(random));
            }
            case "s32" -> {
                types.add("i32");
                arguments.add("(i32.const " + (random.nextInt(4) == 0 ? random.nextInt() : random.nextInt(100)) + ")");
            }
            default -> {
                types.add("i64");
                arguments.add("(i64.const " + (random.nextInt(4) == 0 ? random.nextLong() : random.nextInt(100)) + ")");
            }
        }
    }

    private void run(NanoProcess process, int times) {
        try {
            process.call("f", times);
        } catch (NanoProcessException e) {
            deaths.incrementAndGet();
            assertThat(e.getMessage()).as("a failure of the host").doesNotContain("Exception").doesNotContain("null").doesNotContain("Error:");
        }
    }

    private void attempt(Path root, long seed) throws Exception {
        Random random = new Random(seed);
        Limits limits = Limits.NONE.openFiles(20).output(1 << 20).deadline(Duration.ofSeconds(10)).tableElements(100).memory(1 << 20);
        Endowment.Builder first = Endowment.builder().limits(limits);
        holdings(root, random).forEach(first::grant);
        Endowment.Builder second = Endowment.builder().limits(limits);
        holdings(root, random).forEach(second::grant);
        Image other = image(module(random, false));
        NanoProcess peer = supervisor.spawn("peer", other, second.build());
        NanoProcess fuzzer = supervisor.spawn("fuzzer", image(module(random, true)), first.bind("peer", "take", peer.function("take")).build());
        run(fuzzer, 5);
        run(peer, 5);
        run(fuzzer, 5);
        for (NanoProcess each : List.of(fuzzer, peer)) {
            for (Capability held : each.holder().grants()) {
                for (Capability next = held; next.parent() != null; next = next.parent()) {
                    assertThat(next.parent().rights()).as("seed %d", seed).containsAll(next.rights());
                }
            }
            each.kill("done");
            each.reaped().join();
            assertThat(each.holder().grants()).as("seed %d", seed).isEmpty();
        }
        assertThat(Files.readString(temporary.resolve("secret"))).as("seed %d", seed).isEqualTo(SECRET);
        try (Stream<Path> outside = Files.list(temporary)) {
            assertThat(outside).as("seed %d", seed).hasSize(2);
        }
    }

    @Test
    void nothingComesOfIt() throws Exception {
        Path root = layOut();
        long seed = Long.getLong("jwasm.fuzz.seed", 1);
        long end = System.nanoTime() + SECONDS * 1_000_000_000;
        int attempts = 0;
        do {
            attempt(root, seed + attempts++);
        } while (System.nanoTime() - end < 0);
        for (Resource resource : List.of(Resource.CHILDREN, Resource.OPEN_FILES, Resource.MEMORY)) {
            while (supervisor.used(resource) > 0) {
                Thread.sleep(1);
            }
            assertThat(supervisor.used(resource)).as("%s", resource).isZero();
        }
        System.out.println("fuzzed " + attempts + " pairs of guests: " + denials().size() + " of the latest events are denials, " + deaths + " died");
        assertThat(denials()).isNotEmpty();
        assertThat(log.trail().events(AuditEvent.Type.GRANT)).isNotEmpty();
    }
}
