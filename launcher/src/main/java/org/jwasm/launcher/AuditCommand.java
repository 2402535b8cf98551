// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jwasm.capabilities.AuditEvent;
import org.jwasm.capabilities.AuditEvent.Type;
import org.jwasm.capabilities.AuditTrail;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jwasm audit}: asks an audit log. */
@Command(name = "audit", synopsisHeading = "Usage: ", customSynopsis = "jwasm audit [OPTIONS] LOG", sortOptions = false,
                optionListHeading = "%nOptions:%n", parameterListHeading = "%nParameters:%n", descriptionHeading = "%n",
                header = "Ask an audit log who could do what, when, and through whom.",
                description = {"Reads what jwasm run --audit LOG has written. Without options it prints how often who used what, and what was denied. "
                                + "Options choose events, and can be combined."},
                footer = {"", "Examples:",
                                "  jwasm audit log                       an overview",
                                "  jwasm audit --denied log              what was denied, to whom, and why",
                                "  jwasm audit --who app/gui --what tcp log",
                                "  jwasm audit --capability 7 log        how it came to its holder, and what was done with it",
                                "  jwasm audit --held-by app/gui --at 2030-01-01T12:00:00Z log",
                                "", "Exit codes: 0 done, 1 the log can't be read."})
final class AuditCommand implements Callable<Integer> {

    @Option(names = "--who", paramLabel = "PATH", description = "Of this nano-process; PATH/ means also those below it.")
    private String who;

    @Option(names = "--what", paramLabel = "TEXT", description = "With this in the kind, the operation, its arguments or the import.")
    private String what;

    @Option(names = "--when", paramLabel = "FROM[..TO]", description = "Between these times, such as 2030-01-01T12:00:00Z.")
    private String when;

    @Option(names = "--denied", description = "Only what was denied.")
    private boolean denied;

    @Option(names = "--capability", paramLabel = "ID", description = "Of this capability; first, through whom it came to its holder, and who holds it.")
    private Long capability;

    @Option(names = "--held-by", paramLabel = "PATH", description = "What this nano-process held, at the end or --at a time.")
    private String heldBy;

    @Option(names = "--at", paramLabel = "TIME", description = "For --held-by and --capability: then, not at the end of the log.")
    private String at;

    @Option(names = "--json", description = "Print the chosen events as they are in the log.")
    private boolean json;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Print this help.")
    private boolean help;

    @Parameters(arity = "1", paramLabel = "LOG", description = "What jwasm run --audit has written.")
    private String file;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws LoadException {
        AuditTrail trail = read();
        PrintWriter out = spec.commandLine().getOut();
        Instant time = at == null ? Instant.MAX : instant(at);
        if (heldBy != null) {
            trail.heldBy(heldBy, time).forEach(event -> out.println(held(event)));
        } else if (capability != null && !json) {
            tell(trail, time, out);
        } else if (who == null && what == null && when == null && !denied && !json) {
            summarize(trail, out);
        } else {
            choose(trail).forEach(event -> out.println(json ? event.toJson() : line(event)));
        }
        out.flush();
        return ExitCode.SUCCESS;
    }

    private AuditTrail read() throws LoadException {
        try (BufferedReader reader = Files.newBufferedReader(Path.of(file))) {
            return AuditTrail.read(reader);
        } catch (NoSuchFileException e) {
            throw new LoadException(file, "no such file");
        } catch (IllegalArgumentException e) {
            throw new LoadException(file, e instanceof InvalidPathException ? "not a file name" : e.getMessage());
        } catch (IOException e) {
            throw new LoadException(file, "can't be read: " + e.getMessage());
        }
    }

    private Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new ParameterException(spec.commandLine(), "`" + text + "` is no time; times look like 2030-01-01T12:00:00Z");
        }
    }

    private List<AuditEvent> choose(AuditTrail trail) {
        int dots = when == null ? -1 : when.indexOf("..");
        Instant from = when == null || dots == 0 ? Instant.MIN : instant(dots < 0 ? when : when.substring(0, dots));
        Instant to = dots < 0 || dots + 2 == when.length() ? Instant.MAX : instant(when.substring(dots + 2));
        return trail.events().stream().filter(event -> !denied || event.type() == Type.DENIAL).filter(event -> who == null || isWho(event.holder())).filter(
                        event -> what == null || isWhat(event)).filter(event -> !event.time().isBefore(from) && !event.time().isAfter(to)).filter(
                                        event -> capability == null || event.capability() == capability).toList();
    }

    private boolean isWho(String holder) {
        return who.endsWith("/") ? holder.startsWith(who) || (holder + "/").equals(who) : holder.equals(who);
    }

    private boolean isWhat(AuditEvent event) {
        return (event.kind() + " " + event.operation() + " " + event.detail() + " " + event.importName()).contains(what);
    }

    /** When, who, and what. */
    private static String line(AuditEvent event) {
        StringBuilder text = new StringBuilder(event.time().toString()).append("  ").append(event.holder()).append("  ").append(event.type()).append("  ");
        text.append(event.capability() == 0 ? "" : "#" + event.capability() + " ").append(event.kind()).append(' ').append(event.operation());
        if (!event.detail().isEmpty()) {
            text.append(' ').append(Messages.printable(event.detail()));
        }
        if (event.type() == Type.GRANT) {
            text.append("  from ").append(event.grantor()).append(" (#").append(event.parent()).append(')');
        }
        if (!event.importName().isEmpty()) {
            text.append("  by ").append(event.importName());
        }
        return text.append(event.reason().isEmpty() ? "" : ": " + event.reason()).toString();
    }

    private static String held(AuditEvent event) {
        return "#" + event.capability() + " " + event.kind() + " " + Messages.printable(event.detail()) + "  from " + event.grantor() + " (#" +
                        event.parent() + ")";
    }

    private void tell(AuditTrail trail, Instant time, PrintWriter out) throws LoadException {
        List<AuditEvent> chain = trail.chain(capability);
        if (chain.isEmpty()) {
            throw new LoadException(file, "no capability " + capability + " is in the log");
        }
        out.println("through");
        chain.forEach(event -> out.println("  " + event.holder() + " " + held(event)));
        out.println("in the hands of");
        trail.holders(capability, time).forEach(holder -> out.println("  " + holder));
        out.println("events");
        trail.of(capability).forEach(event -> out.println("  " + line(event)));
    }

    /** How often who did what with which kind, and what was denied. */
    private static void summarize(AuditTrail trail, PrintWriter out) {
        Map<String, Integer> counts = new TreeMap<>();
        for (AuditEvent event : trail.events()) {
            if (event.type() == Type.USE) {
                counts.merge(event.holder() + "  " + event.kind() + " " + event.operation(), 1, Integer::sum);
            }
        }
        out.printf("%,d events%n", trail.events().size());
        out.println("used");
        counts.forEach((what, count) -> out.printf("  %s  (%,d)%n", what, count));
        out.println("denied");
        Map<String, Integer> denials = new TreeMap<>();
        trail.events(Type.DENIAL).forEach(event -> denials.merge(AuditFile.denial(event), 1, Integer::sum));
        denials.forEach((what, count) -> out.printf("  %s  (%,d)%n", what, count));
    }
}
