package org.jwasm.launcher;

import java.util.List;
import java.util.Map;
import org.jwasm.capabilities.ArgumentsCapability;
import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.ClockCapability;
import org.jwasm.capabilities.DirectoryCapability;
import org.jwasm.capabilities.EnvironmentCapability;
import org.jwasm.capabilities.InputStreamCapability;
import org.jwasm.capabilities.OutputStreamCapability;
import org.jwasm.capabilities.RandomCapability;
import org.jwasm.capabilities.Right;
import org.jwasm.wasi.Wasi;

/** Makes all the capabilities that a guest of the command line gets; there is no other place where it gets one. */
final class Authority {

    private Authority() {
    }

    /**
     * WASI with what the user granted.
     *
     * @throws LoadException if a directory can't be opened
     */
    static Wasi wasi(List<String> arguments, Map<String, String> environment, List<DirectoryGrant> directories) throws LoadException {
        Wasi.Builder builder = Wasi.builder()
                        .arguments(ArgumentsCapability.of(arguments))
                        .environment(EnvironmentCapability.of(environment))
                        .stdin(InputStreamCapability.standardInput())
                        .stdout(OutputStreamCapability.standardOutput())
                        .stderr(OutputStreamCapability.standardError())
                        .clocks(ClockCapability.realtime(), ClockCapability.monotonic(), ClockCapability.processCpu(),
                                        ClockCapability.threadCpu())
                        .random(RandomCapability.secure());
        for (DirectoryGrant grant : directories) {
            builder.preopen(grant.guest(), open(grant));
        }
        return builder.build();
    }

    private static DirectoryCapability open(DirectoryGrant grant) throws LoadException {
        try {
            return DirectoryCapability.open(grant.host(), grant.readOnly() ? Right.DIRECTORY_READ_ONLY : Right.DIRECTORY);
        } catch (CapabilityException e) {
            String reason = switch (e.kind()) {
                case NOENT -> "no such directory";
                case NOTDIR -> "not a directory";
                case ACCES, PERM -> "permission denied";
                default -> "can't be granted: " + e.getMessage();
            };
            throw new LoadException(grant.host().toString(), reason);
        }
    }
}
