/**
 * Avowry: an identity provider for AI agents and every other identity that is not a person.
 *
 * <p>Here is only the start: {@link dev.avowry.Avowry}. What Avowry does is in the packages below,
 * one a capability; {@code src/docs/architecture.md} has the drawing.
 */
@NullMarked
package dev.avowry;

import org.jspecify.annotations.NullMarked;
