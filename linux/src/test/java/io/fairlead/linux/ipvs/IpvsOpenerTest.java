package io.fairlead.linux.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.linux.netlink.NetlinkSocket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class IpvsOpenerTest {
    @Test
    void moduleThatIsThereIsUsedWithoutModprobe() {
        FakeModule module = new FakeModule(true, "never asked");

        assertThat(how(open(module, new RecordedIpvs().kernel.socket()))).isEqualTo("the kernel had ip_vs already");
        assertThat(module.probed).isFalse();
    }

    @Test
    void moduleThatComesWhenItIsAskedForNeedsNoModprobe() {
        FakeModule module = new FakeModule(false, "never asked");

        assertThat(how(open(module, new RecordedIpvs().kernel.socket())))
                .isEqualTo("the kernel loaded ip_vs when generic netlink was asked");
        assertThat(module.probed).isFalse();
    }

    @Test
    void modprobeIsTriedSecond() {
        FakeModule module = new FakeModule(false, "");

        assertThat(how(open(module, RecordedIpvs.without().socket(), new RecordedIpvs().kernel.socket())))
                .isEqualTo("modprobe loaded ip_vs");
    }

    @Test
    void absenceIsGivenWithItsReason() {
        assertThat(open(
                        new FakeModule(false, "no such module"),
                        RecordedIpvs.without().socket()))
                .isEqualTo(new IpvsOpening.Absent("the kernel has no ip_vs: no such module"));
        assertThat(open(
                        new FakeModule(false, ""),
                        RecordedIpvs.without().socket(),
                        RecordedIpvs.without().socket()))
                .isEqualTo(new IpvsOpening.Absent("the kernel has no ip_vs, although modprobe says that it loaded it"));
    }

    private static IpvsOpening open(IpvsModule module, NetlinkSocket... sockets) {
        Deque<NetlinkSocket> queue = new ArrayDeque<>(List.of(sockets));
        return new IpvsOpener(queue::remove, module).open();
    }

    private static String how(IpvsOpening opening) {
        assertThat(opening).isInstanceOf(IpvsOpening.Available.class);
        return ((IpvsOpening.Available) opening).how();
    }

    private static final class FakeModule implements IpvsModule {
        private final boolean loaded;
        private final String modprobe;
        private boolean probed;

        FakeModule(boolean loaded, String modprobe) {
            this.loaded = loaded;
            this.modprobe = modprobe;
        }

        @Override
        public boolean isLoaded() {
            return loaded;
        }

        @Override
        public String modprobe() {
            probed = true;
            return modprobe;
        }
    }
}
