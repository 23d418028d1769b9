package io.fairlead.sidecar.config;

import io.fairlead.core.vrrp.VirtualRouterConfig;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What each setting does to the configuration.
 *
 * @param seen the part of the configuration that the setting decides
 * @param byDefault what is seen without the setting
 * @param written another value, as a user writes it
 * @param expected what is seen then
 * @param others what else must be set for {@code written} to make sense
 */
record SettingSample(
        Setting<?> setting,
        Function<Config, Object> seen,
        String byDefault,
        String written,
        String expected,
        Map<String, String> others) {

    static final List<SettingSample> ALL = List.of(
            router(Settings.VIP, VirtualRouterConfig::addresses, "[172.18.0.201/32]", "10.0.0.9/24", "[10.0.0.9/24]"),
            of(Settings.INTERFACE, c -> c.router().interfaceName(), "Optional.empty", "eth1", "Optional[eth1]"),
            router(Settings.VRID, VirtualRouterConfig::virtualRouterId, "201", "7", "7"),
            router(Settings.PRIORITY, VirtualRouterConfig::priority, "100", "150", "150"),
            router(Settings.VERSION, VirtualRouterConfig::version, "V3", "2", "V2"),
            router(Settings.ADVERT_INTERVAL, VirtualRouterConfig::advertisementIntervalCentis, "10", "250ms", "25"),
            router(Settings.PREEMPT, VirtualRouterConfig::preemptMode, "false", "on", "true"),
            router(Settings.PREEMPT_DELAY, VirtualRouterConfig::preemptDelay, "PT0S", "30s", "PT30S"),
            router(Settings.ACCEPT, VirtualRouterConfig::acceptMode, "true", "off", "false"),
            new SettingSample(
                    Settings.AUTH_PASSWORD,
                    c -> c.router().virtualRouters().getFirst().authentication(),
                    "None[]",
                    "123456",
                    "SimpleText[password=…]",
                    Map.of("FAIRLEAD_VERSION", "2")),
            router(
                    Settings.CHECKSUM,
                    VirtualRouterConfig::checksumForm,
                    "PSEUDO_HEADER",
                    "message-only",
                    "MESSAGE_ONLY"),
            of(
                    Settings.PEERS,
                    c -> c.router().virtualRouters().getFirst().unicastPeers() + " multicast "
                            + c.router().virtualRouters().getFirst().multicast(),
                    "[] multicast true",
                    "172.18.0.7",
                    "[172.18.0.7] multicast false"),
            router(Settings.ANNOUNCE_REPEATS, c -> c.announcements().repeats(), "4", "0", "0"),
            router(Settings.ANNOUNCE_EVERY, c -> c.announcements().every(), "PT0.5S", "1s", "PT1S"),
            router(Settings.LEASE, c -> c.lease().validity(), "PT2S", "5s", "PT5S"),
            router(Settings.LEASE_RENEWAL, c -> c.lease().renewal(), "PT0.5S", "1s", "PT1S"),
            of(Settings.HAPROXY_MODE, c -> c.haproxy().mode(), "SUPERVISE", "attached", "ATTACHED"),
            of(Settings.HAPROXY_BINARY, c -> c.haproxy().binary(), "haproxy", "/opt/haproxy", "/opt/haproxy"),
            of(
                    Settings.HAPROXY_CONFIG,
                    c -> c.haproxy().configuration(),
                    "Optional.empty",
                    "/a.cfg,/b.cfg",
                    "Optional[[/a.cfg, /b.cfg]]"),
            of(Settings.HAPROXY_ARGUMENTS, c -> c.haproxy().arguments(), "[]", "-q", "[-q]"),
            of(Settings.HAPROXY_SOCKET, c -> c.haproxy().socket(), "Optional.empty", "/x.sock", "Optional[/x.sock]"),
            of(Settings.HAPROXY_STOP_TIMEOUT, c -> c.haproxy().stopTimeout(), "PT8S", "25s", "PT25S"),
            of(Settings.HAPROXY_RESTART_DELAY, c -> c.haproxy().restartDelay(), "PT0.1S", "1s", "PT1S"),
            of(Settings.HAPROXY_RESTART_DELAY_LIMIT, c -> c.haproxy().restartDelayLimit(), "PT10S", "1m", "PT1M"),
            of(Settings.HAPROXY_HUNG_LIMIT, c -> c.haproxy().hungLimit(), "PT10S", "0", "PT0S"),
            of(Settings.HEALTH_INTERVAL, c -> c.health().interval(), "PT0.22S", "1s", "PT1S"),
            of(Settings.HEALTH_TIMEOUT, c -> c.health().timeout(), "PT0.22S", "100ms", "PT0.1S"),
            of(Settings.HEALTH_RISE, c -> c.health().rise(), "2", "3", "3"),
            of(Settings.HEALTH_FALL, c -> c.health().fall(), "2", "1", "1"),
            of(Settings.HEALTH_PORTS, c -> c.health().ports(), "Optional.empty", "80,443", "Optional[[80, 443]]"),
            of(
                    Settings.HTTP_LISTEN,
                    Config::http,
                    "Optional[Listen[address=127.0.0.1, port=8410]]",
                    "[::1]:80",
                    "Optional[Listen[address=::1, port=80]]"),
            of(Settings.RUN_DIRECTORY, c -> c.process().runDirectory(), "/run/fairlead", "/tmp/x", "/tmp/x"),
            of(
                    Settings.AGENT_SOCKET,
                    c -> c.process().agentSocket(),
                    "Optional[/run/fairlead/channel/agent.sock]",
                    "off",
                    "Optional.empty"),
            of(Settings.REAL_TIME, c -> c.process().realTime(), "AUTO", "off", "OFF"),
            of(Settings.NONLOCAL_BIND, c -> c.process().nonlocalBind(), "true", "off", "false"),
            of(Settings.LOG_LEVEL, c -> c.process().logLevel(), "INFO", "debug", "DEBUG"));

    private static SettingSample of(
            Setting<?> setting, Function<Config, Object> seen, String byDefault, String written, String expected) {
        return new SettingSample(setting, seen, byDefault, written, expected, Map.of());
    }

    private static SettingSample router(
            Setting<?> setting,
            Function<VirtualRouterConfig, Object> seen,
            String byDefault,
            String written,
            String expected) {
        return of(setting, c -> seen.apply(c.router().virtualRouters().getFirst()), byDefault, written, expected);
    }

    @Override
    public String toString() {
        return setting.key();
    }
}
