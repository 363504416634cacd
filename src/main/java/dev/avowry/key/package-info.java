/**
 * Signing keys and the life they lead, the JWKS that tells of them, and sealing: what Avowry keeps
 * secret at rest.
 *
 * <p>What holds:
 *
 * <ul>
 *   <li>One key has one algorithm; a signature of another algorithm never verifies with it (RFC
 *       8725 §3.1).
 *   <li>A private key leaves this package only as signatures. At rest it is sealed.
 *   <li>A key is in the JWKS before it signs and until the last token it signed has expired.
 *   <li>For each algorithm exactly one key is active, however many replicas run.
 *   <li>Only a signature check turns a {@link dev.avowry.key.CompactJwt} into a {@link
 *       dev.avowry.key.VerifiedJwt}.
 * </ul>
 *
 * <p>RFC 7515 (JWS), RFC 7517 (JWK), RFC 7518 (JWA), RFC 7519 (JWT), RFC 7638 (thumbprint), RFC
 * 8037 (EdDSA), RFC 8725 (best practice).
 *
 * <p>Read first: {@link dev.avowry.key.CompactJwt}, {@link dev.avowry.key.SigningKey}, {@link
 * dev.avowry.key.Keys}, {@link dev.avowry.key.Sealer}.
 */
@NullMarked
package dev.avowry.key;

import org.jspecify.annotations.NullMarked;
