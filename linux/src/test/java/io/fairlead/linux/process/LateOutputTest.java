package io.fairlead.linux.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, unit = TimeUnit.SECONDS)
class LateOutputTest {
    @Test
    void whatIsWrittenArrivesByItselfAndInOrder() throws IOException {
        PipedInputStream read = new PipedInputStream(1000);
        LateOutput late = new LateOutput(new PipedOutputStream(read));

        late.write("one ".getBytes(StandardCharsets.UTF_8));
        late.write('2');

        assertThat(read.readNBytes(5)).asString(StandardCharsets.UTF_8).isEqualTo("one 2");

        late.write("three".getBytes(StandardCharsets.UTF_8));
        assertThat(read.readNBytes(5)).asString(StandardCharsets.UTF_8).isEqualTo("three");
    }

    @Test
    void flushingWritesAtOnce() throws IOException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try (LateOutput late = new LateOutput(written)) {
            late.write("now".getBytes(StandardCharsets.UTF_8));

            late.flush();

            assertThat(written).hasToString("now");
        }
    }

    @Test
    void closingWritesWhatWaits() throws IOException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        LateOutput late = new LateOutput(written);
        late.write("last words".getBytes(StandardCharsets.UTF_8));

        late.close();

        assertThat(written).hasToString("last words");
    }

    @Test
    void muchIsNotKeptWaiting() throws IOException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try (LateOutput late = new LateOutput(written)) {
            late.write(new byte[65 * 1024]);

            assertThat(written.size()).isEqualTo(65 * 1024);
        }
    }
}
