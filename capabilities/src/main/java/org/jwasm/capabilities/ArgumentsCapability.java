package org.jwasm.capabilities;

import java.util.List;

/** The arguments of a program, the first of which is its name. */
public final class ArgumentsCapability extends Capability {

    private final List<String> values;

    private ArgumentsCapability(List<String> values) {
        super(null, Right.READ.bit());
        this.values = values;
    }

    public static ArgumentsCapability of(List<String> values) {
        return new ArgumentsCapability(List.copyOf(values));
    }

    public static ArgumentsCapability of(String... values) {
        return of(List.of(values));
    }

    @Override
    public String kind() {
        return "arguments";
    }

    public List<String> values() throws CapabilityException {
        require(Right.READ);
        return values;
    }
}
