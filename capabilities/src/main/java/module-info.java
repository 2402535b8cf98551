// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
/** The authorities that can be handed to guests: objects that can't be forged, each with its rights. */
module org.jwasm.capabilities {
    requires transitive org.jwasm.nodes;
    requires org.graalvm.polyglot;
    requires org.tomlj;
    requires java.management;
    requires java.net.http;
    requires jdk.management;

    exports org.jwasm.capabilities;
    exports org.jwasm.capabilities.host to org.jwasm.language, org.jwasm.launcher;
    exports org.jwasm.manifest;
    exports org.jwasm.nanoprocess;
    exports org.jwasm.nanoprocess.spi to org.jwasm.language;
    exports org.jwasm.wit;
}
