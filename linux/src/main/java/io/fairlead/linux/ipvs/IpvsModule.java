package io.fairlead.linux.ipvs;

import io.fairlead.linux.process.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The module ip_vs of this kernel. */
interface IpvsModule {
    IpvsModule OF_MACHINE = new IpvsModule() {
        @Override
        public boolean isLoaded() {
            return Files.exists(Path.of("/sys/module/ip_vs"));
        }

        @Override
        public String modprobe() {
            if (!Files.exists(Path.of("/proc/modules"))) {
                return "this kernel was built without it and without loadable modules";
            }
            Tool.Ended ended = Tool.run(List.of("modprobe", "ip_vs"), Duration.ofSeconds(20));
            return ended.succeeded()
                    ? ""
                    : complaint(ended) + "; on the host run 'modprobe ip_vs', and if that finds none install the"
                            + " kernel's modules (Debian: linux-image-…, Ubuntu: linux-modules-extra-…)";
        }
    };

    private static String complaint(Tool.Ended ended) {
        return ended.status() == Tool.Ended.NOT_THERE ? "it did not load it when asked" : ended.complaint();
    }

    /** Whether it is in the kernel by now; also if it was built in. */
    boolean isLoaded();

    /** Empty if modprobe was content, otherwise why not, in words. Inside a container it seldom can (P20). */
    String modprobe();
}
