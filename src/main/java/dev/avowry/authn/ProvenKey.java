package dev.avowry.authn;

import dev.avowry.ledger.SingleUse;

/**
 * A key that whoever asks has just signed with. The proof is not used up yet: whoever acts on it
 * claims {@link #proof()} in the same breath.
 *
 * @param thumbprint of the public key
 * @param proof what is used up by acting on it
 */
public record ProvenKey(Thumbprint thumbprint, SingleUse proof) {}
