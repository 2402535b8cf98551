package org.jwasm.structure;

/** The parts of WebAssembly that came after 1.0 and can be switched off; the names are those of the proposals. */
public enum Feature {
    MULTI_VALUE("multi-value"),
    REFERENCE_TYPES("reference-types"),
    BULK_MEMORY("bulk-memory"),
    SIGN_EXTENSION("sign-extension-ops"),
    SATURATING_FLOAT_TO_INT("nontrapping-float-to-int-conversions"),
    MUTABLE_GLOBALS("mutable-global"),
    EXTENDED_CONST("extended-const"),
    SIMD("simd"),
    RELAXED_SIMD("relaxed-simd"),
    TAIL_CALL("tail-call"),
    TYPED_FUNCTION_REFERENCES("function-references"),
    GC("gc"),
    EXCEPTIONS("exception-handling"),
    /** The exception handling of before 3.0, which toolchains still emit. */
    LEGACY_EXCEPTIONS("legacy-exception-handling"),
    MULTI_MEMORY("multi-memory"),
    /** Also 64-bit tables. */
    MEMORY64("memory64"),
    THREADS("threads"),
    WIDE_ARITHMETIC("wide-arithmetic"),
    CUSTOM_PAGE_SIZES("custom-page-sizes"),
    CUSTOM_DESCRIPTORS("custom-descriptors");

    private final String text;

    Feature(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
