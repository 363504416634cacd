/** Providers and connections as their keepers see them, and the way to the providers. */
@NullMarked
package dev.avowry.connection.http;

import org.jspecify.annotations.NullMarked;
