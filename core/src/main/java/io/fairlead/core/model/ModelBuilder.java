package io.fairlead.core.model;

import io.fairlead.core.text.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Makes the model of what was observed, or says all that is wrong with it. */
public final class ModelBuilder {
    private final Observed observed;
    private final LanDefaults defaults;
    private final List<ConfiguredService> configured;
    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();

    private ModelBuilder(Observed observed, LanDefaults defaults, List<ConfiguredService> configured) {
        this.observed = observed;
        this.defaults = defaults;
        this.configured = configured;
    }

    /** Either a model, or at least one problem. */
    public record Result(Optional<Model> model, List<Problem> problems) {}

    public static Result build(Observed observed, LanDefaults defaults) {
        return build(observed, defaults, List.of());
    }

    /** With what fairlead.conf defines besides the containers. */
    public static Result build(Observed observed, LanDefaults defaults, List<ConfiguredService> configured) {
        return new ModelBuilder(observed, defaults, configured).build();
    }

    private Result build() {
        Grouping grouping = new Grouping();
        List<Grouping.Group> groups = grouping.group(candidates());
        problems.addAll(grouping.problems());
        warnings.addAll(grouping.warnings());
        VipChecks vips = new VipChecks(observed);
        LanChecks lan = new LanChecks(observed, defaults);
        List<Service> services = new ArrayList<>();
        for (Grouping.Group group : groups) {
            Optional<LanSide> lanSide = lan.lanSideOf(group);
            vips.networkOf(group).ifPresent(network -> services.add(service(group, network, lanSide)));
        }
        List<Standalone> standalone = standalone(lan, groups);
        problems.addAll(vips.problems());
        problems.addAll(lan.problems());
        warnings.addAll(vips.warnings());
        warnings.addAll(lan.warnings());
        if (!problems.isEmpty()) {
            return new Result(Optional.empty(), List.copyOf(problems));
        }
        services.sort(Comparator.comparing(Service::name));
        return new Result(Optional.of(new Model(services, standalone, warnings)), List.of());
    }

    private List<Standalone> standalone(LanChecks lan, List<Grouping.Group> groups) {
        List<Standalone> standalone = new ArrayList<>();
        for (ConfiguredService service : configured) {
            if (groups.stream().anyMatch(group -> group.name().equals(service.name()))) {
                problems.add(new Problem(
                        service.origin() + ", services." + service.name(),
                        "containers have a service of this name already",
                        "rename one of them"));
            }
            lan.lanSideOf(service)
                    .ifPresent(side -> standalone.add(new Standalone(service.name(), side, service.checks())));
        }
        standalone.sort(Comparator.comparing(Standalone::name));
        return standalone;
    }

    private List<Candidate> candidates() {
        List<Candidate> candidates = new ArrayList<>();
        for (Container container : observed.containers()) {
            if (container.hasOurLabel()) {
                LabelReader.Result result = LabelReader.read(container, defaults);
                (Candidate.hasEnded(container) ? warnings : problems).addAll(result.problems());
                result.labels().ifPresent(labels -> candidates.add(new Candidate(container, labels)));
            }
        }
        return candidates;
    }

    private static Service service(Grouping.Group group, Network network, Optional<LanSide> lan) {
        List<Member> members = group.members().stream()
                .map(candidate -> member(candidate, network))
                .sorted(Comparator.comparing(Member::name))
                .toList();
        Segment segment = new Segment(
                network.name(),
                network.bridge(),
                network.pools().stream().map(Network.Pool::subnet).toList());
        return new Service(
                group.name(),
                group.labels().vip(),
                segment,
                members,
                lan,
                group.labels().checks(),
                group.labels().vipCheck());
    }

    private static Member member(Candidate candidate, Network network) {
        Container container = candidate.container();
        return new Member(
                container.id(),
                container.name(),
                container.state(),
                container.attachments().stream()
                        .filter(attachment -> attachment.isOn(network))
                        .flatMap(attachment -> attachment.addresses().stream())
                        .toList(),
                container.pid(),
                candidate.labels().restart(),
                candidate.labels().weight());
    }
}
