/** {@code /v1/certificates}, {@code /v1/jwt-svids} and the trust bundle. */
@NullMarked
package dev.avowry.svid.http;

import org.jspecify.annotations.NullMarked;
