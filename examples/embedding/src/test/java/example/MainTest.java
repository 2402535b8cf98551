// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MainTest {

    @Test
    void printsWhatTheDocumentationShows(@TempDir Path directory) throws Exception {
        Files.writeString(directory.resolve("letter.txt"), "Dear guest, this is all that you may read.\n");
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Main main = new Main(new PrintStream(printed, true, StandardCharsets.UTF_8));
        main.callLibrary();
        main.giveTypes();
        main.runProgram(directory);
        main.isolate();
        main.callTyped();
        main.grant(directory);
        main.openArchive(directory);
        try (InputStream expected = MainTest.class.getResourceAsStream("output.txt")) {
            assertEquals(new String(expected.readAllBytes(), StandardCharsets.UTF_8), printed.toString(StandardCharsets.UTF_8));
        }
    }
}
