package io.fairlead.agent.forwarding;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;

/** The present {@link ForwardingState}, kept in its file. One thread. */
final class Journal {
    private final StateFile file;
    private ForwardingState state;
    private Optional<String> complaint = Optional.empty();

    private Journal(StateFile file, ForwardingState state) {
        this.file = file;
        this.state = state;
    }

    /** What an earlier life left; a file that cannot be read claims nothing, so that nothing foreign is taken for ours. */
    static Journal open(StateFile file) {
        try {
            return new Journal(file, file.read());
        } catch (IOException e) {
            Journal journal = new Journal(file, ForwardingState.EMPTY);
            journal.complaint = Optional.of("cannot read " + file.path() + ", so services of an earlier run count as"
                    + " somebody else's: " + e.getMessage());
            return journal;
        }
    }

    ForwardingState state() {
        return state;
    }

    /**
     * Notes a change. If the file cannot be written the agent goes on, for clients need forwarding more than the next
     * start needs the file.
     */
    void note(ForwardingState next) {
        if (Objects.equals(state, next)) {
            return;
        }
        state = next;
        try {
            file.write(next);
            complaint = Optional.empty();
        } catch (IOException e) {
            complaint = Optional.of("cannot write " + file.path() + ", so after a restart our services will count as"
                    + " somebody else's: " + e);
        }
    }

    /** What is wrong with the file, if anything. */
    Optional<String> complaint() {
        return complaint;
    }
}
