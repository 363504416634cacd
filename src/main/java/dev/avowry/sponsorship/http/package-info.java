/** Sponsorships on the wire. */
@NullMarked
package dev.avowry.sponsorship.http;

import org.jspecify.annotations.NullMarked;
