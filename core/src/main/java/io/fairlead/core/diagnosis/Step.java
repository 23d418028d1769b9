package io.fairlead.core.diagnosis;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import java.util.List;

/** One thing to do about a finding. */
public sealed interface Step {
    /** As root of the host types it, or in words what a person must change. */
    String command();

    /** Sets a kernel setting for as long as the kernel runs. */
    record SetSysctl(Place place, String name, String value) implements Step {
        @Override
        public String command() {
            return place.command(List.of("sysctl", "-w", name + "=" + value));
        }
    }

    /** Takes an address from an interface. */
    record RemoveAddress(Place place, String interfaceName, IpPrefix address) implements Step {
        @Override
        public String command() {
            return place.command(List.of("ip", "address", "del", address.toString(), "dev", interfaceName));
        }
    }

    /** Forgets which Ethernet address an IP address has, so that it is asked for anew. */
    record RemoveNeighbour(Place place, String interfaceName, IpAddress address) implements Step {
        @Override
        public String command() {
            return place.command(List.of("ip", "neigh", "del", address.toString(), "dev", interfaceName));
        }
    }

    /** Runs a program. */
    record Run(Place place, List<String> argv) implements Step {
        public Run {
            argv = List.copyOf(argv);
        }

        @Override
        public String command() {
            return place.command(argv);
        }
    }

    /** What only a person can do: a change of a file, a label, a compose service. */
    record Advice(String words) implements Step {
        @Override
        public String command() {
            return words;
        }
    }
}
