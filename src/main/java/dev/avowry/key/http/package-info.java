/** The JWKS for everybody, RFC 7517 §5, and the keys' life for those who may turn them. */
@NullMarked
package dev.avowry.key.http;

import org.jspecify.annotations.NullMarked;
