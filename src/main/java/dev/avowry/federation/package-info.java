/**
 * Trust in outside issuers: agents that prove themselves by what their platform gives them, and
 * hold no secret. RFC 7521 and RFC 7523, §2.1 and §2.2.
 *
 * <p>What holds: a token of somebody else counts only as far as a live rule of a live trusted
 * issuer says, and whatever is minted upon it carries the ids of both on its path, so that one
 * entry ends all of it. A rule always says whose tokens it is about. What the profile of a platform
 * takes for a workload's identity is what that platform never gives to another.
 *
 * <p>Whom no rule names may wait in quarantine, small and bounded, until somebody adopts or rejects
 * them; what was decided stays decided. What an enterprise's identity provider says of humans
 * (draft-ietf-oauth-identity-assertion-authz-grant) is checked here, and counts in {@code token}.
 *
 * <p>Read first: {@link dev.avowry.federation.TrustedIssuer}, {@link dev.avowry.federation.Rule},
 * {@link dev.avowry.federation.Federation}.
 */
@NullMarked
package dev.avowry.federation;

import org.jspecify.annotations.NullMarked;
