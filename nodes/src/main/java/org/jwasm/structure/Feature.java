package org.jwasm.structure;

/** The parts of WebAssembly that came after 1.0 and can be switched off; the names are those of the proposals. */
public enum Feature {
    MULTI_VALUE("multi-value"),
    REFERENCE_TYPES("reference-types"),
    BULK_MEMORY("bulk-memory"),
    SIGN_EXTENSION("sign-extension-ops"),
    SATURATING_FLOAT_TO_INT("nontrapping-float-to-int-conversions"),
    MUTABLE_GLOBALS("mutable-global"),
    EXTENDED_CONST("extended-const");

    private final String text;

    Feature(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
