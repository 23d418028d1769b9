package io.fairlead.core.check;

import java.util.regex.Pattern;

/**
 * Text for a regular expression that may not take for ever: some patterns need time that doubles with every character, and
 * all checks share one thread.
 */
final class BoundedText implements CharSequence {
    /** Some milliseconds. */
    private static final int MOST_LOOKS = 2_000_000;

    private final CharSequence text;
    private final int[] looks;

    private BoundedText(CharSequence text, int[] looks) {
        this.text = text;
        this.looks = looks;
    }

    /** What a search came to. */
    enum Found {
        YES,
        NO,
        TOO_COSTLY
    }

    /** Whether {@code regex} occurs in {@code text}. */
    static Found find(String regex, CharSequence text) {
        try {
            return Pattern.compile(regex, Pattern.DOTALL)
                            .matcher(new BoundedText(text, new int[1]))
                            .find()
                    ? Found.YES
                    : Found.NO;
        } catch (TooMany | StackOverflowError e) {
            return Found.TOO_COSTLY;
        }
    }

    @Override
    public char charAt(int index) {
        if (++looks[0] > MOST_LOOKS) {
            throw new TooMany();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new BoundedText(text.subSequence(start, end), looks);
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private static final class TooMany extends RuntimeException {
        TooMany() {
            super("too many looks", null, false, false);
        }
    }
}
