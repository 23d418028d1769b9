package io.fairlead.agent.check;

import java.nio.file.Path;

/**
 * What checks may use of this machine.
 *
 * @param scripts the folder whose programs a check may run, by name
 * @param secrets the folder whose files hold passwords, by name
 */
public record CheckSurroundings(Path scripts, Path secrets) {}
