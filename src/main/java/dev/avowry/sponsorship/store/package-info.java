/** Sponsorships in PostgreSQL. */
@NullMarked
package dev.avowry.sponsorship.store;

import org.jspecify.annotations.NullMarked;
