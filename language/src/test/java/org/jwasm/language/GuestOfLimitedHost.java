// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.file.Path;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.io.ByteSequence;
import org.jwasm.capabilities.ArgumentsCapability;
import org.jwasm.capabilities.DirectoryCapability;
import org.jwasm.capabilities.OutputStreamCapability;
import org.jwasm.capabilities.Right;
import org.jwasm.wasi.Wasi;

/**
 * Runs the program {@code denied} with the first argument, on the directory that is the second. With a third one, it lets the host have only so
 * many descriptors; before that the program runs once, so that Java has all classes that are needed when it can't open their files.
 */
final class GuestOfLimitedHost {

    private GuestOfLimitedHost() {
    }

    private static String output(String mode, String directory) throws Exception {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        Wasi.Builder wasi = Wasi.builder().arguments(ArgumentsCapability.of("denied", mode)).stdout(OutputStreamCapability.of(output)).preopen("/",
                        DirectoryCapability.open(Path.of(directory), Right.DIRECTORY));
        try (InputStream stream = GuestOfLimitedHost.class.getResourceAsStream("wasi/denied.wasm"); Context context = Context.create("wasm"); Wasi given = wasi.build()) {
            context.eval(Source.newBuilder("wasm", ByteSequence.create(stream.readAllBytes()), "denied").build()).newInstance(given).getMember(
                            "exports").invokeMember("_start");
        } catch (PolyglotException e) {
            if (!e.isExit()) {
                throw e;
            }
        }
        return output.toString();
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 2) {
            output(arguments[0], arguments[1]);
            int code = new ProcessBuilder("prlimit", "--pid=" + ProcessHandle.current().pid(), "--nofile=" + arguments[2]).inheritIO().start().waitFor();
            if (code != 0) {
                throw new IllegalStateException("prlimit: " + code);
            }
        }
        String output = output(arguments[0], arguments[1]);
        System.out.println(output.equals("ok\n") ? "done" : output);
    }
}
