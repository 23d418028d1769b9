package io.fairlead.tests.reach;

import io.fairlead.core.net.IpAddress;
import io.fairlead.linux.namespace.NetworkNamespace;
import java.util.List;

/**
 * From where it is called.
 *
 * @param words as the page has them
 * @param network where it is
 * @param addresses its own, one of each family
 * @param onLan whether the service must see it under its own address
 */
public record Client(String words, NetworkNamespace network, List<IpAddress> addresses, boolean onLan) {}
