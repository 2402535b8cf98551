// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads sizes in bytes: {@code 65536}, {@code 512K}, {@code 64MiB}, {@code 4G}; the prefixes are powers of 1024. */
final class SizeConverter implements ITypeConverter<Long> {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,18})\\s*([kmgt]?)(?:i?b)?");

    @Override
    public Long convert(String text) {
        Matcher matcher = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new TypeConversionException("`" + text + "` is no size; sizes look like 65536, 512K, 64MiB or 4G");
        }
        int shift = 10 * ("kmgt".indexOf(matcher.group(2)) + 1);
        long number = Long.parseLong(matcher.group(1));
        if (matcher.group(2).isEmpty()) {
            return number;
        }
        if (number > Long.MAX_VALUE >> shift) {
            throw new TypeConversionException("`" + text + "` is larger than any memory");
        }
        return number << shift;
    }
}
