// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
/** WASI preview 1, on capabilities. */
module org.jwasm.wasi {
    requires transitive org.jwasm.capabilities;

    exports org.jwasm.wasi;
}
