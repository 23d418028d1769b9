package io.fairlead.tests.simulation;

import io.fairlead.core.director.Director;
import io.fairlead.core.director.DirectorEvent;
import io.fairlead.core.director.DirectorState;
import io.fairlead.core.director.DirectorTransition;

/** The director that the simulated agent runs: the real one, or a broken one to prove that the checks find it. */
interface DirectorRules {
    DirectorRules REAL = Director::step;

    DirectorTransition step(Director director, DirectorState state, DirectorEvent event, long nowNanos);
}
