/**
 * What every capability's {@code http} ring shares: who calls, which permission an operation needs,
 * and how a refusal looks on the wire; and where others may have us connect to.
 *
 * <p>Read first: {@link dev.avowry.web.Caller}, {@link dev.avowry.web.Permission}, {@link
 * dev.avowry.web.http.Refusals}.
 */
@NullMarked
package dev.avowry.web;

import org.jspecify.annotations.NullMarked;
