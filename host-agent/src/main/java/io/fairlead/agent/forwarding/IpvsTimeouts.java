package io.fairlead.agent.forwarding;

import io.fairlead.linux.ffi.KernelException;
import io.fairlead.linux.ipvs.IpvsControl;
import io.fairlead.linux.ipvs.Timeouts;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * How long IPVS remembers idle connections. The kernel has one setting for all services of the host, so nothing is written
 * but what the operator asks for; what was there before comes back when they ask no more.
 */
final class IpvsTimeouts {
    private static final String PREFIX = "ip_vs timeout ";

    private static final Map<String, ToIntFunction<Timeouts>> ALL = all();

    private final IpvsControl kernel;
    private final Journal journal;

    IpvsTimeouts(IpvsControl kernel, Journal journal) {
        this.kernel = kernel;
        this.journal = journal;
    }

    private static Map<String, ToIntFunction<Timeouts>> all() {
        Map<String, ToIntFunction<Timeouts>> all = new LinkedHashMap<>();
        all.put(PREFIX + "tcp", Timeouts::tcpSeconds);
        all.put(PREFIX + "tcp-fin", Timeouts::tcpFinSeconds);
        all.put(PREFIX + "udp", Timeouts::udpSeconds);
        return all;
    }

    /** Whether the setting of this name in the journal is one of these. */
    static boolean isOne(String name) {
        return name.startsWith(PREFIX);
    }

    /**
     * Brings the kernel to these; of 0 the present value stays.
     *
     * @return those that are asked for with their values as read afterwards, in words
     */
    Map<String, String> apply(Timeouts wanted, Findings findings) {
        if (wanted.equals(Timeouts.AS_THEY_ARE)
                && journal.state().settings().keySet().stream().noneMatch(IpvsTimeouts::isOne)) {
            return Map.of();
        }
        Timeouts present = kernel.timeouts();
        Timeouts needed = new Timeouts(
                needed("tcp", wanted, present), needed("tcp-fin", wanted, present), needed("udp", wanted, present));
        if (!needed.equals(Timeouts.AS_THEY_ARE)) {
            try {
                kernel.setTimeouts(needed);
                present = kernel.timeouts();
            } catch (KernelException e) {
                findings.problem(e.getMessage());
            }
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (Map.Entry<String, ToIntFunction<Timeouts>> each : ALL.entrySet()) {
            if (each.getValue().applyAsInt(wanted) != 0) {
                values.put(
                        each.getKey().substring("ip_vs ".length()),
                        each.getValue().applyAsInt(present) + " s");
            }
        }
        return values;
    }

    /** What must be written, 0: nothing. Notes it before. */
    private int needed(String which, Timeouts wanted, Timeouts present) {
        String name = PREFIX + which;
        int wish = ALL.get(name).applyAsInt(wanted);
        int now = ALL.get(name).applyAsInt(present);
        ChangedSetting changed = journal.state().settings().get(name);
        if (wish != 0) {
            if (wish == now) {
                return 0;
            }
            journal.note(journal.state().changing(name, Integer.toString(now), Integer.toString(wish)));
            return wish;
        }
        if (changed == null) {
            return 0;
        }
        journal.note(journal.state().forgetting(name));
        return Integer.toString(now).equals(changed.written()) ? Integer.parseInt(changed.before()) : 0;
    }
}
