// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A directory of the host that a guest may use: {@code HOST[::GUEST][:ro]}.
 *
 * @param guest the name under which the guest finds it
 */
record DirectoryGrant(Path host, String guest, boolean readOnly) {

    private static final String READ_ONLY = ":ro";

    /** Reads the argument of {@code --dir}. */
    static final class Converter implements ITypeConverter<DirectoryGrant> {

        @Override
        public DirectoryGrant convert(String text) {
            boolean readOnly = text.endsWith(READ_ONLY);
            String names = readOnly ? text.substring(0, text.length() - READ_ONLY.length()) : text;
            int separator = names.indexOf("::");
            String host = separator < 0 ? names : names.substring(0, separator);
            String guest = separator < 0 ? names : names.substring(separator + 2);
            if (host.isEmpty() || guest.isEmpty()) {
                throw new TypeConversionException("`" + text + "` is no directory grant; grants look like data, data::/in or data::/in:ro");
            }
            return new DirectoryGrant(Path.of(host), guest, readOnly);
        }
    }
}
