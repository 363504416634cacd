/**
 * How others tell of people: a directory by SCIM, an identity provider by revoking all that a human
 * holds, or by signals. Who is gone there is gone here, with all that they answer for, by one
 * entry.
 *
 * <p>Each such system has a token of its own, which reads and changes the people that it has told
 * of and nobody else. Specifications: RFC 7643, RFC 7644,
 * draft-parecki-oauth-global-token-revocation; RFC 8417, RFC 8935, RISC 1.0, CAEP 1.0.
 *
 * <p>Read first: {@link dev.avowry.provisioning.People}, {@link
 * dev.avowry.provisioning.PersonDocument}.
 */
@NullMarked
package dev.avowry.provisioning;

import org.jspecify.annotations.NullMarked;
