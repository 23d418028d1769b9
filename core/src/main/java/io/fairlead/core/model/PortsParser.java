package io.fairlead.core.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code 80,3306:3307/tcp}. */
final class PortsParser {
    private static final Pattern ENTRY = Pattern.compile("([0-9]{1,5})(?::([0-9]{1,5}))?(?:/(tcp|udp))?");

    private PortsParser() {}

    /** Either the ports in order, or what is wrong and how to mend it. */
    record Result(List<PublishedPort> ports, Optional<String> wrong, String mend) {}

    static Result parse(String text) {
        List<PublishedPort> ports = new ArrayList<>();
        for (String entry : text.split(",", -1)) {
            Optional<PublishedPort> port = one(entry.strip().toLowerCase(Locale.ROOT));
            if (port.isEmpty()) {
                return wrong(
                        "'" + entry.strip() + "' is not lanPort[:vipPort][/tcp|/udp] with ports 1–65535",
                        "write for instance " + Label.PUBLISH.example());
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
        int lanPort = Integer.parseInt(matcher.group(1));
        int vipPort = matcher.group(2) == null ? lanPort : Integer.parseInt(matcher.group(2));
        boolean udp = "udp".equals(matcher.group(3));
        return isPort(lanPort) && isPort(vipPort)
                ? Optional.of(new PublishedPort(
                        lanPort, vipPort, udp ? PublishedPort.Protocol.UDP : PublishedPort.Protocol.TCP))
                : Optional.empty();
    }

    private static boolean isPort(int number) {
        return number >= 1 && number <= 65535;
    }

    private static Result wrong(String what, String mend) {
        return new Result(List.of(), Optional.of(what), mend);
    }
}
