// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MainTest {

    @Test
    void printsWhatTheDocumentationShows(@TempDir Path directory) throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Main main = new Main(printed);
        main.importModule(directory);
        main.instantiate();
        main.spawn();
        assertEquals("""
                        11 letters in 16 bytes
                        counted 11
                        i64 is BigInt: 3458764513820540928
                        5 of 65536, now 131072
                        3 letters
                        6 / 3 = 2
                        nano-process w1: trap: integer divide by zero
                        killed: no more work (by host)
                        """, printed.toString(StandardCharsets.UTF_8));
    }
}
