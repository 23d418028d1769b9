package io.fairlead.lab.bench.failover;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** How keepalived is set up in the containers. */
public enum KeepalivedForm {
    /** What people copy: VRRPv2, an advertisement a second, both masters, no check. */
    RECIPE("recipe", "keepalived, the recipe", Duration.ofSeconds(8)),
    TUNED_100MS("tuned-100ms", "keepalived, tuned, 100 ms", Duration.ofSeconds(5)),
    TUNED_10MS("tuned-10ms", "keepalived, tuned, 10 ms", Duration.ofSeconds(5));

    private static final int VRID = 51;

    private final String key;
    private final String words;
    private final Duration never;

    KeepalivedForm(String key, String words, Duration never) {
        this.key = key;
        this.words = words;
        this.never = never;
    }

    public String key() {
        return key;
    }

    public String words() {
        return words;
    }

    /** Who is without an answer for so long has none at all. */
    Duration never() {
        return never;
    }

    public static Optional<KeepalivedForm> of(String key) {
        return Arrays.stream(values()).filter(each -> each.key.equals(key)).findFirst();
    }

    /** keepalived.conf of the container {@code name}; h1 has the higher priority. */
    String configuration(String vip, String name) {
        int priority = name.equals("h1") ? 101 : 100;
        return switch (this) {
            case RECIPE -> recipe(vip, priority);
            case TUNED_100MS -> tuned(vip, priority, "0.1");
            case TUNED_10MS -> tuned(vip, priority, "0.01");
        };
    }

    private static String recipe(String vip, int priority) {
        return """
                vrrp_instance VI_1 {
                    state MASTER
                    interface eth0
                    virtual_router_id %d
                    priority %d
                    advert_int 1
                    authentication {
                        auth_type PASS
                        auth_pass 123456
                    }
                    virtual_ipaddress {
                        %s
                    }
                }
                """.formatted(VRID, priority, vip);
    }

    private static String tuned(String vip, int priority, String interval) {
        return """
                global_defs {
                    vrrp_version 3
                    vrrp_garp_master_repeat 5
                    vrrp_garp_master_delay 1
                    script_user root
                }
                vrrp_script haproxy {
                    script "/usr/bin/pidof haproxy"
                    interval 0.1
                    fall 1
                    rise 1
                }
                vrrp_instance VI_1 {
                    state BACKUP
                    interface eth0
                    virtual_router_id %d
                    priority %d
                    advert_int %s
                    virtual_ipaddress {
                        %s
                    }
                    track_script {
                        haproxy
                    }
                }
                """.formatted(VRID, priority, interval, vip);
    }
}
