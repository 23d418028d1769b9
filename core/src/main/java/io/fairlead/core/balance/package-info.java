/** Which targets of a service get connections, and how many of them: quorum, sorry server, failed and returning targets. */
package io.fairlead.core.balance;
