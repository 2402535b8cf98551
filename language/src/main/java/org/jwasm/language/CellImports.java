package org.jwasm.language;

import java.util.Map;

import org.jwasm.capabilities.ClockCapability;
import org.jwasm.instantiation.CellCall;
import org.jwasm.instantiation.CellFunction;
import org.jwasm.nanoprocess.Endowment;
import org.jwasm.nanoprocess.spi.Gate;
import org.jwasm.wasi.Wasi;

/** What a nano-process can import: what its endowment gives, and of WASI only the functions that it gives something for. */
final class CellImports {

    /** The module of capabilities that were granted under a name. */
    private static final String CAPABILITY = "capability";

    private final Endowment endowment;
    private final Gate gate;
    private Wasi wasi;

    CellImports(Endowment endowment, Gate gate) {
        this.endowment = endowment;
        this.gate = gate;
    }

    /** What is imported under a name, or null if that wasn't granted. */
    Object find(String module, String name) {
        Object found = lookUp(module, name);
        if (found == null) {
            gate.lacks(module, name);
        }
        return found instanceof CellFunction function ? new CellCall(function, gate) : found;
    }

    private Object lookUp(String module, String name) {
        Map<String, Object> bound = endowment.bindings().get(module);
        if (bound != null && bound.containsKey(name)) {
            return bound.get(name);
        }
        if (module.equals(CAPABILITY)) {
            return endowment.named().get(name);
        }
        if (module.equals(CapabilityMethod.MODULE)) {
            return CapabilityMethod.find(name, gate);
        }
        return (module.equals(Wasi.MODULE) || module.equals(Wasi.OLD_MODULE)) && isGranted(name) ? wasi().function(module, name) : null;
    }

    private boolean isGranted(String function) {
        Endowment.Program program = endowment.program();
        int separator = function.indexOf('_');
        return switch (separator < 0 ? function : function.substring(0, separator)) {
            case "args" -> program.arguments() != null;
            case "environ" -> program.environment() != null;
            case "clock" -> !program.clocks().isEmpty();
            case "random" -> program.random() != null;
            case "path" -> !program.directories().isEmpty();
            case "fd", "sock" -> program.hasDescriptors();
            case "poll" -> program.hasDescriptors() || !program.clocks().isEmpty();
            case "proc", "sched" -> !program.isEmpty();
            default -> false;
        };
    }

    private synchronized Wasi wasi() {
        if (wasi == null) {
            Endowment.Program program = endowment.program();
            Wasi.Builder builder = Wasi.builder().arguments(program.arguments()).environment(program.environment()).stdin(program.stdin()).stdout(
                            program.stdout()).stderr(program.stderr()).clocks(program.clocks().toArray(ClockCapability[]::new)).random(program.random());
            program.directories().forEach(builder::preopen);
            wasi = builder.build();
        }
        return wasi;
    }

    synchronized void close() {
        if (wasi != null) {
            wasi.close();
        }
    }
}
