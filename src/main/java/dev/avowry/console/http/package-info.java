/**
 * The pages below {@code /console}: read what was asked, call a service, render.
 *
 * <p>Read first: {@link dev.avowry.console.http.Frames}.
 */
@NullMarked
package dev.avowry.console.http;

import org.jspecify.annotations.NullMarked;
