package io.fairlead.tests.reach;

import io.fairlead.core.net.IpAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * All calls of all clients under one condition.
 *
 * @param condition as the page has it
 * @param cells client's words → what came of each call, in the order of the calls
 */
public record Reachability(String condition, List<Call> calls, Map<String, List<Cell>> cells) {
    /** A packet may be lost where neighbours are just being found: so often it is tried. */
    private static final int TRIES = 2;

    /** What came of a call. */
    public enum Cell {
        OWN("own address"),
        HOST("host's address"),
        NONE("no answer");

        private final String words;

        Cell(String words) {
            this.words = words;
        }
    }

    /** Makes all calls. */
    public static Reachability of(String condition, List<Client> clients, List<Call> calls) throws Exception {
        Map<String, List<Cell>> cells = new LinkedHashMap<>();
        for (Client client : clients) {
            List<Cell> row = new ArrayList<>();
            for (Call call : calls) {
                row.add(cell(client, call));
            }
            cells.put(client.words(), row);
        }
        return new Reachability(condition, calls, cells);
    }

    private static Cell cell(Client client, Call call) throws Exception {
        Optional<IpAddress> seen = Optional.empty();
        for (int count = 0; count < TRIES && seen.isEmpty(); count++) {
            seen = call.from(client.network());
        }
        return seen.map(address -> client.addresses().contains(address) ? Cell.OWN : Cell.HOST)
                .orElse(Cell.NONE);
    }

    /** Each call without an answer, as in {@code another container on the bridge, TCP over IPv4}. */
    public List<String> failures() {
        return cells.entrySet().stream()
                .flatMap(row -> calls.stream()
                        .filter(call -> row.getValue().get(calls.indexOf(call)) == Cell.NONE)
                        .map(call -> row.getKey() + ", " + call.words()))
                .toList();
    }

    /** What one client got. */
    public List<Cell> of(Client client) {
        return cells.get(client.words());
    }

    /** As a table of Markdown below its condition. */
    public String text(String remark) {
        StringBuilder text = new StringBuilder("**" + condition + "**" + (remark.isEmpty() ? "" : ": " + remark))
                .append("\n\n| client |");
        calls.forEach(call -> text.append(' ').append(call.words()).append(" |"));
        text.append("\n|---|").append("---|".repeat(calls.size())).append('\n');
        cells.forEach((client, row) -> text.append(row.stream()
                .map(cell -> cell.words)
                .collect(Collectors.joining(" | ", "| " + client + " | ", " |\n"))));
        return text.toString();
    }
}
