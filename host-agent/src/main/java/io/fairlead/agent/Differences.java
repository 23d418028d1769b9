package io.fairlead.agent;

import io.fairlead.core.model.LanSide;
import io.fairlead.core.model.Member;
import io.fairlead.core.model.Model;
import io.fairlead.core.model.Service;
import io.fairlead.core.model.Target;
import io.fairlead.core.model.Targets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is new in a model, in words for the log. */
final class Differences {
    private Differences() {}

    static List<String> between(Model before, Model now) {
        Map<String, String> old = describe(before);
        Map<String, String> fresh = describe(now);
        List<String> lines = new ArrayList<>();
        fresh.forEach((name, text) -> {
            if (!text.equals(old.get(name))) {
                lines.add("service " + name + ": " + text);
            }
        });
        old.keySet().stream()
                .filter(name -> !fresh.containsKey(name))
                .forEach(name -> lines.add("service " + name + " is gone: no container has its labels"));
        return lines;
    }

    private static Map<String, String> describe(Model model) {
        Map<String, String> lines = new TreeMap<>();
        model.services().forEach(service -> lines.put(service.name(), describe(service)));
        model.standalone()
                .forEach(service -> lines.put(service.name(), describe(service.lan()) + targets(service.lan())));
        return lines;
    }

    private static String describe(Service service) {
        StringBuilder text = new StringBuilder();
        service.lan().ifPresent(lan -> text.append(describe(lan)));
        text.append(service.vip()).append(", members");
        for (Member member : service.members()) {
            text.append(' ')
                    .append(member.name())
                    .append(" (")
                    .append(member.state().name().toLowerCase(Locale.ROOT))
                    .append(')');
        }
        return text.toString();
    }

    private static String describe(LanSide lan) {
        String mark = lan.mark().isPresent()
                ? " mark " + Integer.toUnsignedString(lan.mark().getAsInt())
                : "";
        String ports = lan.ports().isEmpty() ? "" : " " + lan.ports();
        return lan.address().address() + ports + mark + " → ";
    }

    private static String targets(LanSide lan) {
        return lan.balancing().targets() instanceof Targets.Listed(List<Target> targets)
                ? targets.stream().map(Target::toString).collect(Collectors.joining(", "))
                : lan.balancing().targets().toString();
    }
}
