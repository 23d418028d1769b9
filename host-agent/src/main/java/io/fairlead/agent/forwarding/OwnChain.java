package io.fairlead.agent.forwarding;

import java.util.List;

/**
 * A chain of our own in a table that others use too, ours by its name.
 *
 * @param name begins with {@code FAIRLEAD-}; at most 28 characters (XT_FUNCTION_MAXNAMELEN)
 * @param hooks the built-in chains that jump to it with their first rule
 * @param rules without {@code -A name}; none: the chain is not wanted
 */
record OwnChain(String name, List<String> hooks, List<String> rules) {
    OwnChain {
        hooks = List.copyOf(hooks);
        rules = List.copyOf(rules);
    }

    String jump() {
        return "-j " + name;
    }
}
