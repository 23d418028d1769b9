package io.fairlead.linux.ipvs;

import io.fairlead.linux.ffi.Errno;
import io.fairlead.linux.netlink.FakeKernel;
import io.fairlead.linux.netlink.NetlinkConstants;
import io.fairlead.linux.netlink.NetlinkMessage;
import io.fairlead.linux.netlink.PayloadBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A kernel that has IPVS as family 0x21, answers what a real one answered, and acknowledges all changes. */
final class RecordedIpvs {
    static final int FAMILY = 0x21;
    private static final int CONTROLLER = 16;

    private final Map<String, List<byte[]>> answers;
    final FakeKernel kernel = new FakeKernel(this::answer);
    /** The next changes get these error numbers, in order. */
    final List<Integer> refusals = new ArrayList<>();

    RecordedIpvs() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                RecordedIpvs.class.getResourceAsStream("answers.txt"), StandardCharsets.US_ASCII))) {
            answers = lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" ", -1))
                    .collect(Collectors.groupingBy(
                            words -> words[0],
                            Collectors.mapping(words -> HexFormat.of().parseHex(words[1]), Collectors.toList())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    IpvsSocket open() {
        return IpvsSocket.over(kernel.socket()).orElseThrow();
    }

    private List<byte[]> answer(NetlinkMessage request) {
        if (request.type() == CONTROLLER) {
            byte[] payload = new PayloadBuilder()
                    .u32(0)
                    .attributeU16(1, FAMILY)
                    .attributeU32(3, 1)
                    .build();
            return List.of(FakeKernel.answer(request, CONTROLLER, 0, payload), FakeKernel.acknowledge(request));
        }
        int command = request.payload().get(request.payload().position());
        return switch (command) {
            case IpvsConstants.IPVS_CMD_GET_SERVICE -> recorded(request, "service");
            case IpvsConstants.IPVS_CMD_GET_DEST -> recorded(request, "destination");
            case IpvsConstants.IPVS_CMD_GET_INFO -> recorded(request, "info");
            case IpvsConstants.IPVS_CMD_GET_CONFIG -> recorded(request, "config");
            default -> List.of(FakeKernel.refuse(request, refusals.isEmpty() ? 0 : refusals.removeFirst(), ""));
        };
    }

    private List<byte[]> recorded(NetlinkMessage request, String what) {
        List<byte[]> messages = new ArrayList<>();
        answers.get(what)
                .forEach(payload ->
                        messages.add(FakeKernel.answer(request, FAMILY, NetlinkConstants.NLM_F_MULTI, payload)));
        messages.add(
                request.has(NetlinkConstants.NLM_F_ACK) ? FakeKernel.acknowledge(request) : FakeKernel.done(request));
        return messages;
    }

    /** A kernel without IPVS. */
    static FakeKernel without() {
        return new FakeKernel(request -> List.of(FakeKernel.refuse(request, Errno.ENOENT.number(), "")));
    }
}
