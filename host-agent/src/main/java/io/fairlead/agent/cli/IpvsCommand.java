package io.fairlead.agent.cli;

import io.fairlead.linux.ffi.Errno;
import io.fairlead.linux.ffi.KernelException;
import io.fairlead.linux.ipvs.IpvsReader;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "ipvs",
        description = "List the kernel's virtual services and where their connections go.",
        footer = {
            "",
            "Reads the kernel itself and needs root; a running agent only adds the services' names. Rates are the",
            "kernel's own, over some seconds. Exit code 0, or 1 if this kernel has no ip_vs loaded."
        })
final class IpvsCommand implements Callable<Integer> {
    /** Cursor home, and all below it cleared: less flicker than clearing first. */
    private static final String HOME = "\u001b[H\u001b[J";

    @Option(
            names = {"-c", "--connections"},
            description = "Who is connected where.")
    private boolean connections;

    @Option(names = "--totals", description = "Connections, packets and bytes since the start instead of rates.")
    private boolean totals;

    @Option(
            names = "--watch",
            arity = "0..1",
            paramLabel = "SECONDS",
            fallbackValue = "1",
            description = "Again each second, or each so many seconds, until Ctrl-C.")
    private Integer watch;

    @Option(names = "--json", description = "One JSON object; with --watch one a line.")
    private boolean json;

    @Mixin
    private SocketOption socket;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try (IpvsReader reader = IpvsReader.open().orElseThrow(IpvsCommand::absent)) {
            print(reader, out);
            while (watch != null && !out.checkError()) {
                TimeUnit.SECONDS.sleep(Math.max(1, watch));
                print(reader, out);
            }
            return 0;
        } catch (KernelException e) {
            if (e.is(Errno.EPERM)) {
                throw new SocketOption.NoAgent("The kernel shows IPVS to root alone: run it with sudo.");
            }
            throw e;
        }
    }

    private static SocketOption.NoAgent absent() {
        return new SocketOption.NoAgent(
                "This kernel has no ip_vs loaded, so nothing is forwarded by it; `fairlead status`"
                        + " says how the agent forwards. Where the kernel has the module, `modprobe ip_vs` loads it.");
    }

    private void print(IpvsReader reader, PrintWriter out) {
        List<IpvsReader.Service> services = reader.services();
        IpvsNames names = IpvsNames.of(socket.tryStatus());
        if (json) {
            out.println(IpvsJson.of(
                    services,
                    names,
                    connections ? Optional.of(reader.connections()) : Optional.empty(),
                    watch == null));
        } else {
            List<String> lines = connections
                    ? IpvsConnections.lines(services, reader.connections(), names)
                    : IpvsServices.lines(services, names, totals);
            out.print(watch != null && isTerminal() ? HOME : "");
            lines.forEach(out::println);
        }
        out.flush();
    }

    private static boolean isTerminal() {
        return System.console().isTerminal();
    }
}
