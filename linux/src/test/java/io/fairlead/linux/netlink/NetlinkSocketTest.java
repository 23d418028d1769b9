package io.fairlead.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.linux.ffi.Errno;
import io.fairlead.linux.ffi.KernelException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NetlinkSocketTest {
    private static final int ASK = 18;
    private static final int TELL = 16;
    private static final NetlinkRequest REQUEST = request("ask for it");

    @Test
    void answersComeWithoutTheAcknowledgement() {
        FakeKernel kernel = new FakeKernel(request ->
                List.of(FakeKernel.answer(request, TELL, 0, new byte[] {1, 2, 3}), FakeKernel.acknowledge(request)));

        List<NetlinkMessage> answers = kernel.socket().execute(REQUEST);

        assertThat(answers).extracting(NetlinkMessage::type).containsExactly(TELL);
        assertThat(answers.getFirst().payload().remaining()).isEqualTo(3);
    }

    @Test
    void requestIsMarkedAsOneThatWantsAnAcknowledgement() {
        FakeKernel kernel = new FakeKernel(request -> List.of(FakeKernel.acknowledge(request)));

        kernel.socket().execute(new NetlinkRequest("make it", 20, NetlinkConstants.NLM_F_CREATE, new byte[] {9}));

        NetlinkMessage sent = kernel.received().getFirst().getFirst();
        assertThat(sent.type()).isEqualTo(20);
        assertThat(sent.flags())
                .isEqualTo(NetlinkConstants.NLM_F_REQUEST | NetlinkConstants.NLM_F_ACK | NetlinkConstants.NLM_F_CREATE);
    }

    @Test
    void answersToOtherRequestsAreIgnored() {
        FakeKernel kernel = new FakeKernel(request -> List.of(
                FakeKernel.message(TELL, 0, request.sequence() - 1, new byte[4]),
                FakeKernel.message(NetlinkConstants.NLMSG_ERROR, 0, request.sequence() + 1, new byte[20]),
                FakeKernel.message(TELL, 0, 0, new byte[4]),
                FakeKernel.acknowledge(request)));

        assertThat(kernel.socket().execute(REQUEST)).isEmpty();
    }

    @Test
    void refusalIsAnExceptionWithOperationNameAndWords() {
        FakeKernel kernel = new FakeKernel(request -> List.of(FakeKernel.refuse(request, 22, "Invalid prefix")));

        assertThatThrownBy(() -> kernel.socket().execute(REQUEST))
                .isInstanceOf(KernelException.class)
                .hasMessage("ask for it: EINVAL (Invalid prefix)");
    }

    @Test
    void missingAttributeIsNamed() {
        byte[] payload = new PayloadBuilder()
                .u32(-22)
                .u32(NetlinkMessage.HEADER)
                .zeros(12)
                .attributeU32(NetlinkConstants.NLMSGERR_ATTR_MISS_TYPE, 7)
                .build();
        int flags = NetlinkConstants.NLM_F_CAPPED | NetlinkConstants.NLM_F_ACK_TLVS;
        FakeKernel kernel = new FakeKernel(
                request -> List.of(FakeKernel.answer(request, NetlinkConstants.NLMSG_ERROR, flags, payload)));

        assertThatThrownBy(() -> kernel.socket().execute(REQUEST))
                .hasMessage("ask for it: EINVAL (attribute 7 is missing)");
    }

    @Test
    void wordsAreFoundAfterAQuotedRequest() {
        byte[] payload = new PayloadBuilder()
                .u32(-95)
                .u32(NetlinkMessage.HEADER + 6)
                .zeros(12)
                .zeros(8)
                .attributeString(NetlinkConstants.NLMSGERR_ATTR_MSG, "not today")
                .build();
        FakeKernel kernel = new FakeKernel(request -> List.of(
                FakeKernel.answer(request, NetlinkConstants.NLMSG_ERROR, NetlinkConstants.NLM_F_ACK_TLVS, payload)));

        assertThatThrownBy(() -> kernel.socket().execute(REQUEST)).hasMessage("ask for it: EOPNOTSUPP (not today)");
    }

    @Test
    void dumpGivesAllEntriesOfAllDatagrams() {
        FakeKernel kernel = new FakeKernel(request -> List.of(
                FakeKernel.answer(request, TELL, NetlinkConstants.NLM_F_MULTI, new byte[] {1}),
                FakeKernel.answer(request, TELL, NetlinkConstants.NLM_F_MULTI, new byte[] {2}),
                FakeKernel.done(request)));

        assertThat(kernel.socket().dump(REQUEST)).hasSize(2);
        assertThat(kernel.received().getFirst().getFirst().has(NetlinkConstants.NLM_F_DUMP))
                .isTrue();
    }

    @Test
    void interruptedDumpIsBegunAgain() {
        List<NetlinkMessage> asked = new ArrayList<>();
        FakeKernel kernel = new FakeKernel(request -> {
            asked.add(request);
            int interrupted = asked.size() < 3 ? NetlinkConstants.NLM_F_DUMP_INTR : 0;
            return List.of(
                    FakeKernel.answer(request, TELL, NetlinkConstants.NLM_F_MULTI | interrupted, new byte[4]),
                    FakeKernel.done(request));
        });

        assertThat(kernel.socket().dump(REQUEST)).hasSize(1);
        assertThat(asked).hasSize(3);
    }

    @Test
    void dumpThatIsAlwaysInterruptedFailsAfterALimit() {
        FakeKernel kernel = new FakeKernel(request -> List.of(FakeKernel.answer(
                request,
                NetlinkConstants.NLMSG_DONE,
                NetlinkConstants.NLM_F_MULTI | NetlinkConstants.NLM_F_DUMP_INTR,
                new byte[4])));

        assertThatThrownBy(() -> kernel.socket().dump(REQUEST))
                .isInstanceOfSatisfying(
                        KernelException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EAGAIN));
        assertThat(kernel.received()).hasSize(NetlinkSocket.MOST_DUMPS);
    }

    @Test
    void dumpThatEndsWithAnErrorFails() {
        byte[] error = new PayloadBuilder().u32(-19).build();
        FakeKernel kernel = new FakeKernel(request ->
                List.of(FakeKernel.answer(request, NetlinkConstants.NLMSG_DONE, NetlinkConstants.NLM_F_MULTI, error)));

        assertThatThrownBy(() -> kernel.socket().dump(REQUEST)).hasMessage("ask for it: ENODEV");
    }

    @Test
    void batchIsSentInFewDatagramsThatTheAcknowledgementsFit() {
        FakeKernel kernel = new FakeKernel(request -> List.of(FakeKernel.acknowledge(request)));
        kernel.acknowledgementRoom(40);

        assertThat(kernel.socket().batch(requests(100, 8))).isEmpty();
        assertThat(kernel.received()).extracting(List::size).containsExactly(40, 40, 20);
    }

    @Test
    void datagramsOfABatchStayWithinTheirSize() {
        FakeKernel kernel = new FakeKernel(request -> List.of(FakeKernel.acknowledge(request)));

        assertThat(kernel.socket().batch(requests(10, 30_000))).isEmpty();
        assertThat(kernel.received()).extracting(List::size).containsExactly(2, 2, 2, 2, 2);
    }

    @Test
    void errorsOfABatchBelongToTheirRequests() {
        FakeKernel kernel = new FakeKernel(request -> List.of(
                request.sequence() % 3 == 0 ? FakeKernel.refuse(request, 17, "") : FakeKernel.acknowledge(request)));
        kernel.acknowledgementRoom(4);

        List<BatchFailure> failures = kernel.socket().batch(requests(9, 8));

        assertThat(failures).extracting(BatchFailure::index).containsExactly(2, 5, 8);
        assertThat(failures.getFirst().request().what()).isEqualTo("request 2");
        assertThat(failures.getFirst().cause()).hasMessage("request 2: EEXIST");
    }

    @Test
    void onlyTheLastOfADatagramIsAcknowledgedAndRefusalsComeAllTheSame() {
        FakeKernel kernel = new FakeKernel(request -> {
            if (request.sequence() == 2) {
                return List.of(FakeKernel.refuse(request, 17, ""));
            }
            return request.has(NetlinkConstants.NLM_F_ACK) ? List.of(FakeKernel.acknowledge(request)) : List.of();
        });

        assertThat(kernel.socket().batch(requests(5, 8)))
                .extracting(BatchFailure::index)
                .containsExactly(1);
        assertThat(kernel.received().getFirst())
                .extracting(request -> request.has(NetlinkConstants.NLM_F_ACK))
                .containsExactly(false, false, false, false, true);
    }

    @Test
    void emptyBatchSendsNothing() {
        FakeKernel kernel = new FakeKernel(request -> List.of());

        assertThat(kernel.socket().batch(List.of())).isEmpty();
        assertThat(kernel.received()).isEmpty();
    }

    private static List<NetlinkRequest> requests(int count, int octets) {
        return IntStream.range(0, count)
                .mapToObj(i -> new NetlinkRequest("request " + i, TELL, 0, new byte[octets]))
                .toList();
    }

    private static NetlinkRequest request(String what) {
        return new NetlinkRequest(what, ASK, 0, new byte[16]);
    }
}
