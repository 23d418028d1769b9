package io.fairlead.core.director;

import io.fairlead.core.director.ServiceState.RelayInPlace.Stage;
import io.fairlead.core.net.IpAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One service.
 *
 * @param members their ids
 * @param vacantNanos since when no living member is known to serve the address, or {@link #NOT_YET}
 * @param holder the id of the one that was last known to
 * @param promotion under way
 * @param handover under way
 * @param relay in place
 * @param contest two or more members that report ACTIVE
 * @param promotions when the latest ones were, oldest first
 * @param foreignNanos when an advertisement was last seen that is no member's, or {@link #NOT_YET}
 * @param told whether it was said that the protocol's timers decide on the present vacancy
 */
record ServiceState(
        String name,
        IpAddress vip,
        List<String> members,
        long vacantNanos,
        Optional<String> holder,
        Optional<Promotion> promotion,
        Optional<Handover> handover,
        Optional<RelayInPlace> relay,
        Contest contest,
        List<Long> promotions,
        long foreignNanos,
        boolean told) {
    static final long NOT_YET = -1;

    ServiceState {
        members = List.copyOf(members);
        promotions = List.copyOf(promotions);
    }

    /** A member was told to take the address at {@code atNanos}. */
    record Promotion(String member, long atNanos, long validUntilNanos) {}

    /**
     * The holder {@code from} shall give the address to {@code to}.
     *
     * @param asked it was told to resign
     */
    record Handover(String from, String to, boolean asked, long untilNanos, String reason) {}

    /**
     * What {@code from} still serves reaches it through {@code to}.
     *
     * @param sinceNanos when it came to this stage, or was last tried to
     */
    record RelayInPlace(String from, String to, Stage stage, long sinceNanos) {
        enum Stage {
            ASKED,
            /** It cannot be, or was not in time. */
            NONE,
            STANDS,
            /** It stands, and {@code from} was told so. */
            USED,
            /** {@code from} was told to let go. */
            RECALLED,
            ENDING
        }

        boolean isBetween(String one, String other) {
            return from.equals(one) && to.equals(other);
        }

        RelayInPlace in(Stage next, long now) {
            return new RelayInPlace(from, to, next, now);
        }
    }

    /**
     * Several that report ACTIVE.
     *
     * @param sinceNanos or {@link #NOT_YET}
     * @param releasedNanos when one was last told to let go for it, or {@link #NOT_YET}
     */
    record Contest(long sinceNanos, long releasedNanos) {}

    static ServiceState of(String name, IpAddress vip, List<String> members) {
        return new ServiceState(
                name,
                vip,
                members,
                NOT_YET,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new Contest(NOT_YET, NOT_YET),
                List.of(),
                NOT_YET,
                false);
    }

    boolean isVacant() {
        return vacantNanos != NOT_YET;
    }

    ServiceState withMembers(List<String> ids) {
        return with(copy -> copy.members = ids);
    }

    ServiceState vacantSince(long since) {
        return with(copy -> copy.vacantNanos = since);
    }

    ServiceState heldBy(String id) {
        return with(copy -> {
            copy.vacantNanos = NOT_YET;
            copy.holder = Optional.of(id);
            copy.told = false;
        });
    }

    ServiceState with(Promotion next, List<Long> all) {
        return with(copy -> {
            copy.promotion = Optional.of(next);
            copy.promotions = all;
        });
    }

    ServiceState withoutPromotion() {
        return with(copy -> copy.promotion = Optional.empty());
    }

    ServiceState withHandover(Optional<Handover> next) {
        return with(copy -> copy.handover = next);
    }

    ServiceState withRelay(Optional<RelayInPlace> next) {
        return with(copy -> copy.relay = next);
    }

    ServiceState relayDone(DirectorEvent.RelayDone done, long now) {
        return relay.filter(known -> known.isBetween(done.from(), done.to()) && known.stage() == Stage.ASKED)
                .map(known ->
                        withRelay(Optional.of(known.in(done.failure().isEmpty() ? Stage.STANDS : Stage.NONE, now))))
                .orElse(this);
    }

    ServiceState relayEnded(DirectorEvent.RelayEnded ended) {
        return relay.filter(known -> known.isBetween(ended.from(), ended.to()) && known.stage() == Stage.ENDING)
                        .isPresent()
                ? withRelay(Optional.empty())
                : this;
    }

    ServiceState with(Contest next) {
        return with(copy -> copy.contest = next);
    }

    ServiceState heardForeign(long now) {
        return with(copy -> copy.foreignNanos = now);
    }

    ServiceState asTold() {
        return with(copy -> copy.told = true);
    }

    private ServiceState with(Consumer<Copy> change) {
        Copy copy = new Copy(this);
        change.accept(copy);
        return copy.state(name, vip);
    }

    /** What may change, while it changes. */
    private static final class Copy {
        private List<String> members;
        private long vacantNanos;
        private Optional<String> holder;
        private Optional<Promotion> promotion;
        private Optional<Handover> handover;
        private Optional<RelayInPlace> relay;
        private Contest contest;
        private List<Long> promotions;
        private long foreignNanos;
        private boolean told;

        Copy(ServiceState from) {
            members = from.members;
            vacantNanos = from.vacantNanos;
            holder = from.holder;
            promotion = from.promotion;
            handover = from.handover;
            relay = from.relay;
            contest = from.contest;
            promotions = from.promotions;
            foreignNanos = from.foreignNanos;
            told = from.told;
        }

        ServiceState state(String name, IpAddress vip) {
            return new ServiceState(
                    name,
                    vip,
                    members,
                    vacantNanos,
                    holder,
                    promotion,
                    handover,
                    relay,
                    contest,
                    promotions,
                    foreignNanos,
                    told);
        }
    }
}
