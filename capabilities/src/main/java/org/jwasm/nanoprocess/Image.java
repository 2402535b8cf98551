// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nanoprocess;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

import org.jwasm.nanoprocess.spi.LoadedImage;

/** A validated module that nano-processes are spawned of. Its code is shared by all of them, and compiled once. */
public final class Image {

    private final String name;
    private final String sha256;
    private final LoadedImage loaded;

    Image(String name, byte[] bytes, LoadedImage loaded) {
        this.name = name;
        this.sha256 = sha256(bytes);
        this.loaded = loaded;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public String name() {
        return name;
    }

    /** Of the module's bytes, in hexadecimal digits. */
    public String sha256() {
        return sha256;
    }

    /** What it asks for, in order, each as {@code module.name}. */
    public List<String> imports() {
        return loaded.imports();
    }

    /** What it offers, in order. */
    public List<String> exports() {
        return loaded.exports();
    }

    LoadedImage loaded() {
        return loaded;
    }

    @Override
    public String toString() {
        return name + " (sha256 " + sha256 + ")";
    }
}
