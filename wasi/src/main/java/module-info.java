/** WASI preview 1, on capabilities. */
module org.jwasm.wasi {
    requires transitive org.jwasm.capabilities;

    exports org.jwasm.wasi;
}
