package org.jwasm.structure;

/** A custom section: its name and the place of its content in the module's bytes. Spec: Binary Format, Custom Section. */
public record CustomSection(String name, int start, int length) {
}
