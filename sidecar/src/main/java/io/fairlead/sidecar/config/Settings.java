package io.fairlead.sidecar.config;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import io.fairlead.core.vrrp.ChecksumForm;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Every setting of the sidecar. {@code reference.conf} holds the same keys and defaults with units and comments for
 * people; it is not read at start, because parsing it would cost a tenth of the time to the first advertisement.
 */
public final class Settings {
    public static final Setting<List<IpPrefix>> VIP = new Setting<>("vip", "", AddressNotation.prefixes());
    public static final Setting<Optional<String>> INTERFACE =
            new Setting<>("interface", "auto", Notation.autoOr(Notation.text()));
    public static final Setting<Optional<Integer>> VRID =
            new Setting<>("vrid", "auto", Notation.autoOr(Notation.integer(1, 255)));
    public static final Setting<Integer> PRIORITY = new Setting<>("priority", "100", Notation.integer(1, 255));
    public static final Setting<Integer> VERSION = new Setting<>("version", "3", Notation.integer(2, 3));
    public static final Setting<Optional<Duration>> ADVERT_INTERVAL =
            new Setting<>("advert-interval", "auto", Notation.autoOr(Notation.duration(ofMillis(10), ofSeconds(255))));
    public static final Setting<Boolean> PREEMPT = new Setting<>("preempt", "off", Notation.flag());
    public static final Setting<Duration> PREEMPT_DELAY =
            new Setting<>("preempt-delay", "0s", Notation.duration(ZERO, ofSeconds(1000)));
    public static final Setting<Boolean> ACCEPT = new Setting<>("accept", "on", Notation.flag());
    public static final Setting<List<String>> AUTH_PASSWORD = new Setting<>("auth-password", "", Notation.texts());
    public static final Setting<ChecksumForm> CHECKSUM =
            new Setting<>("checksum", "pseudo-header", Notation.word(ChecksumForm.class));
    public static final Setting<Optional<List<IpAddress>>> PEERS =
            new Setting<>("peers", "auto", Notation.autoOr(AddressNotation.addresses()));
    public static final Setting<Integer> ANNOUNCE_REPEATS =
            new Setting<>("announce-repeats", "4", Notation.integer(0, 60));
    public static final Setting<Duration> ANNOUNCE_EVERY =
            new Setting<>("announce-every", "500ms", Notation.duration(ofMillis(10), ofMinutes(1)));
    public static final Setting<Duration> LEASE = new Setting<>("lease", "2s", Notation.duration(ZERO, ofHours(1)));
    public static final Setting<Duration> LEASE_RENEWAL =
            new Setting<>("lease-renewal", "500ms", Notation.duration(ofMillis(100), ofMinutes(30)));

    public static final Setting<HaproxySettings.Mode> HAPROXY_MODE =
            new Setting<>("haproxy.mode", "supervise", Notation.word(HaproxySettings.Mode.class));
    public static final Setting<String> HAPROXY_BINARY = new Setting<>("haproxy.binary", "haproxy", Notation.text());
    public static final Setting<Optional<List<String>>> HAPROXY_CONFIG =
            new Setting<>("haproxy.config", "auto", Notation.autoOr(Notation.texts()));
    public static final Setting<List<String>> HAPROXY_ARGUMENTS =
            new Setting<>("haproxy.arguments", "", Notation.texts());
    public static final Setting<Optional<String>> HAPROXY_SOCKET =
            new Setting<>("haproxy.socket", "auto", Notation.autoOr(Notation.text()));
    public static final Setting<Duration> HAPROXY_STOP_TIMEOUT =
            new Setting<>("haproxy.stop-timeout", "8s", Notation.duration(ZERO, ofHours(24)));
    public static final Setting<Duration> HAPROXY_RESTART_DELAY =
            new Setting<>("haproxy.restart-delay", "100ms", Notation.duration(ofMillis(10), ofMinutes(1)));
    public static final Setting<Duration> HAPROXY_RESTART_DELAY_LIMIT =
            new Setting<>("haproxy.restart-delay-limit", "10s", Notation.duration(ofMillis(10), ofHours(1)));
    public static final Setting<Duration> HAPROXY_HUNG_LIMIT =
            new Setting<>("haproxy.hung-limit", "10s", Notation.duration(ZERO, ofHours(1)));

    public static final Setting<Optional<Duration>> HEALTH_INTERVAL =
            new Setting<>("health.interval", "auto", Notation.autoOr(Notation.duration(ofMillis(20), ofMinutes(1))));
    public static final Setting<Optional<Duration>> HEALTH_TIMEOUT =
            new Setting<>("health.timeout", "auto", Notation.autoOr(Notation.duration(ofMillis(10), ofMinutes(1))));
    public static final Setting<Integer> HEALTH_RISE = new Setting<>("health.rise", "2", Notation.integer(1, 100));
    public static final Setting<Integer> HEALTH_FALL = new Setting<>("health.fall", "2", Notation.integer(1, 100));
    public static final Setting<Optional<List<Integer>>> HEALTH_PORTS =
            new Setting<>("health.ports", "auto", Notation.autoOr(AddressNotation.ports()));

    public static final Setting<Optional<Listen>> HTTP_LISTEN =
            new Setting<>("http.listen", "127.0.0.1:8410", AddressNotation.listenAddress());

    public static final Setting<String> RUN_DIRECTORY =
            new Setting<>("run-directory", "/run/fairlead", Notation.text());
    public static final Setting<Optional<String>> AGENT_SOCKET =
            new Setting<>("agent.socket", "/run/fairlead/channel/agent.sock", Notation.offOr(Notation.text()));
    public static final Setting<ProcessSettings.RealTime> REAL_TIME =
            new Setting<>("real-time", "auto", Notation.word(ProcessSettings.RealTime.class));
    public static final Setting<Boolean> NONLOCAL_BIND = new Setting<>("nonlocal-bind", "on", Notation.flag());
    public static final Setting<ProcessSettings.LogLevel> LOG_LEVEL =
            new Setting<>("log-level", "info", Notation.word(ProcessSettings.LogLevel.class));

    /** In the order in which {@code config show} prints them. */
    public static final List<Setting<?>> ALL = List.of(
            VIP,
            INTERFACE,
            VRID,
            PRIORITY,
            VERSION,
            ADVERT_INTERVAL,
            PREEMPT,
            PREEMPT_DELAY,
            ACCEPT,
            AUTH_PASSWORD,
            CHECKSUM,
            PEERS,
            ANNOUNCE_REPEATS,
            ANNOUNCE_EVERY,
            LEASE,
            LEASE_RENEWAL,
            HAPROXY_MODE,
            HAPROXY_BINARY,
            HAPROXY_CONFIG,
            HAPROXY_ARGUMENTS,
            HAPROXY_SOCKET,
            HAPROXY_STOP_TIMEOUT,
            HAPROXY_RESTART_DELAY,
            HAPROXY_RESTART_DELAY_LIMIT,
            HAPROXY_HUNG_LIMIT,
            HEALTH_INTERVAL,
            HEALTH_TIMEOUT,
            HEALTH_RISE,
            HEALTH_FALL,
            HEALTH_PORTS,
            HTTP_LISTEN,
            RUN_DIRECTORY,
            AGENT_SOCKET,
            REAL_TIME,
            NONLOCAL_BIND,
            LOG_LEVEL);

    private Settings() {}
}
