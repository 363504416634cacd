/**
 * What agents have signed in their names: JWS, and requests by HTTP Message Signatures, each by a
 * key that is the agent's alone and never leaves.
 *
 * <p>What holds:
 *
 * <ul>
 *   <li>Something is signed only while everything on the path of the token that asks for it is
 *       alive at commit; its row, which has the digest of what was signed, is durable before.
 *   <li>A signature without a row was not made here, whoever has the key: {@code /v1/verify} does
 *       not take it for one.
 *   <li>No key of this package is in {@code /jwks} or in the bundle, and what it signs begins with
 *       a header of a {@code typ} of its own, or with a quotation mark: nothing that it signs is a
 *       token, an assertion or a proof for anybody.
 *   <li>A key is ended through the one door, and its private half with it.
 * </ul>
 *
 * <p>RFC 7515, RFC 7797, RFC 9421, RFC 9651, draft-ietf-webbotauth-httpsig-protocol-01. Read first:
 * {@link dev.avowry.sign.Signing}, {@link dev.avowry.sign.Verifying}, {@link
 * dev.avowry.sign.SignatureBase}.
 */
@NullMarked
package dev.avowry.sign;

import org.jspecify.annotations.NullMarked;
