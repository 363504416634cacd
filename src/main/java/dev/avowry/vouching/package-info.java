/**
 * Whether identity providers still vouch for those whom they let in once. A provider that gave a
 * lasting refresh token is asked by it, once a day; a definite no is a departure, the least weighty
 * one. RFC 6749 §5.2 and §6, OpenID Connect Core §11 and §12.
 *
 * <p>What holds: nobody has left because a provider was silent, slow, broken or mis-configured, nor
 * because of an answer that may concern a token which it had replaced; nor when it refuses so many
 * at once that the fault is likelier to be its own. Who signs in again is back. A token is only
 * ever sealed in the database, and open for as long as a question takes.
 *
 * <p>Read first: {@link dev.avowry.vouching.Answer}, {@link dev.avowry.vouching.Rounds}, {@link
 * dev.avowry.vouching.Brake}.
 */
@NullMarked
package dev.avowry.vouching;

import org.jspecify.annotations.NullMarked;
