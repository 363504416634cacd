/** Second factors of agents over HTTP. */
@NullMarked
package dev.avowry.totp.http;

import org.jspecify.annotations.NullMarked;
