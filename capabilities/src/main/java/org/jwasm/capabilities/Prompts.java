// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Asks a {@link Powerbox} before each new thing that is done with a capability, and remembers the answers. Without anybody to ask, all
 * that isn't allowed beforehand is denied.
 *
 * <p>Paths are those behind symbolic links; links can't be made, as they would give what was allowed another name.
 */
public final class Prompts implements Decider {

    private static final Set<String> LINKING = Set.of("createLink", "link");

    private final Path root;
    private final Powerbox powerbox;
    private final Consumer<String> always;
    private final Set<String> allowed = new HashSet<>();
    private final Set<String> denied = new HashSet<>();

    /**
     * @param root the host's path of a directory, which paths are told relative to; null for other kinds
     * @param allowed beforehand, such as {@code read letters} or {@code connect api.example.org:443}; of a directory all in it
     * @param powerbox null if there is nobody to ask
     * @param always gets what was allowed for later runs too
     */
    public Prompts(Path root, Collection<String> allowed, Powerbox powerbox, Consumer<String> always) {
        this.root = root;
        this.allowed.addAll(allowed);
        this.powerbox = powerbox;
        this.always = always;
    }

    @Override
    public boolean allows(Request request) {
        if (isOpened(request.capability())) {
            return true;
        }
        String target = request.argument();
        if (root != null) {
            target = LINKING.contains(request.operation()) ? null : relative(request);
            if (target == null) {
                return false;
            }
        }
        Powerbox.Question question = new Powerbox.Question(request.capability().holder().path(), action(request.right()), target, request.importName());
        return decide(question);
    }

    /** One after the other, also for threads that ask at once. */
    private synchronized boolean decide(Powerbox.Question question) {
        String rule = question.rule();
        if (isAllowed(question.action(), question.target())) {
            return true;
        }
        if (powerbox == null || denied.contains(rule)) {
            return false;
        }
        switch (powerbox.ask(question)) {
            case ONCE -> {
                return true;
            }
            case RUN -> allowed.add(rule);
            case DIRECTORY -> allowed.add(question.action() + " " + (root == null ? question.target() : parent(question.target())));
            case ALWAYS -> {
                allowed.add(rule);
                always.accept(rule);
            }
            case NO -> {
                denied.add(rule);
                return false;
            }
        }
        return true;
    }

    private boolean isAllowed(String action, String target) {
        if (allowed.contains(action + " " + target)) {
            return true;
        }
        for (String up = target; root != null && !up.equals("."); up = parent(up)) {
            if (allowed.contains(action + " " + up)) {
                return true;
            }
        }
        return root != null && allowed.contains(action + " .");
    }

    private static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "." : path.substring(0, slash);
    }

    /** What was opened was asked for when it was opened. */
    private static boolean isOpened(Capability capability) {
        return switch (capability) {
            case FileCapability _, TcpConnectionCapability _, TcpListenerCapability _, UdpSocketCapability _ -> true;
            default -> false;
        };
    }

    private static String action(Right right) {
        return switch (right) {
            case READ, LIST, STATUS -> "read";
            case WRITE, CREATE, REMOVE, SET_TIMES -> "write";
            default -> right.toString();
        };
    }

    /** The path below the root, behind all symbolic links; null if it leads out, and then it isn't asked for. */
    private String relative(Request request) {
        try {
            Path base = root.toRealPath();
            Path path = Path.of(request.target()).toAbsolutePath().normalize();
            Path existing = path;
            while (existing != null && !java.nio.file.Files.exists(existing)) {
                existing = existing.getParent();
            }
            Path real = existing == null ? path : existing.toRealPath().resolve(existing.relativize(path));
            if (!real.startsWith(base)) {
                return null;
            }
            String relative = base.relativize(real).toString();
            return relative.isEmpty() ? "." : relative;
        } catch (IOException | java.nio.file.InvalidPathException e) {
            return null;
        }
    }
}
