// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
/** The execution core: the structure of modules, runtime structures, and the Truffle nodes that run them. */
module org.jwasm.nodes {
    requires transitive org.graalvm.truffle;
    requires jdk.unsupported;

    exports org.jwasm.embedding;
    exports org.jwasm.structure;
    exports org.jwasm.runtime;
    exports org.jwasm.numerics;
    exports org.jwasm.nodes to org.jwasm.language;
    exports org.jwasm.nodes.call to org.jwasm.language;
    exports org.jwasm.nodes.control to org.jwasm.language;
    exports org.jwasm.nodes.instrument to org.jwasm.language;
    exports org.jwasm.nodes.fused to org.jwasm.language;
    exports org.jwasm.nodes.memory to org.jwasm.language;
    exports org.jwasm.nodes.numeric to org.jwasm.language;
    exports org.jwasm.nodes.reference to org.jwasm.language;
    exports org.jwasm.nodes.variable to org.jwasm.language;
    exports org.jwasm.nodes.vector to org.jwasm.language;
}
