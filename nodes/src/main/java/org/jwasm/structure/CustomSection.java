// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.structure;

/** A custom section: its name and the place of its content in the module's bytes. Spec: Binary Format, Custom Section. */
public record CustomSection(String name, int start, int length) {
}
