/**
 * What agents show to services that speak certificates and not tokens: short-lived X.509
 * certificates and JWTs that name the agent by its SPIFFE ID, and the bundle by which anyone
 * verifies them. Off unless there is a trust domain.
 *
 * <p>What holds:
 *
 * <ul>
 *   <li>A document is issued only while everything on the path of the token that asks for it is
 *       alive at commit; its row is durable before it is signed.
 *   <li>It names the agent that asks and nobody else; what a request says of names and extensions
 *       is not looked at.
 *   <li>It ends no later than the agent, whatever is above it, the credential by which the agent
 *       came, and the authority that signed it.
 *   <li>It has no path, so that no entry of the list ends it: it ends by itself, soon.
 * </ul>
 *
 * <p>SPIFFE-ID, SPIFFE X.509-SVID, JWT-SVID, Trust Domain and Bundle; RFC 2986, RFC 5280. Read
 * first: {@link dev.avowry.svid.Issuance}, {@link dev.avowry.svid.Certificates}, {@link
 * dev.avowry.svid.TrustBundle}.
 */
@NullMarked
package dev.avowry.svid;

import org.jspecify.annotations.NullMarked;
