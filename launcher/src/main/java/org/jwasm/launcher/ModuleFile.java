// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import org.jwasm.binary.DecoderOptions;
import org.jwasm.binary.FileBytes;
import org.jwasm.binary.ModuleDecoder;
import org.jwasm.runtime.WasmException;
import org.jwasm.structure.Feature;
import org.jwasm.structure.Module;
import org.jwasm.text.WatOptions;
import org.jwasm.text.WatReader;

/**
 * A module as the command line names it.
 *
 * @param label what messages call it: the file's name as given, or {@code standard input}
 * @param content the module in the binary format, assembled if the file is text
 */
record ModuleFile(String label, FileBytes content) {

    /** What stands for standard input where a file is expected. */
    static final String STANDARD_INPUT = "-";

    private static final String BINARY_SUFFIX = ".wasm";
    private static final String TEXT_SUFFIX = ".wat";
    /** How far to look for a NUL, which binary files soon have and text can't have. */
    private static final int BINARY_WITHIN = 8192;

    /** What a file has in it. */
    record Content(String label, FileBytes file) {

        byte[] bytes() {
            return file.array();
        }
    }

    /** The module in the binary format, which nobody changes. */
    byte[] bytes() {
        return content.array();
    }

    /** Reads a module, binary or text. */
    static ModuleFile read(String file) throws LoadException {
        return read(content(file));
    }

    /** The same to run it, or to translate it for that: without what only debuggers read. */
    static ModuleFile readForRunning(String file) throws LoadException {
        return read(content(file, true));
    }

    private static ModuleFile read(Content content) throws LoadException {
        return isText(content) ? assemble(content, true) : new ModuleFile(content.label(), content.file());
    }

    /** Reads a module that is text, with a name section if {@code names}. */
    static ModuleFile assemble(String file, boolean names) throws LoadException {
        Content content = content(file);
        if (ModuleDecoder.isBinary(content.bytes())) {
            throw new LoadException(content.label(), "is in the binary format already");
        }
        return assemble(content, names);
    }

    private static ModuleFile assemble(Content content, boolean names) throws LoadException {
        try {
            return new ModuleFile(content.label(), FileBytes.of(WatReader.toBinary(content.label(), content.bytes(), WatOptions.DEFAULT.withNames(names))));
        } catch (WasmException e) {
            throw new LoadException(e.getMessage());
        }
    }

    /** Whatever is not text gets the messages of the binary format: files that say so, and that are empty or have a NUL. */
    private static boolean isText(Content content) {
        if (content.label().endsWith(BINARY_SUFFIX) || content.bytes().length == 0) {
            return content.label().endsWith(TEXT_SUFFIX);
        }
        for (int i = 0; i < Math.min(content.bytes().length, BINARY_WITHIN); i++) {
            if (content.bytes()[i] == 0) {
                return false;
            }
        }
        return true;
    }

    /** Reads a whole file, or standard input for {@code -}. */
    static Content content(String file) throws LoadException {
        return content(file, false);
    }

    private static Content content(String file, boolean running) throws LoadException {
        boolean standardInput = file.equals(STANDARD_INPUT);
        String label = standardInput ? "standard input" : file;
        try {
            if (standardInput) {
                return new Content(label, FileBytes.of(System.in.readAllBytes()));
            }
            return new Content(label, running ? FileBytes.readForRunning(Path.of(file)) : FileBytes.read(Path.of(file)));
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

    /** Decodes and validates the module, which can use these features. */
    Module decode(Set<Feature> features) throws LoadException {
        try {
            return ModuleDecoder.decode(label, bytes(), DecoderOptions.DEFAULT.withFeatures(features));
        } catch (WasmException e) {
            throw Messages.badModule(label, e);
        }
    }
}
