package io.fairlead.core.channel;

/** What texts of the channel may hold. */
final class Texts {
    private Texts() {}

    /** With a question mark for each control character, and for each half of a surrogate pair without its other half. */
    static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(each -> clean.appendCodePoint(isPlain(each) ? each : '?'));
        return clean.toString();
    }

    private static boolean isPlain(int codePoint) {
        int type = Character.getType(codePoint);
        return type != Character.CONTROL
                && type != Character.SURROGATE
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR
                && type != Character.FORMAT;
    }
}
