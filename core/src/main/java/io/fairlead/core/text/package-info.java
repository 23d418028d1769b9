/** Words for people: how messages to users are made. */
package io.fairlead.core.text;
