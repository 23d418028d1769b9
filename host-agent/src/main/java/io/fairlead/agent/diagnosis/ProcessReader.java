package io.fairlead.agent.diagnosis;

import io.fairlead.core.diagnosis.ProcessFacts;
import io.fairlead.core.diagnosis.ProcessFacts.Role;
import io.fairlead.core.model.Container;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import io.fairlead.linux.cgroup.ContainerId;
import io.fairlead.linux.namespace.NamespaceIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads /proc: the members' first processes, and others that have to do with the same addresses. */
final class ProcessReader {
    private static final String VARIABLE = "FAIRLEAD_VIP=";
    /** Far more than any keepalived.conf. */
    private static final long LONGEST_FILE = 4 * 1024 * 1024;

    private final List<Container> containers;
    private final Set<IpAddress> vips;
    private final Predicate<IpAddress> near;
    private final long host;
    /** The network namespaces of members → the member's name. */
    private final Map<Long, String> members;

    /**
     * What to look for.
     *
     * @param near whether an address is in a network of this host: others' sidecars are not its business
     * @param host the inode of the host's network namespace
     * @param members those of the members, and their names
     */
    ProcessReader(
            List<Container> containers,
            Set<IpAddress> vips,
            Predicate<IpAddress> near,
            long host,
            Map<Long, String> members) {
        this.containers = containers;
        this.vips = vips;
        this.near = near;
        this.host = host;
        this.members = Map.copyOf(members);
    }

    /** The inode of the network namespace of a process; 0: it has ended, or may not be looked at. */
    static long network(String process) {
        try {
            return NamespaceIdentity.of(Path.of("/proc", process, "ns", "net")).inode();
        } catch (UncheckedIOException e) {
            return 0;
        }
    }

    List<ProcessFacts> read() {
        List<ProcessFacts> found = new ArrayList<>();
        containers.stream()
                .filter(container -> container.pid() > 0 && network(Long.toString(container.pid())) > 0)
                .map(container -> facts(Role.FIRST, container.pid(), container.name(), Set.of()))
                .forEach(found::add);
        Set<Set<Object>> told = new HashSet<>();
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            all.map(path -> path.getFileName().toString())
                    .filter(name -> name.matches("[0-9]+"))
                    .mapToLong(Long::parseLong)
                    .sorted()
                    .forEach(pid -> other(pid)
                            .filter(facts -> told.add(Set.of(facts.role(), facts.network(), facts.mentions())))
                            .ifPresent(found::add));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private Optional<ProcessFacts> other(long pid) {
        if (text(pid, "comm").strip().equals("keepalived")) {
            return keepalived(pid);
        }
        return Arrays.stream(text(pid, "environ").split("\0", -1))
                .filter(each -> each.startsWith(VARIABLE))
                .findFirst()
                .flatMap(each -> sidecar(pid, addresses(each.substring(VARIABLE.length()))));
    }

    /** Only in the networks that matter here, and with what its settings say of our addresses. */
    private Optional<ProcessFacts> keepalived(long pid) {
        long network = network(Long.toString(pid));
        if (network != host && !members.containsKey(network)) {
            return Optional.empty();
        }
        String settings = settings(pid);
        Set<IpAddress> mentions =
                vips.stream().filter(vip -> mentions(settings, vip)).collect(Collectors.toSet());
        return Optional.of(facts(Role.KEEPALIVED, pid, members.getOrDefault(network, ""), mentions));
    }

    private static boolean mentions(String settings, IpAddress vip) {
        return Pattern.compile("(?<![0-9a-fA-F.:])" + Pattern.quote(vip.toString()) + "(?![0-9a-fA-F.:])")
                .matcher(settings)
                .find();
    }

    private static String settings(long pid) {
        List<String> arguments = List.of(text(pid, "cmdline").split("\0", -1));
        String file = "/etc/keepalived/keepalived.conf";
        for (int at = 1; at < arguments.size(); at++) {
            String word = arguments.get(at);
            if (word.startsWith("--use-file=")) {
                file = word.substring("--use-file=".length());
            } else if (word.startsWith("-f") && word.length() > 2) {
                file = word.substring(2);
            } else if ((word.equals("-f") || word.equals("--use-file")) && at + 1 < arguments.size()) {
                file = arguments.get(at + 1);
            }
        }
        return text(pid, file.startsWith("/") ? "root" + file : "cwd/" + file);
    }

    /** One of no known member, in a network of its own. */
    private Optional<ProcessFacts> sidecar(long pid, Set<IpAddress> announced) {
        long network = network(Long.toString(pid));
        if (network == 0
                || network == host
                || members.containsKey(network)
                || announced.stream().noneMatch(near)) {
            return Optional.empty();
        }
        Optional<String> id = ContainerId.ofProcess(pid);
        Optional<Container> container = id.flatMap(told ->
                containers.stream().filter(each -> each.id().equals(told)).findFirst());
        boolean known = container
                .filter(each -> each.hasOurLabel() || each.joins().isPresent())
                .isPresent();
        // A container that this engine does not have is another engine's.
        if (known || (id.isPresent() && container.isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(
                facts(Role.UNKNOWN_SIDECAR, pid, container.map(Container::name).orElse(""), announced));
    }

    private static Set<IpAddress> addresses(String list) {
        return Arrays.stream(list.split("[,\\s]+", -1))
                .flatMap(text -> IpPrefix.tryParse(text).stream())
                .map(IpPrefix::address)
                .collect(Collectors.toSet());
    }

    private static ProcessFacts facts(Role role, long pid, String owner, Set<IpAddress> mentions) {
        Optional<Long> capabilities = text(pid, "status")
                .lines()
                .filter(line -> line.startsWith("CapEff:"))
                .map(line -> Long.parseUnsignedLong(
                        line.substring("CapEff:".length()).strip(), 16))
                .findFirst();
        OptionalLong files = text(pid, "limits")
                .lines()
                .filter(line -> line.startsWith("Max open files"))
                .map(line -> line.substring("Max open files".length()).strip().split("\\s+", -1)[0])
                .filter(value -> value.matches("[0-9]+"))
                .mapToLong(Long::parseLong)
                .findFirst();
        return new ProcessFacts(role, pid, owner, network(Long.toString(pid)), capabilities, files, mentions);
    }

    /** Empty if it has ended, or may not be read. */
    private static String text(long pid, String file) {
        Path path = Path.of("/proc/" + pid + "/" + file);
        try {
            return file.contains("/") && Files.size(path) > LONGEST_FILE
                    ? ""
                    : new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
