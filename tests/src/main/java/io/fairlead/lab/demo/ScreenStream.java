package io.fairlead.lab.demo;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Octets from another program become whole lines on a screen. */
final class ScreenStream extends OutputStream {
    private final Screen screen;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    ScreenStream(Screen screen) {
        this.screen = screen;
    }

    @Override
    public void write(int octet) {
        if (octet == '\n') {
            screen.line(line.toString(StandardCharsets.UTF_8));
            line.reset();
        } else {
            line.write(octet);
        }
    }
}
