/**
 * What humans see of all this, page by page. Thin: it decides nothing that the other capabilities
 * do not decide, and every order goes through the same services as the API's.
 *
 * <p>What is its own: lists that stay fast however many agents there are, the tree in pieces that a
 * browser can hold, and the views that somebody has kept.
 *
 * <p>Read first: {@link dev.avowry.console.Roster}, {@link dev.avowry.console.Picture}.
 */
@NullMarked
package dev.avowry.console;

import org.jspecify.annotations.NullMarked;
