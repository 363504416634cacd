/**
 * How humans sign in, consent and approve. So far: how the first of them gets in.
 *
 * <p>Read first: {@link dev.avowry.people.Bootstrap}.
 */
@NullMarked
package dev.avowry.people;

import org.jspecify.annotations.NullMarked;
