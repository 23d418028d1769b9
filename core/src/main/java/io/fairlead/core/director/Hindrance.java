package io.fairlead.core.director;

import java.util.Collection;
import java.util.Optional;
import java.util.function.LongConsumer;

/** What speaks against promoting anybody at the moment. */
record Hindrance(ServiceState service, DirectorConfig config, long now) {
    /** In words; {@code wake} hears when to look again. */
    Optional<String> of(Collection<Clearance> others, LongConsumer wake) {
        Optional<String> holder = others.stream()
                .filter(c -> !(c instanceof Clearance.Clear || c instanceof Clearance.Consents))
                .map(Clearance::why)
                .findFirst();
        if (holder.isPresent()) {
            return holder;
        }
        long foreign = service.foreignNanos() == ServiceState.NOT_YET
                ? ServiceState.NOT_YET
                : service.foreignNanos() + config.foreignWithin().toNanos();
        if (now < foreign) {
            wake.accept(foreign);
            return Optional.of("a router that is no member of this host advertises it");
        }
        // Who hands over will be gone: it needs a successor, however often that happens.
        boolean wanted = others.stream().anyMatch(c -> c instanceof Clearance.Consents);
        return wanted ? Optional.empty() : flapping(wake);
    }

    private Optional<String> flapping(LongConsumer wake) {
        long begin = now - config.promotionsWithin().toNanos();
        var recent = service.promotions().stream().filter(at -> at > begin).toList();
        if (recent.size() < config.promotionsAtMost()) {
            return Optional.empty();
        }
        wake.accept(recent.getFirst() + config.promotionsWithin().toNanos());
        return Optional.of("the address has moved " + recent.size() + " times within "
                + Words.span(config.promotionsWithin().toNanos()));
    }
}
