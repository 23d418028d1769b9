package io.fairlead.lab.run;

import java.io.PrintStream;

/** Where a tool says what it is doing. Any thread. */
public interface Progress {
    /** A step has begun, the one before has ended. */
    void step(String what);

    /** How far the step is: one line that replaces the one before. */
    void detail(String line);

    /** Plain lines on {@code out}: each step with the seconds since the start, details at most every three seconds. */
    static Progress to(PrintStream out) {
        return new PrintedProgress(out);
    }

    /** Says nothing. */
    static Progress silent() {
        return new Progress() {
            @Override
            public void step(String what) {}

            @Override
            public void detail(String line) {}
        };
    }
}
