// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class FromChicoryTest {

    @Test
    void doesWhatTheDocumentationSays() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        FromChicory.run(new PrintStream(printed, true, StandardCharsets.UTF_8));
        assertEquals("""
                        sum: 42
                        read: 1234 text
                        instance 0: 0
                        instance 1: 2
                        interrupted: true
                        """, printed.toString(StandardCharsets.UTF_8));
    }
}
