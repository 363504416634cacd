/**
 * What agents ask of humans who are not there: requests, the voices that decide them, and how an
 * agent learns of the outcome.
 *
 * <p>OpenID Connect Client-Initiated Backchannel Authentication (CIBA) Core 1.0 is one way to ask;
 * {@link dev.avowry.approval.ApprovalRequests} and {@link dev.avowry.approval.Voices} know nothing
 * of it.
 *
 * <p>Invariants: nothing is approved twice, and nothing after its time; who asks never approves; a
 * human is asked only by agents that they have to do with, and by so many at once.
 *
 * <p>Read first: {@link dev.avowry.approval.Ballot}, {@link dev.avowry.approval.Voices}.
 */
@NullMarked
package dev.avowry.approval;

import org.jspecify.annotations.NullMarked;
