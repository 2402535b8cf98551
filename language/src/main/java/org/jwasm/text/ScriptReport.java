package org.jwasm.text;

import java.util.List;
import java.util.SortedMap;

/**
 * What running a script came to.
 *
 * @param executed how many commands of each kind were executed, whether they passed or not
 * @param failures {@code file:line:column: what is wrong}, in the order of the script
 */
public record ScriptReport(SortedMap<String, Integer> executed, List<String> failures) {

    public int total() {
        return executed.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** One line, such as {@code address.wast: 260 commands, 0 failures (assert_return 239, ...)}. */
    public String summary(String name) {
        StringBuilder text = new StringBuilder(name + ": " + total() + " commands, " + failures.size() + " failures");
        String separator = " (";
        for (var entry : executed.entrySet()) {
            text.append(separator).append(entry.getKey()).append(' ').append(entry.getValue());
            separator = ", ";
        }
        return executed.isEmpty() ? text.toString() : text.append(')').toString();
    }
}
