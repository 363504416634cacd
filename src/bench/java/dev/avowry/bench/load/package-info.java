/**
 * The load generator: HTTP/1.1 over plain Netty, one thread, requests as bytes that were made
 * before they are due. It does as little as it can for each request, because it shares the
 * processors with what it measures.
 *
 * <p>Read {@link dev.avowry.bench.load.Load} first, then {@link dev.avowry.bench.load.Generator}.
 */
@NullMarked
package dev.avowry.bench.load;

import org.jspecify.annotations.NullMarked;
