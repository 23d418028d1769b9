package io.fairlead.sidecar.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fairlead.core.net.IpPrefix;
import io.fairlead.core.text.Problem;
import io.fairlead.core.vrrp.Lease;
import io.fairlead.core.vrrp.VirtualRouterConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReaderTest {
    @TempDir
    private Path folder;

    @Test
    void theAddressAloneIsEnough() throws Exception {
        Config config = ConfigReader.read(Map.of("FAIRLEAD_VIP", "172.18.0.201", "PATH", "/bin"));
        assertThat(config.router().virtualRouters()).hasSize(1);
    }

    @Test
    void eachFamilyIsAVirtualRouterOfItsOwn() throws Exception {
        List<VirtualRouterConfig> routers = ConfigReader.read(
                        Map.of("FAIRLEAD_VIP", "2001:db8::c9, 172.18.0.201,172.18.0.202/16"))
                .router()
                .virtualRouters();
        assertThat(routers).hasSize(2);
        assertThat(routers.getFirst().addresses())
                .containsExactly(IpPrefix.parse("172.18.0.201"), IpPrefix.parse("172.18.0.202/16"));
        assertThat(routers.get(1).addresses())
                .containsExactly(IpPrefix.parse("fe80::c9"), IpPrefix.parse("2001:db8::c9"));
        assertThat(routers.get(1).virtualRouterId()).isEqualTo(0xc9);
    }

    @Test
    void aWrittenLinkLocalAddressGoesFirstAndNoneIsDerived() throws Exception {
        List<VirtualRouterConfig> routers = ConfigReader.read(Map.of("FAIRLEAD_VIP", "2001:db8::c9,fe80::5"))
                .router()
                .virtualRouters();
        assertThat(routers.getFirst().addresses())
                .containsExactly(IpPrefix.parse("fe80::5"), IpPrefix.parse("2001:db8::c9"));
        assertThat(routers.getFirst().virtualRouterId())
                .as("of the address that was written first")
                .isEqualTo(0xc9);
    }

    @Test
    void theEnvironmentWinsOverTheFile() throws Exception {
        Map<String, String> environment = file("vip = 172.18.0.201\npriority = 50\nhaproxy { mode = attached }");
        environment.put("FAIRLEAD_PRIORITY", "60");
        Config config = ConfigReader.read(environment);
        assertThat(config.router().virtualRouters().getFirst().priority()).isEqualTo(60);
        assertThat(config.haproxy().mode()).isEqualTo(HaproxySettings.Mode.ATTACHED);
        assertThat(line(config, "priority")).isEqualTo("60 # FAIRLEAD_PRIORITY");
        assertThat(line(config, "haproxy.mode")).isEqualTo("attached # " + folder + "/fairlead.conf:3");
        assertThat(line(config, "vrid")).isEqualTo("201 # from vip");
        assertThat(line(config, "lease")).isEqualTo("2s # default");
    }

    @Test
    void anEmptyVariableCountsAsNotSet() throws Exception {
        Config config = ConfigReader.read(Map.of("FAIRLEAD_VIP", "172.18.0.201", "FAIRLEAD_PRIORITY", ""));
        assertThat(config.router().virtualRouters().getFirst().priority()).isEqualTo(100);
    }

    @Test
    void versionTwoHasASecondByDefault() throws Exception {
        Config config = ConfigReader.read(Map.of("FAIRLEAD_VIP", "172.18.0.201", "FAIRLEAD_VERSION", "2"));
        assertThat(config.router().virtualRouters().getFirst().advertisementIntervalCentis())
                .isEqualTo(100);
    }

    @Test
    void checksHaveMoreTimeWhereAdvertisementsAreSlower() throws Exception {
        assertThat(checks("100ms", "3").timeout()).isEqualTo(Duration.ofMillis(220));
        assertThat(checks("20ms", "3").timeout()).isEqualTo(Duration.ofMillis(220));
        assertThat(checks("1s", "3").timeout()).isEqualTo(Duration.ofMillis(2200));
        assertThat(checks("1s", "3").interval()).isEqualTo(Duration.ofMillis(2200));
    }

    @Test
    void theWholeSecondsOfVersionTwoSayNothingAboutTheMachine() throws Exception {
        assertThat(checks("1s", "2").timeout()).isEqualTo(Duration.ofMillis(220));
    }

    @Test
    void aWrittenLimitOfTheChecksStandsWhateverTheInterval() throws Exception {
        Config config = ConfigReader.read(Map.of(
                "FAIRLEAD_VIP", "172.18.0.201", "FAIRLEAD_ADVERT_INTERVAL", "1s", "FAIRLEAD_HEALTH_TIMEOUT", "300ms"));
        assertThat(config.health().timeout()).isEqualTo(Duration.ofMillis(300));
    }

    private static HealthSettings checks(String interval, String version) throws ConfigurationException {
        return ConfigReader.read(Map.of(
                        "FAIRLEAD_VIP", "172.18.0.201",
                        "FAIRLEAD_ADVERT_INTERVAL", interval,
                        "FAIRLEAD_VERSION", version))
                .health();
    }

    @Test
    void aLeaseOfZeroIsForEver() throws Exception {
        Config config = ConfigReader.read(Map.of("FAIRLEAD_VIP", "172.18.0.201", "FAIRLEAD_LEASE", "0"));
        assertThat(config.router().virtualRouters().getFirst().lease()).isEqualTo(Lease.FOREVER);
    }

    @Test
    void listsMayBeWrittenAsListsInTheFile() throws Exception {
        Config config = ConfigReader.read(file("vip = [\"172.18.0.201\", \"172.18.0.202\"]\nhealth.ports = [80, 443]"));
        assertThat(config.router().virtualRouters().getFirst().addresses()).hasSize(2);
        assertThat(config.health().ports()).contains(List.of(80, 443));
    }

    @Test
    void aPasswordIsNotShown() throws Exception {
        Config config = ConfigReader.read(
                Map.of("FAIRLEAD_VIP", "172.18.0.201", "FAIRLEAD_VERSION", "2", "FAIRLEAD_AUTH_PASSWORD", "secret"));
        assertThat(config.shown()).noneMatch(shown -> shown.line().contains("secret"));
    }

    @Test
    void aMissingAddressIsSaidWithAnExample() {
        assertThat(problems(Map.of()))
                .containsExactly("FAIRLEAD_VIP: vip: is not set; give the virtual address, for instance"
                        + " FAIRLEAD_VIP=172.18.0.201");
    }

    @Test
    void virtualRouterIdZeroIsRefused() {
        assertThat(problems(Map.of("FAIRLEAD_VIP", "172.18.0.201", "FAIRLEAD_VRID", "0")))
                .containsExactly("FAIRLEAD_VRID: vrid: '0' is outside 1–255; write a whole number within them");
    }

    @Test
    void anAddressWhoseLastOctetIsZeroNeedsAVirtualRouterId() {
        assertThat(problems(Map.of("FAIRLEAD_VIP", "172.18.1.0")))
                .containsExactly("FAIRLEAD_VIP: vrid: the virtual router id is the address's last octet, and that is 0;"
                        + " set FAIRLEAD_VRID to 1–255");
    }

    @Test
    void anUnknownVariableIsAnErrorWithTheNearestOne() {
        assertThat(problems(Map.of("FAIRLEAD_VIP", "172.18.0.201", "FAIRLEAD_PRIORTY", "3")))
                .containsExactly("FAIRLEAD_PRIORTY: there is no such setting; did you mean FAIRLEAD_PRIORITY?");
    }

    @Test
    void anUnknownKeyIsAnErrorWithFileLineAndTheNearestOne() throws Exception {
        assertThat(problems(file("vip = 172.18.0.201\n\nhaproxy {\n  stop-timout = 3s\n}\n")))
                .containsExactly(folder + "/fairlead.conf:4: there is no key 'haproxy.stop-timout';"
                        + " did you mean haproxy.stop-timeout?");
    }

    @Test
    void allErrorsAreReportedAtOnce() throws Exception {
        Map<String, String> environment = file("lease = 3s\nlease-renewal = 5s\npriorty = 1\nhttp.listen = nowhere\n");
        environment.put("FAIRLEAD_VIP", "172.18.0.201,fe80::1%eth0");
        environment.put("FAIRLEAD_ADVERT_INTERVAL", "125ms");
        environment.put("FAIRLEAD_HEALTH_RISE", "none");
        environment.put("FAIRLEAD_HAPROXY_RESTART_DELAY", "20s");
        environment.put("FAIRLEAD_NONSENSE_ALTOGETHER", "20s");
        String path = folder + "/fairlead.conf";
        assertThat(problems(environment))
                .containsExactlyInAnyOrder(
                        path + ":3: there is no key 'priorty'; did you mean priority?",
                        path
                                + ":4: http.listen: 'nowhere' is not address:port; write for instance 127.0.0.1:8410, or off",
                        path + ":2: lease-renewal: 5s is not within the lease of 3s; renew at least twice in its time",
                        "FAIRLEAD_VIP: vip: 'fe80::1%eth0' is not an address; write for instance 172.18.0.201",
                        "FAIRLEAD_ADVERT_INTERVAL: advert-interval: VRRP version 3 counts centiseconds up to 40950ms,"
                                + " not 125ms; write a multiple of 10ms",
                        "FAIRLEAD_HEALTH_RISE: health.rise: 'none' is outside 1–100; write a whole number within them",
                        "FAIRLEAD_HAPROXY_RESTART_DELAY: haproxy.restart-delay: 20s is longer than"
                                + " haproxy.restart-delay-limit, 10s; make it shorter",
                        "FAIRLEAD_NONSENSE_ALTOGETHER: there is no such setting; remove it; `fairlead-sidecar --help`"
                                + " lists what there is");
    }

    @Test
    void brokenSyntaxIsReportedWithItsLine() throws Exception {
        assertThat(problems(file("vip = 172.18.0.201\nhealth {\n  rise = \"2\n}\n")))
                .anySatisfy(line -> assertThat(line).startsWith(folder + "/fairlead.conf:3: "));
    }

    @Test
    void aNamedFileThatIsMissingIsAnError() {
        assertThat(problems(Map.of("FAIRLEAD_VIP", "172.18.0.201", "FAIRLEAD_CONFIG", "/nowhere.conf")))
                .containsExactly(
                        "FAIRLEAD_CONFIG: there is no file '/nowhere.conf'; mount it, or leave the variable out");
    }

    @Test
    void peersOfAnotherFamilyDoNotTurnIntoMulticast() {
        assertThat(problems(Map.of("FAIRLEAD_VIP", "172.18.0.201", "FAIRLEAD_PEERS", "2001:db8::7")))
                .containsExactly("FAIRLEAD_PEERS: peers: none of them is IPv4 as the virtual address is;"
                        + " name one at least, or leave peers out for multicast");
    }

    @Test
    void versionTwoRefusesWhatOnlyVersionThreeHas() {
        assertThat(problems(Map.of(
                        "FAIRLEAD_VIP", "2001:db8::7", "FAIRLEAD_VERSION", "2", "FAIRLEAD_ADVERT_INTERVAL", "100ms")))
                .containsExactlyInAnyOrder(
                        "FAIRLEAD_VERSION: version: VRRP version 2 knows no IPv6;"
                                + " use version 3, or leave the IPv6 addresses out of vip",
                        "FAIRLEAD_ADVERT_INTERVAL: advert-interval: VRRP version 2 counts whole seconds, not 100ms;"
                                + " write 1s to 255s, or use version 3");
    }

    @Test
    void aPasswordNeedsVersionTwoAndAtMostEightOctets() {
        assertThat(problems(Map.of("FAIRLEAD_VIP", "172.18.0.201", "FAIRLEAD_AUTH_PASSWORD", "x")))
                .containsExactly("FAIRLEAD_AUTH_PASSWORD: auth-password: VRRP version 3 has no authentication;"
                        + " leave it out, or set version = 2");
        assertThat(problems(Map.of(
                        "FAIRLEAD_VIP",
                        "172.18.0.201",
                        "FAIRLEAD_VERSION",
                        "2",
                        "FAIRLEAD_AUTH_PASSWORD",
                        "123456789")))
                .containsExactly("FAIRLEAD_AUTH_PASSWORD: auth-password: a PASS password has 1 to 8 octets, not 9;"
                        + " write another value");
    }

    private Map<String, String> file(String text) throws Exception {
        Path file = Files.writeString(folder.resolve("fairlead.conf"), text);
        return new HashMap<>(Map.of(ConfigReader.FILE_VARIABLE, file.toString()));
    }

    private static String line(Config config, String key) {
        Shown shown = config.shown().stream()
                .filter(each -> each.key().equals(key))
                .findFirst()
                .orElseThrow();
        return shown.text() + " # " + shown.origin();
    }

    private static List<String> problems(Map<String, String> environment) {
        return catchThrowableOfType(ConfigurationException.class, () -> ConfigReader.read(environment))
                .problems()
                .stream()
                .map(Problem::line)
                .toList();
    }
}
