package io.fairlead.core.model;

import io.fairlead.core.check.MemberCheck;
import io.fairlead.core.check.ServiceChecks;
import io.fairlead.core.net.IpAddress;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The labels of one member, each checked by itself.
 *
 * @param weight of this member as a target
 * @param texts what was written, by label
 */
record MemberLabels(
        IpAddress vip,
        Optional<String> service,
        Optional<LanWish> lan,
        ServiceChecks checks,
        Optional<MemberCheck> vipCheck,
        int weight,
        boolean restart,
        Map<Label, String> texts) {
    MemberLabels {
        texts = Map.copyOf(new EnumMap<>(texts));
    }

    /** The value in one fixed spelling, so that members can be compared; empty where there is none. */
    String canonical(Label label) {
        return switch (label) {
            case VIP -> vip.toString();
            case SERVICE -> service.orElse("");
            case CHECK -> checks.canonical();
            case VIP_CHECK -> vipCheck.map(MemberCheck::canonical).orElse("");
            // Members may differ in these.
            case RESTART, WEIGHT -> "";
            default ->
                label.lanKey()
                        .map(key -> lan.map(wish -> wish.canonical(key)).orElse(""))
                        .orElseGet(() -> texts.getOrDefault(label, "").replaceAll("\\s+", ""));
        };
    }
}
