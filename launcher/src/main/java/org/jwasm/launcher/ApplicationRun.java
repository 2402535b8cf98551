// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jwasm.manifest.Application;
import org.jwasm.manifest.Host;
import org.jwasm.manifest.Manifest;
import org.jwasm.manifest.ManifestException;
import org.jwasm.nanoprocess.Death;
import org.jwasm.nanoprocess.NanoProcess;
import org.jwasm.nanoprocess.NanoProcessException;
import org.jwasm.nanoprocess.Resource;

/** One run of a manifest's nano-processes, on a thread with a stack as large as the user says. */
final class ApplicationRun {

    /** How long is waited for what was killed. */
    private static final long GRACE_MILLIS = 500;

    private final Manifest manifest;
    private final Host host;
    private final Duration timeout;
    private final Thread thread;
    private volatile Application application;
    private volatile int exitCode;
    private volatile boolean stopped;

    /** @param timeout or null */
    ApplicationRun(Manifest manifest, Host host, long stackSize, Duration timeout) {
        this.manifest = manifest;
        this.host = host;
        this.timeout = timeout;
        this.thread = new Thread(null, this::runOnOwnThread, "guest", stackSize);
        thread.setDaemon(true);
    }

    /** Reads a manifest, or says all that is wrong in it. */
    static Manifest read(String file) throws LoadException {
        try {
            return Manifest.read(Path.of(file));
        } catch (ManifestException e) {
            throw LoadException.ofLines(e.getMessage());
        } catch (NoSuchFileException e) {
            throw new LoadException(file, "no such file");
        } catch (IOException | InvalidPathException e) {
            throw new LoadException(file, "can't be read: " + e.getMessage());
        }
    }

    /** What a manifest is run with. */
    static Host host(List<String> arguments, AuditFile audit) {
        return Host.of(arguments).audit(audit.log());
    }

    /** Runs it to its end, or until the timeout; returns the exit code. */
    int run() {
        Thread hook = new Thread(() -> stop("interrupted"), "interrupt");
        Runtime.getRuntime().addShutdownHook(hook);
        thread.start();
        if (!awaitEnd()) {
            stop("timeout");
            Messages.error(manifest.label() + ": timeout");
            exitCode = ExitCode.TIMEOUT;
        }
        System.out.flush();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            Messages.debug("interrupted while ending");
        }
        return exitCode;
    }

    /** Null if it didn't start. */
    Application application() {
        return application;
    }

    private boolean awaitEnd() {
        try {
            if (timeout == null) {
                thread.join();
                return true;
            }
            return thread.join(timeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Kills all of the tree. */
    private void stop(String why) {
        stopped = true;
        Application running = application;
        if (running != null) {
            running.kill(why);
        }
        try {
            thread.join(GRACE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void runOnOwnThread() {
        try {
            application = Application.start(manifest, host);
            exitCode = stopped ? ExitCode.INTERRUPTED : application.run();
            reportCasualties(null);
        } catch (ManifestException e) {
            exitCode = Messages.failure(LoadException.ofLines(e.getMessage()));
        } catch (NanoProcessException e) {
            if (!stopped) {
                exitCode = report(e);
            }
        } catch (RuntimeException | Error e) {
            if (!stopped) {
                exitCode = Messages.failure(e);
            }
        }
    }

    /** Says who died of what; the last of them is the one that was run. */
    private int report(NanoProcessException failure) {
        System.out.flush();
        reportCasualties(failure.path());
        Messages.error(failure.getMessage());
        Messages.debug(failure);
        Death death = failure.death();
        if (death == null) {
            return ExitCode.USAGE;
        }
        return death.resource() == Resource.WALL_CLOCK ? ExitCode.TIMEOUT : ExitCode.TRAP;
    }

    private void reportCasualties(String except) {
        if (application != null) {
            for (NanoProcess dead : application.casualties()) {
                if (!dead.path().equals(except)) {
                    Messages.error("nano-process " + dead.path() + ": " + dead.death().message());
                }
            }
        }
    }
}
