package io.fairlead.sidecar.config;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The notations of numbers, switches, durations and addresses, the same in HOCON and in the environment. */
final class Notation {
    /** The word for "derive it from the other values". */
    static final String AUTO = "auto";

    private Notation() {}

    static Syntax<String> text() {
        return Syntax.one(List::getFirst);
    }

    static Syntax<List<String>> texts() {
        return texts -> texts;
    }

    /** {@code auto} is empty; anything else is read by {@code syntax}. */
    static <T> Syntax<Optional<T>> autoOr(Syntax<T> syntax) {
        return texts ->
                texts.size() == 1 && texts.getFirst().equals(AUTO) ? Optional.empty() : Optional.of(syntax.read(texts));
    }

    static Syntax<Boolean> flag() {
        return Syntax.one(texts -> switch (texts.getFirst()) {
            case "true", "on", "yes" -> true;
            case "false", "off", "no" -> false;
            default -> throw new IllegalArgumentException(quoted(texts) + " is not a switch: write on or off");
        });
    }

    /** A whole number within the bounds, both included. */
    static Syntax<Integer> integer(int least, int most) {
        return Syntax.one(texts -> {
            try {
                int number = Integer.parseInt(texts.getFirst());
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException notANumber) {
                // The message below is the same for "x" and for "99999999999".
            }
            throw new IllegalArgumentException(
                    quoted(texts) + " is outside " + least + "–" + most + ": write a whole number within them");
        });
    }

    /** One of the words; the value is the constant that the word names in lower case with dashes. */
    static <E extends Enum<E>> Syntax<E> word(Class<E> constants) {
        return Syntax.one(texts -> {
            List<String> words = new ArrayList<>();
            for (E constant : constants.getEnumConstants()) {
                String word = wordOf(constant);
                if (word.equals(texts.getFirst())) {
                    return constant;
                }
                words.add(word);
            }
            throw new IllegalArgumentException(
                    quoted(texts) + " is not known here: write " + String.join(" or ", words));
        });
    }

    static String wordOf(Enum<?> constant) {
        StringBuilder word = new StringBuilder(constant.name());
        for (int i = 0; i < word.length(); i++) {
            char letter = word.charAt(i);
            word.setCharAt(i, letter == '_' ? '-' : Character.toLowerCase(letter));
        }
        return word.toString();
    }

    /** Within the bounds, both included; see {@link DurationText}. */
    static Syntax<Duration> duration(Duration least, Duration most) {
        return Syntax.one(texts -> {
            Duration duration = DurationText.parse(texts.getFirst())
                    .orElseThrow(() -> new IllegalArgumentException(
                            quoted(texts) + " is not a duration: write for instance 250ms or 2s"));
            if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
                throw new IllegalArgumentException(quoted(texts) + " is outside " + DurationText.format(least) + "–"
                        + DurationText.format(most) + ": write a duration within them");
            }
            return duration;
        });
    }

    /** Addresses with or without a prefix length. */
    static Syntax<List<IpPrefix>> prefixes() {
        return texts -> {
            if (texts.isEmpty()) {
                throw new IllegalArgumentException(
                        "is not set: give the virtual address, for instance FAIRLEAD_VIP=172.18.0.201");
            }
            List<IpPrefix> prefixes = new ArrayList<>();
            for (String text : texts) {
                IpPrefix prefix = IpPrefix.tryParse(text)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "'" + text + "' is not an address: write for instance 172.18.0.201"));
                if (prefix.address().isMulticast() || isUnspecified(prefix.address())) {
                    throw new IllegalArgumentException("'" + text + "' cannot belong to a host: write a free address"
                            + " of the container's network");
                }
                if (prefixes.contains(prefix)) {
                    throw new IllegalArgumentException("'" + text + "' is there twice: write it once");
                }
                prefixes.add(prefix);
            }
            return List.copyOf(prefixes);
        };
    }

    static Syntax<List<IpAddress>> addresses() {
        return texts -> {
            List<IpAddress> addresses = new ArrayList<>();
            for (String text : texts) {
                addresses.add(IpAddress.tryParse(text)
                        .orElseThrow(() -> new IllegalArgumentException("'" + text
                                + "' is not an address: write for instance 172.18.0.7; names are not resolved")));
            }
            return List.copyOf(addresses);
        };
    }

    static Syntax<List<Integer>> ports() {
        Syntax<Integer> port = integer(1, 65535);
        return texts -> {
            List<Integer> ports = new ArrayList<>();
            for (String text : texts) {
                ports.add(port.read(List.of(text)));
            }
            return List.copyOf(ports);
        };
    }

    /** {@code address:port} or {@code [address]:port}; {@code off} is empty. */
    static Syntax<Optional<InetSocketAddress>> listenAddress() {
        return Syntax.one(texts -> {
            String text = texts.getFirst();
            if (text.equals("off")) {
                return Optional.empty();
            }
            int colon = text.lastIndexOf(':');
            String host = colon < 0 ? "" : text.substring(0, colon);
            if (host.startsWith("[") && host.endsWith("]")) {
                host = host.substring(1, host.length() - 1);
            }
            Optional<IpAddress> address = IpAddress.tryParse(host);
            if (address.isEmpty()) {
                throw new IllegalArgumentException(
                        quoted(texts) + " is not address:port: write for instance 127.0.0.1:8410, or off");
            }
            int port = integer(1, 65535).read(List.of(text.substring(colon + 1)));
            return Optional.of(new InetSocketAddress(address.get().toInetAddress(), port));
        });
    }

    private static boolean isUnspecified(IpAddress address) {
        for (byte octet : address.octets()) {
            if (octet != 0) {
                return false;
            }
        }
        return true;
    }

    private static String quoted(List<String> texts) {
        return "'" + texts.getFirst() + "'";
    }
}
