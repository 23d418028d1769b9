package io.fairlead.core.check;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Asks HAProxy's runtime socket ({@code show stat}) how many servers of its backends are up. */
final class HaproxyTalk implements Conversation {
    private static final int LONGEST_LINE = 8 * 1024;
    private static final int MOST_LINES = 20_000;
    private static final List<String> WANTED = List.of("pxname", "svname", "status", "act");
    private static final String BACKEND = "BACKEND";

    private final Probe.Haproxy probe;
    private final LineReader lines = new LineReader(LONGEST_LINE);
    private final List<String> columns = new ArrayList<>();
    private final List<String> troubles = new ArrayList<>();
    private int count;
    private int backends;
    private long active;

    HaproxyTalk(Probe.Haproxy probe) {
        this.probe = probe;
    }

    @Override
    public Step opened() {
        // Type 2: backends alone.
        return Step.say("show stat -1 2 -1\n");
    }

    @Override
    public Step received(ByteBuffer octets) {
        while (octets.hasRemaining()) {
            Optional<String> line = lines.next(octets);
            if (lines.isTooLong() || count > MOST_LINES) {
                return Step.bad("is no runtime socket of HAProxy");
            }
            if (line.isPresent() && !take(line.get())) {
                return Step.bad("is no runtime socket of HAProxy but says '" + line.get() + "'");
            }
            if (line.isPresent() && line.get().isEmpty() && !columns.isEmpty()) {
                return judged();
            }
        }
        return Step.AWAIT;
    }

    /** Whether the line can be one of HAProxy's. */
    private boolean take(String line) {
        count++;
        if (columns.isEmpty()) {
            columns.addAll(Arrays.asList(line.replaceFirst("^# *", "").split(",", -1)));
            return line.startsWith("# ") && columns.containsAll(WANTED);
        }
        String[] cells = line.split(",", -1);
        if (cells.length < columns.size() || !cells[column("svname")].equals(BACKEND)) {
            return true;
        }
        String name = cells[column("pxname")];
        if (probe.backend().isEmpty() || probe.backend().equals(name)) {
            backends++;
            backend(name, cells[column("status")], cells[column("act")]);
        }
        return true;
    }

    private void backend(String name, String status, String up) {
        int servers = up.matches("[0-9]{1,6}") ? Integer.parseInt(up) : 0;
        active += servers;
        if (!status.startsWith("UP")) {
            troubles.add("backend " + name + " is " + status);
        } else if (servers < probe.leastServers()) {
            troubles.add("backend " + name + " has " + servers + " servers up, fewer than " + probe.leastServers());
        }
    }

    private int column(String name) {
        return columns.indexOf(name);
    }

    private Step judged() {
        if (backends == 0) {
            return Step.bad(probe.backend().isEmpty() ? "has no backend" : "has no backend " + probe.backend());
        }
        return troubles.isEmpty()
                ? Step.good(active + " servers of " + backends + " backends are up")
                : Step.bad(String.join(", ", troubles));
    }

    @Override
    public String awaited() {
        return "its statistics";
    }
}
