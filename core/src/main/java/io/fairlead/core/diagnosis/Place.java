package io.fairlead.core.diagnosis;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Whose network something was seen in.
 *
 * @param container the name of a container; empty: the host
 * @param pid of a process in that network, as the host counts; 0: the host
 */
public record Place(String container, long pid) {
    public static final Place HOST = new Place("", 0);

    public boolean isHost() {
        return pid == 0;
    }

    /** {@code this host} or {@code container h1}. */
    public String words() {
        return isHost() ? "this host" : "container " + container;
    }

    /** The command as root of the host types it. */
    String command(List<String> argv) {
        String plain = argv.stream().map(Place::quoted).collect(Collectors.joining(" "));
        return isHost() ? plain : "nsenter -t " + pid + " -n " + plain;
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:=,+@%!-]+") && !word.equals("!")
                ? word
                : "'" + word.replace("'", "'\\''") + "'";
    }
}
