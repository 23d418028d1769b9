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
        return cases;
    }
}
