package io.fairlead.linux.netlink;

import io.fairlead.linux.ffi.KernelException;

/** A request of a batch that the kernel refused; {@code index} is its place in the batch, from 0. */
public record BatchFailure(int index, NetlinkRequest request, KernelException cause) {}
