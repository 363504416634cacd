/** Orders at {@code /v1/revocations}, the signed list at {@code /revocations}. */
@NullMarked
package dev.avowry.revocation.http;

import org.jspecify.annotations.NullMarked;
