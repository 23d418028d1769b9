package io.fairlead.agent.forwarding;

/**
 * A setting of the kernel that we wrote: put back only while it still has our value, for else it is somebody's decision.
 *
 * @param before its value when we first wrote it
 * @param written ours
 */
record ChangedSetting(String before, String written) {}
