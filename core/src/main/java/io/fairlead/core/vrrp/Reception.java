package io.fairlead.core.vrrp;

import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpAddress;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a received packet is an advertisement for a virtual router (V08–V21). The order of the checks, that of
 * {@link Reason}, is part of the contract: the first that fails names the reason. Nothing that a peer sends throws.
 */
public sealed interface Reception {
    /**
     * For the state machine.
     *
     * @param checksumForm which form the sender used; to be counted (V12)
     * @param notices what is odd about it though it counts; to be counted, and logged at a limited rate (V45)
     */
    record Accepted(Advertisement advertisement, IpAddress source, ChecksumForm checksumForm, List<Notice> notices)
            implements Reception {
        public Accepted {
            notices = List.copyOf(notices);
        }

        public Event.AdvertisementReceived event() {
            return new Event.AdvertisementReceived(advertisement, source);
        }
    }

    /** To be dropped and counted. */
    record Rejected(Reason reason) implements Reception {}

    /** Why a packet is dropped, in the order of the checks. */
    enum Reason {
        /** Shorter than its own fields say (V08). */
        TRUNCATED,
        /** Of another protocol version than this virtual router's (V09, V44). */
        VERSION,
        /** Not an ADVERTISEMENT (V10). */
        TYPE,
        /** Of a virtual router that we are not part of, or of the other family: no error (V11, V40). */
        OTHER_ROUTER,
        /** Wrong in every form (V12). */
        CHECKSUM,
        /** To the group, but from beyond a router: its TTL or hop limit is not 255 (V13). */
        HOP_LIMIT,
        /** To us alone, or to a router that uses no multicast, and not from a configured peer (V13). */
        NOT_A_PEER,
        /** Without an address (V14). */
        NO_ADDRESS,
        /** Version 2: not the configured authentication type (V15). */
        AUTHENTICATION_TYPE,
        /** Version 2: another password (V15). */
        AUTHENTICATION_DATA,
        /** Version 2: another interval than ours (V16). */
        INTERVAL,
        /** Version 3: the interval is 0 (V17). */
        ZERO_INTERVAL,
        /** IPv6: the first address is not link-local (V18). */
        FIRST_ADDRESS,
        /** Version 2: other addresses than ours, and the sender is not their owner (V19). */
        ADDRESS_LIST;

        /** The metric label. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Other virtual routers on our network are normal; the rest is a fault of somebody's. */
        public boolean isError() {
            return this != OTHER_ROUTER;
        }
    }

    /** Judges a whole IPv4 datagram, of which {@code length} octets are filled. */
    static Reception ofIpv4(byte[] datagram, int length, VirtualRouterConfig config) {
        return ReceivedPacket.ofIpv4(datagram, length)
                .map(packet -> of(packet, config))
                .orElseGet(() -> new Rejected(Reason.TRUNCATED));
    }

    /** Judges a packet for one virtual router. */
    static Reception of(ReceivedPacket packet, VirtualRouterConfig config) {
        AdvertisementPacket wire = packet.advertisement();
        Optional<Reason> framing = framing(wire, packet, config);
        if (framing.isPresent()) {
            return new Rejected(framing.get());
        }
        Optional<ChecksumForm> form = wire.checksumForm(packet.source(), packet.destination());
        if (form.isEmpty()) {
            return new Rejected(Reason.CHECKSUM);
        }
        Advertisement advertisement = new Advertisement(
                config.version(), wire.virtualRouterId(), wire.priority(), wire.intervalCentis(), wire.addresses());
        return origin(packet, config)
                .or(() -> contents(wire, advertisement, config))
                .<Reception>map(Rejected::new)
                .orElseGet(() -> new Accepted(
                        advertisement, packet.source(), form.get(), notices(advertisement, packet.source(), config)));
    }

    private static Optional<Reason> framing(
            AdvertisementPacket wire, ReceivedPacket packet, VirtualRouterConfig config) {
        // The length that is needed depends on the version, but a foreign version's message is not ours to measure.
        if (!wire.hasFixedHeader() || (wire.version() == config.version().number() && !wire.isComplete())) {
            return Optional.of(Reason.TRUNCATED);
        }
        if (wire.version() != config.version().number()) {
            return Optional.of(Reason.VERSION);
        }
        if (!wire.isAdvertisement()) {
            return Optional.of(Reason.TYPE);
        }
        boolean ours = wire.virtualRouterId() == config.virtualRouterId()
                && packet.source().family() == config.family();
        return ours ? Optional.empty() : Optional.of(Reason.OTHER_ROUTER);
    }

    private static Optional<Reason> origin(ReceivedPacket packet, VirtualRouterConfig config) {
        boolean toGroup = packet.destination().isMulticast();
        if (toGroup && packet.hopLimit() != Vrrp.HOP_LIMIT) {
            return Optional.of(Reason.HOP_LIMIT);
        }
        boolean welcome =
                (toGroup && config.multicast()) || config.unicastPeers().contains(packet.source());
        return welcome ? Optional.empty() : Optional.of(Reason.NOT_A_PEER);
    }

    private static Optional<Reason> contents(
            AdvertisementPacket wire, Advertisement advertisement, VirtualRouterConfig config) {
        if (wire.count() == 0) {
            return Optional.of(Reason.NO_ADDRESS);
        }
        return switch (config.version()) {
            case V2 -> version2Contents(wire, advertisement, config);
            case V3 -> version3Contents(advertisement, config);
        };
    }

    private static Optional<Reason> version2Contents(
            AdvertisementPacket wire, Advertisement advertisement, VirtualRouterConfig config) {
        if (wire.authenticationType() != AdvertisementPacket.typeOf(config.authentication())) {
            return Optional.of(Reason.AUTHENTICATION_TYPE);
        }
        if (config.authentication() instanceof Authentication.SimpleText text
                && !MessageDigest.isEqual(text.data(), wire.authenticationData())) {
            return Optional.of(Reason.AUTHENTICATION_DATA);
        }
        if (advertisement.intervalCentis() != config.advertisementIntervalCentis()) {
            return Optional.of(Reason.INTERVAL);
        }
        return hasOtherAddresses(advertisement, config) && advertisement.priority() != Vrrp.OWNER_PRIORITY
                ? Optional.of(Reason.ADDRESS_LIST)
                : Optional.empty();
    }

    private static Optional<Reason> version3Contents(Advertisement advertisement, VirtualRouterConfig config) {
        if (advertisement.intervalCentis() == 0) {
            return Optional.of(Reason.ZERO_INTERVAL);
        }
        return config.family() == AddressFamily.IPV6
                        && !advertisement.addresses().getFirst().isLinkLocal()
                ? Optional.of(Reason.FIRST_ADDRESS)
                : Optional.empty();
    }

    private static List<Notice> notices(Advertisement advertisement, IpAddress source, VirtualRouterConfig config) {
        List<Notice> notices = new ArrayList<>();
        if (advertisement.intervalCentis() != config.advertisementIntervalCentis()) {
            notices.add(new Notice(
                    Notice.Kind.INTERVAL_DIFFERS,
                    "%s advertises every %d ms, we are set to %d ms"
                            .formatted(
                                    source,
                                    advertisement.intervalCentis() * 10,
                                    config.advertisementIntervalCentis() * 10)));
        }
        if (hasOtherAddresses(advertisement, config)) {
            notices.add(new Notice(
                    Notice.Kind.ADDRESS_LIST_DIFFERS,
                    "%s advertises %s for VRID %d, we are set to %s"
                            .formatted(
                                    source,
                                    advertisement.addresses(),
                                    config.virtualRouterId(),
                                    config.plainAddresses())));
        }
        if (config.isAddressOwner()) {
            notices.add(new Notice(
                    Notice.Kind.OWNER_CONFLICT,
                    "%s advertises VRID %d with priority %d, but this router owns the addresses (255)"
                            .formatted(source, config.virtualRouterId(), advertisement.priority())));
        }
        return notices;
    }

    /** The order is the sender's business: the same addresses in another order are the same virtual router. */
    private static boolean hasOtherAddresses(Advertisement advertisement, VirtualRouterConfig config) {
        return !new HashSet<>(advertisement.addresses()).equals(new HashSet<>(config.plainAddresses()));
    }
}
