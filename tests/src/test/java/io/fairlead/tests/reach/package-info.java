/** Who reaches a LAN VIP from where, as a table; docs/reachability.md is made of it. */
package io.fairlead.tests.reach;
