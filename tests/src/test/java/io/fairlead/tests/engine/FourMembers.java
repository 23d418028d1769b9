package io.fairlead.tests.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.core.net.IpAddress;
import io.fairlead.lab.engine.Engine;
import io.fairlead.lab.engine.Lan;
import io.fairlead.lab.fault.EngineApi;
import io.fairlead.lab.fault.ServiceContainer;
import io.fairlead.lab.run.Cleanup;
import io.fairlead.lab.run.Command;
import io.fairlead.lab.stack.AgentStatus;
import io.fairlead.lab.stack.Holders;
import io.fairlead.lab.stack.OneHost;
import io.fairlead.lab.stack.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * compose/one-host with four members that serve at their own addresses, and three LAN addresses that lead to them:
 *
 * <pre>
 *   MEMBERS   the labels' own, targets=members: the agent knows what the targets are
 *   ANSWERS   of fairlead.conf, a list of addresses: nothing is known of them but what a check with an answer finds
 *   CONNECTS  the same with a check that is content with a connection
 * </pre>
 */
final class FourMembers {
    static final List<String> NAMES = List.of("h1", "h2", "h3", "h4");
    static final IpAddress MEMBERS = OneHost.LAN_VIP.address();
    static final IpAddress ANSWERS = IpAddress.parse("192.168.156.157");
    static final IpAddress CONNECTS = IpAddress.parse("192.168.156.158");

    /** Of {@link #MEMBERS}: a TCP connection through a member to {@link #HOST_PORT} of the engine's host. */
    static final int LASTING_PORT = 3306;

    static final int HOST_PORT = 3307;

    /** Of both checks: fall times interval, and the timeout of the last run. */
    static final Duration FALL_TIME = Duration.ofMillis(2 * 200 + 150);

    private static final String VIP_CHECK = """
                io.fairlead.vip-check: connect
                io.fairlead.vip-check.port: "%d"
                io.fairlead.vip-check.interval: 200 ms
                io.fairlead.vip-check.timeout: 150 ms
                io.fairlead.vip-check.fall: "2"
                io.fairlead.vip-check.rise: "1"
                io.fairlead.vip-check.flap-falls: "0"
            """.formatted(LASTING_PORT);

    private static final String GATEWAY = "10.156.0.1";
    private static final Duration UP = Duration.ofSeconds(70);

    private final OneHost stack;
    private final EngineApi api;
    private final Lan lan;

    private FourMembers(OneHost stack, EngineApi api, Lan lan) {
        this.stack = stack;
        this.api = api;
        this.lan = lan;
    }

    /** Brings it up on an engine that has the images, and waits until it is whole. */
    static FourMembers start(Engine engine, Cleanup cleanup) {
        EngineApi api = cleanup.keep("the connection to the engine", EngineApi.of(engine));
        Path folder = engine.socket().resolveSibling("four-members");
        write(folder);
        OneHost stack = new OneHost(engine, "fairlead-four", engine.socket().resolveSibling("agent"), folder);
        Lan lan = Lan.of(engine, "four", OneHost.HOST, OneHost.CLIENT, cleanup);
        stack.down();
        stack.up(cleanup);
        FourMembers all = new FourMembers(stack, api, lan);
        all.awaitWhole();
        return all;
    }

    private static void write(Path folder) {
        try {
            Files.createDirectories(folder);
            Path from = OneHost.repositorys();
            Files.writeString(folder.resolve("backend.cfg"), Files.readString(from.resolve("backend.cfg")));
            Files.writeString(
                    folder.resolve("haproxy.cfg"),
                    Files.readString(from.resolve("haproxy.cfg")) + """

                    listen lasting
                        mode tcp
                        bind :%d
                        timeout client 1h
                        timeout server 1h
                        server host %s:%d
                    """.formatted(LASTING_PORT, GATEWAY, HOST_PORT));
            Files.writeString(folder.resolve("docker-compose.yml"), compose(from));
            Files.writeString(
                    folder.resolve("fairlead.conf"),
                    listed("answers", ANSWERS, "http, path = /whoami") + listed("connects", CONNECTS, "connect"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String compose(Path from) throws IOException {
        String members = NAMES.stream()
                .map(name -> """
                          %1$s:
                            <<: *haproxy
                            hostname: %1$s
                            networks:
                              service: {ipv4_address: %2$s}
                        """.formatted(name, address(name)).indent(0))
                .collect(Collectors.joining());
        String text = Files.readString(from.resolve("docker-compose.yml"));
        text = replace(
                text,
                "  h1:\n    <<: *haproxy\n    hostname: h1\n  h2:\n    <<: *haproxy\n    hostname: h2\n",
                members);
        text = replace(
                text,
                "    io.fairlead.publish: \"80\"\n",
                "    io.fairlead.publish: \"80," + LASTING_PORT + "\"\n    io.fairlead.targets: members\n" + VIP_CHECK);
        return replace(
                text,
                "      # Which containers are frozen.\n",
                "      - ./fairlead.conf:/etc/fairlead/fairlead.conf:ro\n");
    }

    private static String replace(String text, String what, String with) {
        if (!text.contains(what)) {
            throw new IllegalStateException("compose/one-host has no longer: " + what);
        }
        return text.replace(what, with);
    }

    private static String listed(String name, IpAddress vip, String check) {
        String targets =
                NAMES.stream().map(member -> '"' + address(member) + '"').collect(Collectors.joining(", "));
        String number = vip.toString().substring(vip.toString().lastIndexOf('.') + 1);
        return """
                services.%s {
                  lan-vip = %s
                  lan-vrid = %s
                  publish = "80"
                  targets = [%s]
                  check { kind = %s, interval = 200 ms, timeout = 150 ms, fall = 2, rise = 1, flap-falls = 0 }
                }
                """.formatted(name, vip, number, targets, check);
    }

    /** A member's own address, outside of what Docker hands out by itself. */
    static String address(String name) {
        return "10.156.0." + (140 + NAMES.indexOf(name) + 1);
    }

    ServiceContainer member(String name) {
        return api.container(stack.project(), name);
    }

    Lan lan() {
        return lan;
    }

    AgentStatus status() {
        return AgentStatus.overHttp(stack.agent(api))
                .orElseThrow(() -> new IllegalStateException("the agent does not answer"));
    }

    /** The targets of a LAN address' port 80 with their weights. */
    Map<String, Integer> targets(IpAddress vip) {
        return each(status().json().path("services"))
                .map(service -> service.path("lan"))
                .filter(side -> side.path("address").asText().startsWith(vip + "/"))
                .flatMap(side -> each(side.path("ports")))
                .filter(port -> port.path("lanPort").asInt() == 80)
                .flatMap(port -> each(port.path("targets")))
                .map(target -> target.asText().split("(:\\d+ weight )", -1))
                .collect(Collectors.toMap(
                        words -> words[0], words -> Integer.parseInt(words[1]), (a, _) -> a, TreeMap::new));
    }

    /** What a check of this service says of a member. */
    JsonNode check(String service, String member) {
        return each(status().json().path("checks"))
                .filter(check -> check.path("service").asText().equals(service))
                .filter(check -> check.path("server").asText().startsWith(address(member) + ":"))
                .findFirst()
                .orElseThrow();
    }

    /** What the director says of a member: frozen, role, health. */
    JsonNode sidecar(String name) {
        return each(status().json().path("failover"))
                .flatMap(service -> each(service.path("members")))
                .filter(member -> member.path("name").asText().contains(name))
                .findFirst()
                .orElseThrow();
    }

    /** Who has the container VIP, in their kernels. */
    List<String> holders() {
        return Holders.of(
                IpAddress.parse(OneHost.VIP), NAMES.stream().map(this::member).toList());
    }

    /** New connections to {@link #LASTING_PORT} of a member are refused from now on, as if nobody listened. */
    void refuse(String name) {
        nft(
                name,
                "add table ip closed; add chain ip closed in { type filter hook input priority 0; }; "
                        + "add rule ip closed in tcp dport " + LASTING_PORT + " tcp flags syn reject with tcp reset");
    }

    /** No longer. */
    void accept(String name) {
        nft(name, "delete table ip closed");
    }

    private void nft(String name, String commands) {
        Command.of("nsenter", "--target", Long.toString(member(name).pid()), "--net", "nft", "-f", "-")
                .input(commands + "\n")
                .check();
    }

    private static Stream<JsonNode> each(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    /** Waits until all four serve in each way. */
    void awaitWhole() {
        Map<String, Integer> all = IntStream.range(0, NAMES.size())
                .boxed()
                .collect(Collectors.toMap(i -> address(NAMES.get(i)), _ -> 1, (a, _) -> a, TreeMap::new));
        Waiting.until(
                "four members that serve",
                UP,
                () -> isWhole(all),
                () -> AgentStatus.overHttp(stack.agent(api))
                        .map(status -> status.json().toString())
                        .orElseGet(() -> "the agent does not answer: " + stack.lastWords(20)));
    }

    private boolean isWhole(Map<String, Integer> all) {
        Optional<AgentStatus> status = AgentStatus.overHttp(stack.agent(api));
        return status.filter(AgentStatus::serving).isPresent()
                && Stream.of(MEMBERS, ANSWERS, CONNECTS)
                        .allMatch(vip -> targets(vip).equals(all))
                && each(status.get().json().path("checks"))
                        .allMatch(check -> check.path("verdict").asText().equals("healthy"))
                && NAMES.stream()
                        .allMatch(name -> sidecar(name).path("health").asText().equals("healthy")
                                && sidecar(name).path("connected").asBoolean()
                                && !sidecar(name).path("frozen").asBoolean());
    }
}
