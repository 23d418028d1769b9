package io.fairlead.core.diagnosis;

import io.fairlead.core.diagnosis.ProbeFacts.Connection;
import io.fairlead.core.diagnosis.ProbeFacts.Outcome;
import io.fairlead.core.model.Member;
import io.fairlead.core.model.Service;
import io.fairlead.core.net.IpAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What was tried and failed. */
final class ReachRules {
    private ReachRules() {}

    /** A connection that failed, and the virtual addresses that it depends on. */
    record Failure(Service service, Connection connection, List<IpAddress> addresses) {
        boolean isExplainedBy(Finding cause) {
            return cause.explains(addresses);
        }

        String words() {
            return connection.words();
        }

        private boolean isLan() {
            return !connection.to().equals(service.vip());
        }

        Finding finding() {
            return new Finding(
                    isLan() ? Pitfall.LAN_VIP_UNREACHABLE : Pitfall.VIP_UNREACHABLE,
                    connection.outcome() == Outcome.SILENT ? Certainty.LIKELY : Certainty.CERTAIN,
                    List.of(connection.to()),
                    "service " + service.name(),
                    words(),
                    isLan()
                            ? "The LAN VIP is here and what it leads to does not answer this way."
                            : "Its holder is there, and what it forwards or listens on does not answer.",
                    List.of(
                            isLan()
                                    ? new Step.Run(Place.HOST, List.of("fairlead", "status"))
                                    : new Step.Run(
                                            Place.HOST,
                                            List.of(
                                                    "docker",
                                                    "logs",
                                                    "--tail",
                                                    "20",
                                                    service.members().getFirst().name()))));
        }
    }

    static List<Failure> failures(Facts facts) {
        List<Failure> failures = new ArrayList<>();
        for (Service service : facts.model().services()) {
            List<IpAddress> addresses = Stream.concat(
                            Stream.of(service.vip()),
                            service.lan().stream().map(lan -> lan.address().address()))
                    .toList();
            facts.probes().connections().stream()
                    .filter(connection -> connection.outcome() != Outcome.CONNECTED)
                    .filter(connection -> addresses.contains(connection.to()))
                    .map(connection -> new Failure(
                            service,
                            connection,
                            connection.to().equals(service.vip()) ? List.of(service.vip()) : addresses))
                    .forEach(failures::add);
        }
        return failures;
    }

    /** Refused, and indeed nothing listens there. */
    static Stream<Finding> causes(Facts facts) {
        Set<Finding> found = new LinkedHashSet<>();
        for (Failure failure : failures(facts)) {
            Connection connection = failure.connection();
            if (failure.isLan() || connection.outcome() != Outcome.REFUSED) {
                continue;
            }
            List<Member> holders = HolderRules.holdersOf(failure.service(), facts);
            if (holders.size() == 1 && !listens(holders.getFirst(), connection, facts)) {
                found.add(nothingListens(failure.service(), holders.getFirst(), connection));
            }
        }
        return found.stream();
    }

    private static boolean listens(Member holder, Connection connection, Facts facts) {
        return facts.members().get(holder.containerId()).listeners().stream()
                .anyMatch(listener -> listener.takes(connection.to(), connection.port()));
    }

    private static Finding nothingListens(Service service, Member holder, Connection connection) {
        return new Finding(
                Pitfall.NOTHING_LISTENS,
                Certainty.CERTAIN,
                service.vip(),
                "service " + service.name() + ", container " + holder.name(),
                "nothing in " + holder.name() + " listens on port " + connection.port() + " of " + service.vip(),
                "HAProxy has no bind for it, or could not bind an address that it did not have yet.",
                new Step.Advice(
                        "haproxy.cfg of " + holder.name() + ": bind :" + connection.port() + " (without an address)"));
    }
}
