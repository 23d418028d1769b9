package io.fairlead.linux.unix;

/**
 * Who called connect or listen at the other end, at that moment (struct ucred).
 *
 * @param pid in our pid namespace; 0 if the process is not to be seen from there
 * @param uid in our user namespace
 */
public record Peer(int pid, int uid, int gid) {}
