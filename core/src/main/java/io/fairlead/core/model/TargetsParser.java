package io.fairlead.core.model;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.text.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads {@code vip}, {@code members}, or {@code 10.0.0.1:80 weight=2 upper=100 lower=80, [2001:db8::1]:80}. */
final class TargetsParser {
    private static final List<String> WORDS = List.of("vip", "members");
    private static final List<String> OPTIONS = List.of("weight", "upper", "lower");
    private static final int MOST_CONNECTIONS = 1_000_000_000;

    private TargetsParser() {}

    /** Either a value, or what is wrong. */
    record Result<T>(Optional<T> value, String wrong) {
        static <T> Result<T> of(T value) {
            return new Result<>(Optional.of(value), "");
        }

        static <T> Result<T> wrong(String what) {
            return new Result<>(Optional.empty(), what);
        }
    }

    static Result<Targets> parse(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        if (word.equals("vip")) {
            return Result.of(new Targets.ContainerVip());
        }
        if (word.equals("members")) {
            return Result.of(new Targets.Members());
        }
        List<Target> targets = new ArrayList<>();
        for (String entry : word.split(",", -1)) {
            Result<Target> target = one(entry.strip());
            if (target.value().isEmpty()) {
                return Result.wrong(target.wrong());
            }
            if (targets.stream().anyMatch(target.value().get()::isAt)) {
                return Result.wrong("has " + target.value().get() + " twice");
            }
            targets.add(target.value().get());
        }
        return Result.of(new Targets.Listed(targets));
    }

    private static Result<Target> one(String entry) {
        String[] words = entry.split("\\s+", -1);
        Optional<Target> place = place(words[0]);
        if (place.isEmpty()) {
            return Result.wrong("holds '" + words[0] + "', which is neither an address with or without a port nor "
                    + String.join(" nor ", WORDS) + NearestName.hint(words[0], WORDS));
        }
        OptionalInt weight = OptionalInt.empty();
        OptionalInt upper = OptionalInt.empty();
        OptionalInt lower = OptionalInt.empty();
        for (int i = 1; i < words.length; i++) {
            String[] option = words[i].split("=", 2);
            if (!OPTIONS.contains(option[0]) || option.length < 2) {
                return Result.wrong("holds '" + words[i] + "' for " + words[0]
                        + ", which is neither weight=N nor upper=N nor lower=N"
                        + NearestName.hint(option[0], OPTIONS));
            }
            int most = option[0].equals("weight") ? Target.HIGHEST_WEIGHT : MOST_CONNECTIONS;
            OptionalInt number = number(option[1], 0, most);
            if (number.isEmpty()) {
                return Result.wrong(
                        "holds '" + words[i] + "' for " + words[0] + ", which is not a number from 0 to " + most);
            }
            switch (option[0]) {
                case "weight" -> weight = number;
                case "upper" -> upper = number;
                default -> lower = number;
            }
        }
        return Result.of(new Target(place.get().address(), place.get().port(), weight.orElse(1), upper, lower));
    }

    /** {@code 10.0.0.1}, {@code 10.0.0.1:80}, {@code 2001:db8::1}, {@code [2001:db8::1]:80}. */
    static Optional<Target> place(String text) {
        Optional<IpAddress> bare = IpAddress.tryParse(text.replaceAll("^\\[(.*)]$", "$1"));
        if (bare.isPresent()) {
            return bare.map(address -> Target.of(address, OptionalInt.empty()));
        }
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        String host = text.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        // Without brackets a colon within the address and the one before the port could not be told apart.
        if (host.contains(":") && !bracketed) {
            return Optional.empty();
        }
        OptionalInt port = number(text.substring(colon + 1), 1, 65_535);
        return port.isEmpty()
                ? Optional.empty()
                : IpAddress.tryParse(bracketed ? host.substring(1, host.length() - 1) : host)
                        .map(address -> Target.of(address, port));
    }

    static OptionalInt number(String text, int least, int most) {
        if (!text.matches("[0-9]{1,10}")) {
            return OptionalInt.empty();
        }
        long number = Long.parseLong(text);
        return number < least || number > most ? OptionalInt.empty() : OptionalInt.of((int) number);
    }
}
