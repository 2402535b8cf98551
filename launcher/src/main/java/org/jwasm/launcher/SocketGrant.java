// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An address that a guest gets a socket for: {@code HOST:PORT}, {@code [::1]:80}. */
record SocketGrant(String host, int port) {

    @Override
    public String toString() {
        return host + ":" + port;
    }

    /** Reads the arguments of {@code --listen} and {@code --connect}. */
    static final class Converter implements ITypeConverter<SocketGrant> {

        @Override
        public SocketGrant convert(String text) {
            int colon = text.lastIndexOf(':');
            String port = text.substring(colon + 1);
            if (colon <= 0 || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65535) {
                throw new TypeConversionException("`" + text + "` is no address of a socket; those look like 127.0.0.1:8080, localhost:80, [::1]:80");
            }
            return new SocketGrant(text.substring(0, colon), Integer.parseInt(port));
        }
    }
}
