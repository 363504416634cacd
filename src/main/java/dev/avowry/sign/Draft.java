package dev.avowry.sign;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is to be signed, to the last byte, before it is recorded.
 *
 * @param key by which
 * @param kind as the ledger calls it
 * @param input what the signature is over
 * @param signedAt in whole seconds
 * @param result the signature in the form in which it is given
 */
record Draft(
    AgentKey key,
    String kind,
    SignedBytes input,
    Instant signedAt,
    Optional<Instant> expiresAt,
    Function<byte[], Signature.Result> result) {
  /** It with its signature. */
  Signature signed(byte[] signature) {
    return new Signature(input.digest(), key, signedAt, expiresAt, result.apply(signature));
  }
}
