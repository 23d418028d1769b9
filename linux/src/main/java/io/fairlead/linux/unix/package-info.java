/** Unix stream sockets for a {@link io.fairlead.linux.poll.Poller}, with the kernel's word about who is at the other end. */
package io.fairlead.linux.unix;
