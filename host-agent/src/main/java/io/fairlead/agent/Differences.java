package io.fairlead.agent;

import io.fairlead.core.model.Member;
import io.fairlead.core.model.Model;
import io.fairlead.core.model.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

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
        return lines;
    }

    private static String describe(Service service) {
        StringBuilder text = new StringBuilder();
        service.lan()
                .ifPresent(lan -> text.append(lan.address().address())
                        .append(' ')
                        .append(lan.ports())
                        .append(" → "));
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
}
