package io.fairlead.agent.member;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/**
 * What the guard does at the moment.
 *
 * @param state on, or off
 * @param reason why it is off, in words; empty while it is on
 * @param refused those who were refused something, by name
 */
public record GuardView(String state, String reason, List<Refused> refused) {
    /** Nothing was said of it. */
    public static final GuardView UNKNOWN = off("not known");

    public GuardView {
        refused = List.copyOf(refused);
    }

    /** Whether its rules stand. */
    @JsonIgnore
    public boolean isOn() {
        return state.equals("on");
    }

    /**
     * One port.
     *
     * @param container its name, or its port's where no container is found behind it
     * @param packets dropped since the guard stands
     */
    public record Refused(String container, String port, long packets) {}

    static GuardView off(String reason) {
        return new GuardView("off", reason, List.of());
    }
}
