// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.manifest.internal;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes and durations as people write them. */
public final class Quantities {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,18})\\s*([kmgt]?)(?:i?b)?");
    private static final Pattern DURATION = Pattern.compile("(-?\\d{1,9}(?:\\.\\d{1,9})?)\\s*(ns|us|ms|s|m|h|d)");
    private static final Map<String, Long> NANOS = Map.of("ns", 1L, "us", 1_000L, "ms", 1_000_000L, "s", 1_000_000_000L, "m", 60_000_000_000L,
                    "h", 3_600_000_000_000L, "d", 86_400_000_000_000L);

    private Quantities() {
    }

    /** Bytes: {@code 65536}, {@code 64K}, {@code 4GiB}; null for anything else. */
    public static Long size(String text) {
        Matcher matcher = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return null;
        }
        int shift = 10 * ("kmgt".indexOf(matcher.group(2)) + 1);
        long number = Long.parseLong(matcher.group(1));
        int bits = matcher.group(2).isEmpty() ? 0 : shift;
        return number > Long.MAX_VALUE >> bits ? null : Long.valueOf(number << bits);
    }

    /** {@code 1.5s}, {@code -1h}, {@code 500ms}; null for anything else. */
    public static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text.strip());
        if (!matcher.matches()) {
            return null;
        }
        BigDecimal nanos = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(NANOS.get(matcher.group(2))));
        return nanos.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0 ? null : Duration.ofNanos(nanos.longValue());
    }

    /** The shortest way to write a size. */
    public static String sizeText(long bytes) {
        String units = "KMGT";
        int unit = -1;
        long number = bytes;
        while (unit < 3 && number > 0 && number % 1024 == 0) {
            number /= 1024;
            unit++;
        }
        return unit < 0 ? Long.toString(number) : number + units.substring(unit, unit + 1);
    }

    /** The shortest way to write a duration. */
    public static String durationText(Duration duration) {
        long nanos = duration.toNanos();
        for (String unit : new String[]{"d", "h", "m", "s", "ms", "us"}) {
            if (nanos % NANOS.get(unit) == 0) {
                return nanos / NANOS.get(unit) + unit;
            }
        }
        return nanos + "ns";
    }
}
