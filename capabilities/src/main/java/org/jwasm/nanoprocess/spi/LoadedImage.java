// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nanoprocess.spi;

import java.util.List;

/** A module as the isolation keeps it. */
public interface LoadedImage {

    /** What it imports, in order, each as {@code module.name}. */
    List<String> imports();

    /** What it exports, in order. */
    List<String> exports();
}
