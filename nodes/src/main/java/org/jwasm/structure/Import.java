// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.structure;

/** Something that a module needs from outside. Spec: Structure, Modules, Imports. */
public record Import(String module, String name, ExternType type) {
}
