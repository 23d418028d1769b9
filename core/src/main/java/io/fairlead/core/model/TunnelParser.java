package io.fairlead.core.model;

import io.fairlead.core.ipvs.Tunnel;
import io.fairlead.core.text.NearestName;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code ipip}, {@code gre/csum}, {@code gue:6080/remcsum}. */
final class TunnelParser {
    private static final Pattern FORM = Pattern.compile("([a-z]+)(?::([0-9]+))?(?:/([a-z]+))?");
    private static final List<String> TYPES = List.of("ipip", "gre", "gue");

    private TunnelParser() {}

    static TargetsParser.Result<Tunnel> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches() || !TYPES.contains(matcher.group(1))) {
            return wrong("there is no tunnel '" + text + "'" + NearestName.hint(text, TYPES));
        }
        String type = matcher.group(1);
        String checksum = matcher.group(3) == null ? "nocsum" : matcher.group(3);
        OptionalInt port =
                matcher.group(2) == null ? OptionalInt.empty() : TargetsParser.number(matcher.group(2), 1, 65_535);
        boolean gue = type.equals("gue");
        if (gue && port.isEmpty()) {
            return wrong("'" + text + "' has no UDP port from 1 to 65535");
        }
        if (!gue && matcher.group(2) != null) {
            return wrong("a tunnel of type " + type + " has no port");
        }
        return switch (checksum) {
            case "nocsum" -> of(type, port, Tunnel.Checksum.NOCSUM);
            case "csum" ->
                type.equals("ipip")
                        ? wrong("a tunnel of type ipip has no checksum")
                        : of(type, port, Tunnel.Checksum.CSUM);
            case "remcsum" ->
                gue ? of(type, port, Tunnel.Checksum.REMCSUM) : wrong("only a tunnel of type gue has remcsum");
            default ->
                wrong("there is no checksum '" + checksum + "'"
                        + NearestName.hint(checksum, List.of("csum", "remcsum", "nocsum")));
        };
    }

    private static TargetsParser.Result<Tunnel> of(String type, OptionalInt port, Tunnel.Checksum checksum) {
        Tunnel.Type known = switch (type) {
            case "gre" -> Tunnel.Type.GRE;
            case "gue" -> Tunnel.Type.GUE;
            default -> Tunnel.Type.IPIP;
        };
        return TargetsParser.Result.of(new Tunnel(known, port.orElse(0), checksum));
    }

    private static TargetsParser.Result<Tunnel> wrong(String what) {
        return TargetsParser.Result.wrong(what);
    }
}
