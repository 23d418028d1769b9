package io.fairlead.core.text;

/**
 * A mistake that a user can mend, told in one line.
 *
 * @param where file and line, variable, or container and label
 * @param what what is wrong, with the wrong value
 * @param mend how to mend it
 * @param about the number of the pitfall that it is an instance of ({@code P07}); empty: of none
 */
public record Problem(String where, String what, String mend, String about) {
    /** A mistake that is no known pitfall. */
    public Problem(String where, String what, String mend) {
        this(where, what, mend, "");
    }

    /** {@code where: what; mend}. */
    public String line() {
        return where + ": " + what + "; " + mend;
    }

    @Override
    public String toString() {
        return line();
    }
}
