package io.fairlead.core.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code 80,3306:3307/tcp}. */
final class PortsParser {
    private static final Pattern ENTRY = Pattern.compile("(all|[0-9]{1,5})(?::([0-9]{1,5}))?(?:/(tcp|udp|sctp))?");

    private PortsParser() {}

    /** Either the ports in order, or what is wrong and how to mend it, where that needs words of its own. */
    record Result(List<PublishedPort> ports, Optional<String> wrong, String mend) {}

    static Result parse(String text) {
        List<PublishedPort> ports = new ArrayList<>();
        for (String entry : text.split(",", -1)) {
            Optional<PublishedPort> port = one(entry.strip().toLowerCase(Locale.ROOT));
            if (port.isEmpty()) {
                return wrong(
                        "'" + entry.strip() + "' is not lanPort[:vipPort][/tcp|/udp|/sctp] with ports 1–65535, or all",
                        "");
            }
            if (ports.stream().anyMatch(port.get()::sameLanPort)) {
                return wrong("port " + port.get().lanText() + " is published twice", "name each port once");
            }
            ports.add(port.get());
        }
        return new Result(ports.stream().sorted().toList(), Optional.empty(), "");
    }

    private static Optional<PublishedPort> one(String entry) {
        Matcher matcher = ENTRY.matcher(entry);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        PublishedPort.Protocol protocol = matcher.group(3) == null
                ? PublishedPort.Protocol.TCP
                : PublishedPort.Protocol.valueOf(matcher.group(3).toUpperCase(Locale.ROOT));
        if (matcher.group(1).equals("all")) {
            return matcher.group(2) == null
                    ? Optional.of(new PublishedPort(PublishedPort.EVERY, PublishedPort.EVERY, protocol))
                    : Optional.empty();
        }
        int lanPort = Integer.parseInt(matcher.group(1));
        int vipPort = matcher.group(2) == null ? lanPort : Integer.parseInt(matcher.group(2));
        return isPort(lanPort) && isPort(vipPort)
                ? Optional.of(new PublishedPort(lanPort, vipPort, protocol))
                : Optional.empty();
    }

    private static boolean isPort(int number) {
        return number >= 1 && number <= 65535;
    }

    private static Result wrong(String what, String mend) {
        return new Result(List.of(), Optional.of(what), mend);
    }
}
