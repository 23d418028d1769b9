/** The kernel's sockets as sock_diag(7) shows them, and how to end connections of others. */
package io.fairlead.linux.sockdiag;
