package io.fairlead.agent.cli;

import io.fairlead.core.ipvs.Destination;
import io.fairlead.core.ipvs.ServiceFlag;
import io.fairlead.core.ipvs.Tunnel;
import io.fairlead.core.ipvs.VirtualService;
import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpAddress;
import java.util.Locale;

/** How services, targets and numbers are told in few columns. */
final class IpvsWords {
    private static final String UNITS = " kMGT";

    private IpvsWords() {}

    /** {@code TCP 10.0.0.1:80  sh fallback  persistent 60 s /24}. */
    static String service(VirtualService service) {
        StringBuilder words =
                new StringBuilder(service.key().toString()).append("  ").append(service.scheduler());
        boolean hash = service.scheduler().name().matches("sh|mh");
        for (ServiceFlag flag : ServiceFlag.values()) {
            if (service.flags().contains(flag)) {
                words.append(' ').append(flag(flag, hash));
            }
        }
        service.persistence().ifPresent(persistence -> {
            words.append("  persistent ").append(persistence.timeoutSeconds()).append(" s");
            if (persistence.prefixLength() < service.key().family().octets() * 8) {
                words.append(" /").append(persistence.prefixLength());
            }
        });
        return words.toString();
    }

    private static String flag(ServiceFlag flag, boolean hash) {
        return switch (flag) {
            case ONEPACKET -> "one-packet";
            case SCHED1 -> hash ? "fallback" : "flag-1";
            case SCHED2 -> hash ? "port" : "flag-2";
            case SCHED3 -> "flag-3";
        };
    }

    /** {@code nat}, {@code dr}, {@code ipip}, {@code gue:6080}. */
    static String method(Destination destination) {
        return switch (destination.method()) {
            case MASQ -> "nat";
            case DROUTE -> "dr";
            case LOCALNODE -> "local";
            case BYPASS -> "bypass";
            case TUNNEL -> destination.tunnel().map(IpvsWords::tunnel).orElse("tunnel");
        };
    }

    private static String tunnel(Tunnel tunnel) {
        return tunnel.type().name().toLowerCase(Locale.ROOT) + (tunnel.port() == 0 ? "" : ":" + tunnel.port());
    }

    static String place(IpAddress address, int port) {
        String host = address.family() == AddressFamily.IPV6 ? "[" + address + "]" : address.toString();
        return host + ":" + port;
    }

    /** At most 5 characters: {@code 9999}, {@code 10.0k}, {@code 1.2M}, {@code 345G}. */
    static String number(long value) {
        if (value < 10_000) {
            return Long.toString(value);
        }
        double scaled = value;
        int unit = 0;
        while (scaled >= 999.5 && unit < UNITS.length() - 1) {
            scaled /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, scaled < 99.95 ? "%.1f%c" : "%.0f%c", scaled, UNITS.charAt(unit));
    }

    /** {@code 14:57}, {@code 1:02:03}. */
    static String time(long seconds) {
        return seconds >= 3600
                ? String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
    }
}
