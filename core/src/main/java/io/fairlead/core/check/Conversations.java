package io.fairlead.core.check;

/** Begins conversations. */
public final class Conversations {
    private Conversations() {}

    /** A new conversation with the target. */
    public static Conversation with(CheckTarget target, Supply supply) {
        return switch (target.settings().probe()) {
            case Probe.Connect _ -> new ConnectTalk();
            case Probe.Tcp tcp -> new TcpTalk(tcp);
            case Probe.Http http -> new HttpTalk(http, place(target, http.tls().isPresent() ? 443 : 80));
        };
    }

    private static String place(CheckTarget target, int usualPort) {
        String whole = target.place();
        return target.port() == usualPort ? whole.substring(0, whole.lastIndexOf(':')) : whole;
    }
}
