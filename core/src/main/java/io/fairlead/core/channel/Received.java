package io.fairlead.core.channel;

/**
 * What became of one frame.
 *
 * @param <M> {@link SidecarMessage} or {@link AgentMessage}
 */
public sealed interface Received<M> {
    /** A message. */
    record Accepted<M>(M message) implements Received<M> {}

    /** A well-formed frame of a type that a newer version may know: to be ignored. */
    record Unknown<M>(int type) implements Received<M> {}

    /** Nothing after this can be understood either: to be closed. */
    record Rejected<M>(Refusal reason) implements Received<M> {}
}
