// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The entry point of the command {@code jwasm}. */
public final class Main {

    private Main() {
    }

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Runs one command line; returns its exit code. */
    static int run(String[] arguments) {
        try {
            return runsGuest(arguments) ? runCommand(arguments) : configured(new CommandLine(new RootCommand())).execute(arguments);
        } catch (StackOverflowError | RuntimeException | LinkageError e) {
            return Messages.internalError(e);
        }
    }

    /** {@code jwasm FILE} and {@code jwasm --invoke f FILE} mean {@code jwasm run …}. */
    private static boolean runsGuest(String[] arguments) {
        return arguments.length > 0 && !RootCommand.isOwn(arguments[0]);
    }

    /** The common case is not made to wait for the description of the other commands, and the most common one for none at all. */
    private static int runCommand(String[] arguments) {
        boolean learns = arguments[0].equals("learn");
        boolean named = learns || arguments[0].equals("run");
        Optional<RunCommand> plain = learns ? Optional.empty() : RunCommand.plain(arguments, named ? 1 : 0);
        if (plain.isPresent()) {
            return runPlain(plain.get());
        }
        CommandLine line = learns ? guestLine("learn", new LearnCommand()) : guestLine("run", new RunCommand());
        return line.execute(named ? Arrays.copyOfRange(arguments, 1, arguments.length) : arguments);
    }

    /** The command line of a command that runs guests. */
    static CommandLine guestLine(String name, Object command) {
        // Nothing behind FILE is an option of ours.
        return configured(new CommandLine(command)).setCommandName("jwasm " + name).setStopAtPositional(true);
    }

    private static int runPlain(RunCommand command) {
        try {
            return command.call();
        } catch (ParameterException e) {
            return usageError(e, null);
        } catch (LoadException | RuntimeException e) {
            return Messages.failure(e);
        }
    }

    private static CommandLine configured(CommandLine line) {
        // Guests get their arguments as they were typed: no @files.
        return line.setExpandAtFiles(false)
                        .setUsageHelpAutoWidth(true)
                        .setParameterExceptionHandler(Main::usageError)
                        .setExecutionExceptionHandler((failure, command, result) -> Messages.failure(failure));
    }

    private static int usageError(ParameterException failure, @SuppressWarnings("unused") String[] arguments) {
        CommandLine line = failure.getCommandLine();
        PrintWriter err = line.getErr();
        err.println("jwasm: " + Messages.decapitalized(failure.getMessage()));
        UnmatchedArgumentException.printSuggestions(failure, err);
        err.println("Try `" + line.getCommandSpec().qualifiedName() + " --help`.");
        err.flush();
        return ExitCode.USAGE;
    }
}
