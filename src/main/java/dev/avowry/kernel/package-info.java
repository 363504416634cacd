/**
 * The words that every capability shares: ids, secrets, and how Avowry says no.
 *
 * <p>Knows nothing of HTTP, SQL or any other package. Read first: {@link
 * dev.avowry.kernel.Refusal}, {@link dev.avowry.kernel.NodeId}, {@link
 * dev.avowry.kernel.SecretBytes}.
 */
@NullMarked
package dev.avowry.kernel;

import org.jspecify.annotations.NullMarked;
