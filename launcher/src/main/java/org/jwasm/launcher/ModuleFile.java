package org.jwasm.launcher;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jwasm.binary.DecoderOptions;
import org.jwasm.binary.ModuleDecoder;
import org.jwasm.runtime.WasmException;
import org.jwasm.structure.Module;

/**
 * A module as the command line names it.
 *
 * @param label what messages call it: the file's name as given, or {@code standard input}
 */
record ModuleFile(String label, byte[] bytes) {

    /** What stands for standard input where a file is expected. */
    static final String STANDARD_INPUT = "-";

    /** Reads a whole file, or standard input for {@code -}. */
    static ModuleFile read(String file) throws LoadException {
        boolean standardInput = file.equals(STANDARD_INPUT);
        String label = standardInput ? "standard input" : file;
        try {
            return new ModuleFile(label, standardInput ? System.in.readAllBytes() : Files.readAllBytes(Path.of(file)));
        } catch (IOException | InvalidPathException | OutOfMemoryError e) {
            throw new LoadException(label, reason(file, e));
        }
    }

    private static String reason(String file, Throwable failure) {
        return switch (failure) {
            case NoSuchFileException e -> "no such file";
            case AccessDeniedException e -> "permission denied";
            case InvalidPathException e -> "not a file name: " + e.getReason();
            case OutOfMemoryError e -> "too large";
            default -> !file.equals(STANDARD_INPUT) && Files.isDirectory(Path.of(file)) ? "is a directory" : "can't be read: " + failure.getMessage();
        };
    }

    /** Decodes and validates the module. */
    Module decode() throws LoadException {
        try {
            return ModuleDecoder.decode(label, bytes, DecoderOptions.DEFAULT);
        } catch (WasmException e) {
            throw Messages.badModule(label, e);
        }
    }
}
