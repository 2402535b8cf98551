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

/** Runs the program {@code denied} with the first argument, on the directory that is the second. */
final class GuestOfLimitedHost {

    private GuestOfLimitedHost() {
    }

    public static void main(String[] arguments) throws Exception {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        Wasi.Builder wasi = Wasi.builder().arguments(ArgumentsCapability.of("denied", arguments[0])).stdout(OutputStreamCapability.of(output)).preopen("/",
                        DirectoryCapability.open(Path.of(arguments[1]), Right.DIRECTORY));
        try (InputStream stream = GuestOfLimitedHost.class.getResourceAsStream("wasi/denied.wasm"); Context context = Context.create("wasm"); Wasi given = wasi.build()) {
            context.eval(Source.newBuilder("wasm", ByteSequence.create(stream.readAllBytes()), "denied").build()).newInstance(given).getMember(
                            "exports").invokeMember("_start");
        } catch (PolyglotException e) {
            if (!e.isExit()) {
                throw e;
            }
        }
        System.out.println(output.toString().equals("ok\n") ? "done" : output);
    }
}
