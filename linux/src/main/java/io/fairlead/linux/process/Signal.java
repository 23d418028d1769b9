package io.fairlead.linux.process;

/** The signals that Fairlead sends or answers; numbers of x86-64 and arm64. */
public enum Signal {
    HUP(1),
    INT(2),
    KILL(9),
    USR1(10),
    USR2(12),
    TERM(15),
    CONT(18),
    STOP(19);

    private final int number;

    Signal(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
