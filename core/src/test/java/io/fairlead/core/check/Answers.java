package io.fairlead.core.check;

import java.util.ArrayList;
import java.util.List;

/** Answers of servers for properties: each is good, and no shorter part of it is. */
final class Answers {
    private Answers() {}

    static List<TalkProperties.Case> good() {
        List<TalkProperties.Case> cases = new ArrayList<>();
        cases.add(new TalkProperties.Case(List.of("tcp"), "x"));
        cases.add(new TalkProperties.Case(List.of("tcp", "expect", "ready$"), "almost ready"));
        cases.add(new TalkProperties.Case(List.of("http"), "HTTP/1.1 200 OK\r\nServer: x\r\n\r\n"));
        cases.add(new TalkProperties.Case(
                List.of("http", "body", "ready"), "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nready"));
        cases.add(new TalkProperties.Case(
                List.of("http", "body-pattern", "r.*y"),
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nre\r\n3\r\nady\r\n0\r\n\r\n"));
        Recording node = Recording.of("galera-node.txt");
        cases.add(new TalkProperties.Case(List.of("mysql"), node.text("greeting")));
        cases.add(new TalkProperties.Case(
                List.of("mysql", "user", "check", "password", "x"), node.text("greeting", "answer to the login")));
        cases.add(new TalkProperties.Case(
                List.of("galera", "user", "check"),
                node.text("greeting", "answer to the login", "status", "variables")));
        cases.add(new TalkProperties.Case(List.of("redis"), "+PONG\r\n"));
        cases.add(new TalkProperties.Case(
                List.of("redis", "role", "master", "password", "x"), "+OK\r\n+PONG\r\n$13\r\nrole:master\r\n"));
        cases.add(new TalkProperties.Case(List.of("smtp"), "220-a\r\n220 b\r\n250-c\r\n250 d\r\n"));
        cases.add(new TalkProperties.Case(List.of("haproxy"), "# pxname,svname,status,act,\nshop,BACKEND,UP,2,\n\n"));
        cases.add(new TalkProperties.Case(
                List.of("postgresql", "user", "check", "role", "standby"),
                "R\0\0\0\10\0\0\0\0Z\0\0\0\5ID\0\0\0\13\0\1\0\0\0\1tZ\0\0\0\5I"));
        return cases;
    }
}
