package io.fairlead.agent.status;

import io.fairlead.agent.member.GuardView;
import io.fairlead.agent.status.StatusReport.ActiveReport;
import io.fairlead.agent.status.StatusReport.EngineReport;
import io.fairlead.agent.status.StatusReport.ForwardingReport;
import io.fairlead.agent.status.StatusReport.LanReport;
import io.fairlead.agent.status.StatusReport.MemberReport;
import io.fairlead.agent.status.StatusReport.PortReport;
import io.fairlead.agent.status.StatusReport.ServiceReport;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reports for tests. */
final class Reports {
    static final String AS_OF = "2026-01-01T00:00:00Z";
    private static final String LOST_AT = "2025-12-31T23:59:48Z";

    private Reports() {}

    static ServiceReport service(boolean inPlace) {
        return new ServiceReport(
                "shop",
                "172.18.0.201",
                "shop_default",
                "br-0123456789ab",
                new ActiveReport("h2", "172.18.0.8", 70, ""),
                new LanReport(
                        "192.168.156.156/32",
                        "eth0",
                        156,
                        "active",
                        "",
                        List.of(new PortReport(80, 8080, "tcp", "rr", inPlace, "nat", List.of()))),
                List.of(
                        new MemberReport("h1", "id1", "exited", List.of()),
                        new MemberReport("h2", "id2", "running", List.of("172.18.0.8"))));
    }

    static StatusReport of(List<ServiceReport> services, List<String> problems) {
        return new StatusReport(
                "0.1.0",
                AS_OF,
                false,
                new EngineReport("Docker Engine 26.1, API 1.44", true, "", ""),
                new ForwardingReport(
                        "ipvs",
                        "the kernel has ip_vs",
                        "nftables",
                        Map.of("net.ipv4.ip_forward", "1"),
                        new TreeMap<>(Map.of("timeout tcp", "7200 s", "sync master", "on eth1, id 7"))),
                services,
                List.of(),
                List.of(),
                List.of(),
                new GuardView("on", "", List.of()),
                problems,
                List.of());
    }

    static StatusReport good() {
        return of(List.of(service(true)), List.of());
    }

    static StatusReport refused() {
        StatusReport good = good();
        GuardView guard = new GuardView("on", "", List.of(new GuardView.Refused("stranger", "veth7", 12)));
        return new StatusReport(
                good.version(),
                good.asOf(),
                good.released(),
                good.engine(),
                good.forwarding(),
                good.services(),
                good.failover(),
                good.restarts(),
                good.checks(),
                guard,
                good.problems(),
                good.warnings());
    }

    static StatusReport checked() {
        StatusReport good = good();
        return new StatusReport(
                good.version(),
                good.asOf(),
                good.released(),
                good.engine(),
                good.forwarding(),
                good.services(),
                good.failover(),
                good.restarts(),
                List.of(
                        new ServerReport(
                                "shop",
                                "172.18.0.201:8080",
                                "https",
                                "172.18.0.201:8443",
                                "healthy",
                                50,
                                "",
                                "its certificate ends in 3 days",
                                "status 200",
                                70,
                                1,
                                2,
                                1.5),
                        new ServerReport(
                                "shop",
                                "172.18.0.202:8080",
                                "http",
                                "172.18.0.202:8080",
                                "unhealthy",
                                100,
                                "answers with status 503, not 200-399",
                                "",
                                "status 200",
                                7,
                                3,
                                1,
                                0.4)),
                good.guard(),
                good.problems(),
                good.warnings());
    }

    static StatusReport givenUp() {
        StatusReport good = good();
        return new StatusReport(
                good.version(),
                good.asOf(),
                good.released(),
                new EngineReport("Docker Engine 26.1, API 1.44", false, "Connection refused", LOST_AT),
                good.forwarding(),
                good.services(),
                good.failover(),
                List.of(new RestartReport(
                        "h1", "shop", "", 5, 5, 7, -1, true, "ended with exit code 1; given up", "port is taken")),
                good.checks(),
                good.guard(),
                good.problems(),
                good.warnings());
    }
}
