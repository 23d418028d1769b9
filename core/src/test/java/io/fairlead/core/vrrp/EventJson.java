package io.fairlead.core.vrrp;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.MacAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;

/** Reads events: a word, {@code "TimerFired"}, or an object with one field, {@code {"Advertisement": {…}}}. */
final class EventJson {
    private EventJson() {}

    static Event read(JsonNode json, VirtualRouterConfig config) {
        String name = json.isTextual() ? json.asText() : json.fieldNames().next();
        JsonNode body = json.path(name);
        return switch (name) {
            case "Startup" -> new Event.Startup(false);
            case "StartupAdopted" -> new Event.Startup(true);
            case "Shutdown" -> new Event.Shutdown();
            case "Resign" -> new Event.Resign();
            case "HandOver" -> new Event.HandOver(Duration.ofSeconds(1));
            case "Retain" -> new Event.Retain(body.asLong() * 1_000_000);
            case "TimerFired" -> new Event.TimerFired();
            case "Advertisement" -> advertisement(body, config);
            case "PriorityChanged" -> new Event.PriorityChanged(body.asInt());
            case "AddressesLost" -> new Event.AddressesLost();
            case "DuplicateClaim" ->
                new Event.DuplicateClaim(config.plainAddresses().getFirst(), MacAddress.parse(body.asText()));
            case "TakeOver" -> new Event.TakeOver();
            case "Deposed" -> new Event.Deposed("the test says so");
            case "PreemptionHeld" -> new Event.PreemptionHeld(body.asBoolean());
            case "ActionFailed" -> new Event.ActionFailed(action(body.asText()), "the test says so");
            default -> throw new IllegalArgumentException("no event is called " + name);
        };
    }

    private static Event advertisement(JsonNode body, VirtualRouterConfig config) {
        List<IpAddress> addresses = body.has("addresses")
                ? StreamSupport.stream(body.get("addresses").spliterator(), false)
                        .map(address -> IpAddress.parse(address.asText()))
                        .toList()
                : config.plainAddresses();
        int interval = body.path("everyMs").asInt(config.advertisementIntervalCentis() * 10) / 10;
        Advertisement advertisement = new Advertisement(
                config.version(),
                config.virtualRouterId(),
                body.required("priority").asInt(),
                interval,
                addresses);
        return new Event.AdvertisementReceived(
                advertisement, IpAddress.parse(body.required("from").asText()));
    }

    private static Action action(String name) {
        return switch (name) {
            case "SendAdvertisement" -> new Action.SendAdvertisement(0);
            case "InstallAddresses" -> new Action.InstallAddresses();
            case "RenewLease" -> new Action.RenewLease();
            case "RemoveAddresses" -> new Action.RemoveAddresses();
            case "AnnounceAddresses" -> new Action.AnnounceAddresses();
            case "ProbeAddresses" -> new Action.ProbeAddresses();
            case "DiscardReceived" -> new Action.DiscardReceived();
            default -> throw new IllegalArgumentException("no action is called " + name);
        };
    }
}
