package io.fairlead.agent.check;

import io.fairlead.core.check.Judgement;

/** One run of one check, on the thread of the checks. */
interface Run {
    /** Who wants to know how it ended; told once, unless the run was given up before. */
    interface Ending {
        void judged(Judgement judgement);
    }

    /** Ends it without a judgement; nothing happens if it has ended. */
    void giveUp();
}
