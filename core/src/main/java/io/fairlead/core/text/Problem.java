package io.fairlead.core.text;

/**
 * A mistake that a user can mend, told in one line.
 *
 * @param where file and line, variable, or container and label
 * @param what what is wrong, with the wrong value
 * @param mend how to mend it
 */
public record Problem(String where, String what, String mend) {
    /** {@code where: what; mend}. */
    public String line() {
        return where + ": " + what + "; " + mend;
    }

    @Override
    public String toString() {
        return line();
    }
}
