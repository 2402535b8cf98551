// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
/** The command {@code jwasm}. */
module org.jwasm.launcher {
    requires org.graalvm.polyglot;
    requires org.jwasm.language;
    requires info.picocli;
    requires org.tomlj;
    requires tools.jackson.jr.ob;

    opens org.jwasm.launcher to info.picocli;
}
