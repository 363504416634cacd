/** Trusted issuers, rules and the agents made by them, in PostgreSQL. */
@NullMarked
package dev.avowry.federation.store;

import org.jspecify.annotations.NullMarked;
