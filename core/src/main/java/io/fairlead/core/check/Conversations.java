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
            case Probe.Mysql(Login login) -> MysqlTalk.plain(login, supply);
            case Probe.Galera galera ->
                new MysqlTalk(galera.login(), supply, GaleraJudge.QUERIES, values -> GaleraJudge.judge(galera, values));
            case Probe.Postgres postgres -> new PostgresTalk(postgres, supply);
            case Probe.Redis redis -> new RedisTalk(redis, supply);
            case Probe.Smtp smtp -> new SmtpTalk(smtp.name());
            case Probe.Dns dns -> new DnsTalk(dns, supply.chance());
            case Probe.Udp udp -> new UdpTalk(udp);
            case Probe.Haproxy haproxy -> new HaproxyTalk(haproxy);
            case Probe.Ping _, Probe.Script _ ->
                throw new IllegalArgumentException("neither a ping nor a script talks");
        };
    }

    private static String place(CheckTarget target, int usualPort) {
        String whole = target.place();
        return target.port() == usualPort ? whole.substring(0, whole.lastIndexOf(':')) : whole;
    }
}
