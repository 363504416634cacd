/** Consents, requests that wait for one, and what was lent, in PostgreSQL. */
@NullMarked
package dev.avowry.consent.store;

import org.jspecify.annotations.NullMarked;
