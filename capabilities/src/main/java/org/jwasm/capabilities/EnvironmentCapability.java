package org.jwasm.capabilities;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import com.oracle.truffle.api.interop.ArityException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;

/** Environment variables, in the order of their definition. */
public final class EnvironmentCapability extends Capability {

    private final Map<String, String> variables;

    private EnvironmentCapability(Capability parent, Map<String, String> variables) {
        super(parent, Right.READ.bit());
        this.variables = variables;
    }

    /** @throws IllegalArgumentException for a name that is empty or holds {@code =} or NUL, or a value that holds NUL */
    public static EnvironmentCapability of(Map<String, String> variables) {
        variables.forEach((name, value) -> {
            if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0 || value.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("not an environment variable: " + name);
            }
        });
        return new EnvironmentCapability(null, Collections.unmodifiableMap(new LinkedHashMap<>(variables)));
    }

    @Override
    public String kind() {
        return "environment";
    }

    public Map<String, String> variables() throws CapabilityException {
        require(Right.READ);
        return variables;
    }

    /** The same with only these of the variables. */
    public EnvironmentCapability only(Collection<String> names) throws CapabilityException {
        Map<String, String> kept = new LinkedHashMap<>(variables);
        kept.keySet().retainAll(names);
        return attach(new EnvironmentCapability(this, Collections.unmodifiableMap(kept)));
    }

    @Override
    String[] operations() {
        return new String[]{"only"};
    }

    @Override
    Object operate(String name, Object[] arguments)
                    throws CapabilityException, ArityException, UnsupportedTypeException, UnknownIdentifierException {
        if (!name.equals("only")) {
            return super.operate(name, arguments);
        }
        ArrayList<String> names = new ArrayList<>();
        for (Object argument : arguments) {
            names.add(string(argument));
        }
        return only(names);
    }

    static String string(Object argument) throws UnsupportedTypeException {
        try {
            return InteropLibrary.getUncached().asString(argument);
        } catch (UnsupportedMessageException e) {
            throw UnsupportedTypeException.create(new Object[]{argument}, "a string is needed");
        }
    }
}
