/**
 * What agents need to sign in elsewhere: secrets, sealed, given to whom somebody said and recorded
 * before they are.
 */
@NullMarked
package dev.avowry.vault;

import org.jspecify.annotations.NullMarked;
