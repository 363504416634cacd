/** Requests with a secret in them over HTTP: as agents ask for them, and as they go out. */
@NullMarked
package dev.avowry.broker.http;

import org.jspecify.annotations.NullMarked;
