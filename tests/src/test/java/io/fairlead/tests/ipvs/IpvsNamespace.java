package io.fairlead.tests.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.ipvs.TableChange;
import io.fairlead.linux.ipvs.IpvsOpening;
import io.fairlead.linux.ipvs.IpvsSocket;
import io.fairlead.linux.ipvs.IpvsTable;
import io.fairlead.tests.kernel.FreshNamespace;
import java.util.List;

/** A fresh network namespace with IPVS in it. */
final class IpvsNamespace implements AutoCloseable {
    final FreshNamespace namespace = FreshNamespace.create();
    final IpvsSocket ipvs;

    IpvsNamespace() {
        this.ipvs = switch (namespace.call(IpvsOpening::open)) {
            case IpvsOpening.Available available -> available.socket();
            case IpvsOpening.Absent absent -> throw new AssertionError(absent.reason());
        };
    }

    /** Makes changes; none may be refused. */
    void apply(TableChange... changes) {
        assertThat(ipvs.apply(List.of(changes)))
                .extracting(IpvsTable.Refused::cause)
                .isEmpty();
    }

    String ipvsadm(String... arguments) {
        String[] argv = new String[arguments.length + 1];
        argv[0] = "ipvsadm";
        System.arraycopy(arguments, 0, argv, 1, arguments.length);
        return namespace.program(argv);
    }

    /** Empties the table first: a namespace outlives its test a while, and its services would keep modules in use. */
    @Override
    public void close() {
        ipvsadm("-C");
        ipvs.close();
        namespace.close();
    }
}
