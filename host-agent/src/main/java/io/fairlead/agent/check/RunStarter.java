package io.fairlead.agent.check;

import io.fairlead.core.check.CheckTarget;

/** Begins a run of a check. On the thread of the checks, which it must not hold up. */
interface RunStarter {
    Run start(CheckTarget target, Run.Ending ending);
}
