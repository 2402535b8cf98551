// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Stack;
import org.jwasm.tier.cache.CacheException;
import org.jwasm.tier.cache.CodeCache;
import picocli.CommandLine.Command;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Where translated code is kept for the next start. */
@Command(addMethodSubcommands = false)
final class CacheOptions {

    private static final String OWN = "";

    @Option(names = "--cache", arity = "0..1", paramLabel = "DIR", preprocessor = Attached.class,
                    description = "Keep translated functions for the next start: in DIR, or where programs of yours keep such things. "
                                    + "Nobody else may be able to write there.")
    private String directory;

    @Option(names = "--no-cache", description = "Neither use nor keep translated functions.")
    private boolean off;

    /** What follows {@code --cache} is the guest's name, unless it is attached. */
    static final class Attached implements IParameterPreprocessor {

        @Override
        public boolean preprocess(Stack<String> arguments, CommandSpec command, ArgSpec option, Map<String, Object> info) {
            if (" ".equals(info.get("separator"))) {
                arguments.push(OWN);
            }
            return false;
        }
    }

    /** Takes {@code --cache}, {@code --cache=DIR} or {@code --no-cache} as picocli would, once; whether it was that. */
    boolean takePlain(String word) {
        if (word.equals("--no-cache") && !off) {
            off = true;
            return true;
        }
        boolean attached = word.startsWith("--cache=");
        if (directory != null || !attached && !word.equals("--cache")) {
            return false;
        }
        directory = attached ? word.substring("--cache=".length()) : OWN;
        return true;
    }

    /** Whether a cache is asked for. */
    boolean isGiven() {
        return directory != null;
    }

    /**
     * The directory to be used, absolute.
     *
     * @param grants what the guest gets to see; it must not be the cache
     * @throws LoadException others than this user could write there, or it can't be made
     */
    Optional<Path> directory(List<DirectoryGrant> grants) throws LoadException {
        if (off || directory == null) {
            return Optional.empty();
        }
        Path chosen = directory.equals(OWN) ? ofUser() : Path.of(directory).toAbsolutePath().normalize();
        if (chosen == null) {
            throw new TypeConversionException("--cache: neither XDG_CACHE_HOME nor HOME says where; use --cache=DIR");
        }
        for (DirectoryGrant grant : grants) {
            if (isVisible(chosen, grant.host())) {
                throw new TypeConversionException("--dir " + grant.host() + ": the guest could change the code cache " + chosen
                                + ", and so what runs outside of it; use another --cache=DIR, or --no-cache");
            }
        }
        try {
            CodeCache.open(chosen, CodeCache.DEFAULT_LIMIT);
        } catch (CacheException e) {
            throw new LoadException(e.getMessage());
        }
        return Optional.of(chosen);
    }

    /** The directory of this user, or null if there is no saying where; after the XDG base directory specification. */
    static Path ofUser() {
        String base = System.getenv("XDG_CACHE_HOME");
        if (base != null && base.startsWith("/")) {
            return Path.of(base, "jwasm");
        }
        String home = System.getenv("HOME");
        return home == null || !home.startsWith("/") ? null : Path.of(home, ".cache", "jwasm");
    }

    private static boolean isVisible(Path cache, Path granted) {
        Path inside = real(cache);
        Path outside = real(granted);
        return inside.startsWith(outside) || outside.startsWith(inside);
    }

    /** Without symbolic links, as far as the path exists. */
    private static Path real(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        for (Path existing = absolute; existing != null; existing = existing.getParent()) {
            try {
                return existing.toRealPath().resolve(existing.relativize(absolute)).normalize();
            } catch (IOException e) {
                // One up, then.
            }
        }
        return absolute;
    }
}
