package io.fairlead.agent.forwarding;

import io.fairlead.linux.ffi.KernelException;
import io.fairlead.linux.sysctl.Sysctl;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The kernel settings that forwarding needs: read every time, for after suspend or another program's {@code sysctl -p} they
 * come back (P25), and written where they differ and we may. They are not put back when forwarding ends, for it may begin
 * again; {@link #putBack} is for those who take Fairlead away.
 */
final class KernelSettings {
    private static final Logger LOG = LoggerFactory.getLogger(KernelSettings.class);

    /**
     * Where to write: the usual place; and since in a container that is read-only even with the host's network, the place
     * to which one mounts the host's, and the host's own as seen through its first process. What is below net means the
     * namespace of whoever writes, whichever way.
     */
    private static final List<String> PLACES = List.of("/proc/sys", "/host/proc/sys", "/proc/1/root/proc/sys");

    private final Sysctl own;
    private final List<Sysctl> places;
    private final Journal journal;
    private final boolean write;

    /** Those of the calling thread's network namespace; {@code write} as the operator decided. */
    KernelSettings(Journal journal, boolean write) {
        this(PLACES.stream().map(Sysctl::new).toList(), journal, write);
    }

    /** The first place is the one that is read. */
    KernelSettings(List<Sysctl> places, Journal journal, boolean write) {
        this.own = places.getFirst();
        this.places = places;
        this.journal = journal;
        this.write = write;
    }

    /** A setting, the value it needs, and what happens without. */
    private record Setting(String name, String value, boolean vital, String without) {}

    private static final Setting FORWARD_V4 =
            new Setting("net.ipv4.ip_forward", "1", true, "the host forwards nothing between LAN and containers");
    private static final List<Setting> IPVS = List.of(
            new Setting("net.ipv4.vs.conntrack", "1", false, "clients in the containers' own networks are not served"),
            new Setting(
                    "net.ipv4.vs.expire_nodest_conn",
                    "1",
                    false,
                    "connections of a destination that is gone hang until they time out"),
            new Setting(
                    "net.ipv4.vs.expire_quiescent_template",
                    "1",
                    false,
                    "persistent clients stay pinned to a destination that takes no more"));

    /**
     * Checks and sets.
     *
     * @return all settings that matter here with their values afterwards
     */
    Map<String, String> apply(boolean ipvs, boolean ipv4, boolean ipv6, Findings findings) {
        Map<String, String> values = new LinkedHashMap<>();
        if (ipv4) {
            ensure(FORWARD_V4, values, findings);
            checkReversePath(values, findings);
        }
        if (ipv6) {
            checkForwardingV6(values, findings);
        }
        if (ipvs) {
            IPVS.forEach(setting -> ensure(setting, values, findings));
            ensure(reuse(), values, findings);
        }
        return values;
    }

    /** Before 5.9 reuse of a client's port with conntrack on cost a new connection a second (P28); 1 is right since. */
    private Setting reuse() {
        String value = isBefore59(own.read("kernel.osrelease").orElse("")) ? "0" : "1";
        return new Setting(
                "net.ipv4.vs.conn_reuse_mode",
                value,
                false,
                "new connections from a client's port used before wait or go to a destination that is gone");
    }

    static boolean isBefore59(String release) {
        String[] parts = release.split("[^0-9]+", 3);
        if (parts.length < 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
            return false;
        }
        int major = Integer.parseInt(parts[0]);
        return major < 5 || (major == 5 && Integer.parseInt(parts[1]) < 9);
    }

    private void ensure(Setting setting, Map<String, String> values, Findings findings) {
        Optional<String> value = own.read(setting.name());
        if (write && value.isPresent() && !value.get().equals(setting.value())) {
            journal.note(journal.state().changing(setting.name(), value.get(), setting.value()));
            write(setting.name(), setting.value());
            value = own.read(setting.name());
        }
        values.put(setting.name(), value.orElse("not in this kernel"));
        if (!value.equals(Optional.of(setting.value()))) {
            String sentence = setting.name() + " is " + values.get(setting.name()) + ", so " + setting.without()
                    + "; on the host run 'sysctl -w " + setting.name() + "=" + setting.value() + "'";
            if (setting.vital()) {
                findings.problem(sentence);
            } else {
                findings.warn(sentence);
            }
        }
    }

    /** The first place that takes it; what refuses is not there, read-only or closed to us. */
    private void write(String name, String value) {
        for (Sysctl place : places) {
            try {
                if (place.set(name, value) == Sysctl.Outcome.CHANGED) {
                    return;
                }
            } catch (KernelException e) {
                LOG.debug("{} not written: {}", name, e.getMessage());
            }
        }
    }

    /**
     * Puts back what was written and still has that value. All but ip_forward: where Docker is, its containers live by it.
     *
     * @return what became of each, in words
     */
    List<String> putBack() {
        List<String> words = new ArrayList<>();
        journal.state().settings().entrySet().stream()
                .filter(each -> !IpvsTimeouts.isOne(each.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .forEach(each -> putBack(each.getKey(), each.getValue()).ifPresent(words::add));
        return words;
    }

    private Optional<String> putBack(String name, ChangedSetting changed) {
        Optional<String> present = own.read(name);
        if (present.isEmpty() || !present.get().equals(changed.written())) {
            journal.note(journal.state().forgetting(name));
            return Optional.empty();
        }
        if (name.equals(FORWARD_V4.name())) {
            journal.note(journal.state().forgetting(name));
            return Optional.of(
                    name + " stays " + changed.written() + ", for Docker needs it; it was " + changed.before());
        }
        write(name, changed.before());
        if (!own.read(name).equals(Optional.of(changed.before()))) {
            return Optional.of(name + " could not be put back to " + changed.before());
        }
        journal.note(journal.state().forgetting(name));
        return Optional.of(name + " is " + changed.before() + " again");
    }

    /** Only looked at: a host that gets its routes by router advertisements would lose them. */
    private void checkForwardingV6(Map<String, String> values, Findings findings) {
        String name = "net.ipv6.conf.all.forwarding";
        String value = own.read(name).orElse("not in this kernel");
        values.put(name, value);
        if (!value.equals("1")) {
            findings.problem(name + " is " + value + ", so the host forwards no IPv6; on the host run 'sysctl -w "
                    + name + "=1', and set accept_ra=2 on an interface that gets its routes by router advertisements");
        }
    }

    /** Only looked at: strict filtering is somebody's decision, and harmless unless ways there and back differ. */
    private void checkReversePath(Map<String, String> values, Findings findings) {
        String name = "net.ipv4.conf.all.rp_filter";
        String value = own.read(name).orElse("not in this kernel");
        values.put(name, value);
        if (value.equals("1")) {
            findings.warn(name + " is 1 (strict): packets that come in another way than answers go out are dropped; if"
                    + " clients are not served, 'sysctl -w " + name + "=2' is enough");
        }
    }
}
