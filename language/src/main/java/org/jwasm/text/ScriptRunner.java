// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jwasm.runtime.FailureType;
import org.jwasm.runtime.WasmException;
import org.jwasm.structure.Feature;

/** Runs test scripts ({@code .wast}) and tells what does not do as they say. */
public final class ScriptRunner {

    /** Why a command did not do as it says. */
    private static final class Failed extends Exception {
        private static final long serialVersionUID = 1L;

        Failed(String message) {
            super(message, null, false, false);
        }
    }

    private final ScriptEngine engine;
    private final WatOptions options;
    private final SourceText source;
    private final TreeMap<String, Integer> executed = new TreeMap<>();
    private final List<ScriptReport.Failure> failures = new ArrayList<>();
    private final Map<String, ScriptEngine.Instance> registered = new HashMap<>();
    private final Map<String, ScriptEngine.Instance> instances = new HashMap<>();
    private final Map<String, ScriptEngine.Definition> definitions = new HashMap<>();
    private ScriptEngine.Instance instance;
    private ScriptEngine.Definition definition;

    private ScriptRunner(ScriptEngine engine, SourceText source) {
        this.engine = engine;
        this.options = new WatOptions(true, engine.supports(Feature.MEMORY64) ? Long.SIZE : Integer.SIZE);
        this.source = source;
        registered.put(SpecTestModule.NAME, engine.defineHost(SpecTestModule.toBinary(engine::supports)).instantiate(Map.of()));
    }

    /**
     * Runs all commands of a script; a command that fails doesn't end it.
     *
     * @throws WasmException malformed, if the script can't be read
     */
    public static ScriptReport run(SourceText script, ScriptEngine engine) {
        List<ScriptCommand> commands;
        try {
            commands = ScriptReader.read(script);
        } catch (TextException e) {
            throw e.toWasmException();
        }
        ScriptRunner runner = new ScriptRunner(engine, script);
        commands.forEach(runner::execute);
        return new ScriptReport(runner.executed, runner.failures);
    }

    private void execute(ScriptCommand command) {
        executed.merge(command.kind(), 1, Integer::sum);
        try {
            dispatch(command);
        } catch (Failed | TextException | WasmException e) {
            fail(command, e.getMessage());
        } catch (ScriptEngine.UncaughtException e) {
            fail(command, "uncaught exception: " + e.getMessage());
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            StackTraceElement[] trace = e.getStackTrace();
            fail(command, "internal error: " + e + (trace.length > 0 ? " at " + trace[0] : ""));
        }
    }

    private void fail(ScriptCommand command, String message) {
        int offset = command.offset();
        failures.add(new ScriptReport.Failure(source.name(), source.line(offset), source.column(offset), command.kind(), message));
    }

    private void dispatch(ScriptCommand command) throws Failed {
        switch (command) {
            case ScriptCommand.Module module -> module(module);
            case ScriptCommand.Instance made -> {
                ScriptEngine.Definition known = made.definition() == null ? definition : definitions.get(made.definition());
                instance = null;
                if (known == null) {
                    throw new Failed("unknown module");
                }
                instance = known.instantiate(registered);
                remember(made.identifier());
            }
            case ScriptCommand.Register register -> registered.put(register.name(), instance(register.identifier()));
            case ScriptCommand.Action action -> perform(action);
            case ScriptCommand.AssertReturn assertion -> assertReturn(assertion);
            case ScriptCommand.AssertFailure assertion -> {
                try {
                    List<ScriptValue> results = perform(assertion.action());
                    throw new Failed("expected " + assertion.type() + ": " + assertion.message() + "; got " + results);
                } catch (WasmException e) {
                    requireFailure(assertion.type(), assertion.message(), e.failureType(), e.getMessage());
                }
            }
            case ScriptCommand.AssertException assertion -> {
                try {
                    throw new Failed("expected an exception; got " + perform(assertion.action()));
                } catch (ScriptEngine.UncaughtException e) {
                    // As the script says.
                }
            }
            case ScriptCommand.AssertModule assertion -> assertModule(assertion);
        }
    }

    private void module(ScriptCommand.Module module) {
        if (!module.definitionOnly()) {
            instance = null;
        }
        definition = null;
        definition = engine.define(module.source().toBinary(options));
        if (module.identifier() != null) {
            definitions.put(module.identifier(), definition);
        }
        if (!module.definitionOnly()) {
            instance = definition.instantiate(registered);
            remember(module.identifier());
        }
    }

    private void remember(String identifier) {
        if (identifier != null) {
            instances.put(identifier, instance);
        }
    }

    private ScriptEngine.Instance instance(String identifier) throws Failed {
        ScriptEngine.Instance found = identifier == null ? instance : instances.get(identifier);
        if (found == null) {
            throw new Failed(identifier == null ? "no instance" : "unknown instance $" + identifier);
        }
        return found;
    }

    private List<ScriptValue> perform(ScriptCommand.Action action) throws Failed {
        ScriptEngine.Instance target = instance(action.identifier());
        return action.arguments() == null ? List.of(target.get(action.export())) : target.invoke(action.export(), action.arguments());
    }

    private void assertReturn(ScriptCommand.AssertReturn assertion) throws Failed {
        List<ScriptValue> results = perform(assertion.action());
        boolean match = results.size() == assertion.results().size();
        for (int i = 0; match && i < results.size(); i++) {
            match = assertion.results().get(i).matches(results.get(i));
        }
        if (!match) {
            throw new Failed("expected " + assertion.results() + "; got " + results);
        }
    }

    private void assertModule(ScriptCommand.AssertModule assertion) throws Failed {
        try {
            ScriptEngine.Definition defined = engine.define(assertion.source().toBinary(options));
            if (assertion.type() == FailureType.UNLINKABLE || assertion.type() == FailureType.TRAP) {
                defined.instantiate(registered);
            }
        } catch (TextException e) {
            // The text reader resolves types, so it is the first to meet some that validation would reject.
            FailureType type = assertion.type() == FailureType.INVALID ? FailureType.INVALID : FailureType.MALFORMED;
            requireFailure(assertion.type(), assertion.message(), type, e.phrase());
            return;
        } catch (WasmException e) {
            requireFailure(assertion.type(), assertion.message(), e.failureType(), e.getMessage());
            return;
        }
        throw new Failed("expected " + assertion.type() + ": " + assertion.message() + "; got none");
    }

    private static void requireFailure(FailureType type, String message, FailureType actualType, String actualMessage) throws Failed {
        if (actualType != type || !actualMessage.startsWith(message)) {
            throw new Failed("expected " + type + ": " + message + "; got " + actualType + ": " + actualMessage);
        }
    }
}
