package dev.avowry.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.avowry.kernel.Sha256;
import dev.avowry.key.VerificationKey;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Tokens whose signature was found to be ours, so that showing one again costs no second
 * verification. That is all that it says: whether the key is still one of ours, and whether the
 * token has expired or ended, is asked each time.
 *
 * <p>Bounded, and only what we have signed gets in. It holds digests and claims, and no token.
 */
final class VerifiedTokens {
  private final Cache<ByteBuffer, Verified> seen;

  /**
   * @param key that has signed it
   * @param token what it says
   */
  record Verified(VerificationKey key, AccessToken token) {}

  /** Keeps so many at the most. */
  VerifiedTokens(int size) {
    this.seen = Caffeine.newBuilder().maximumSize(size).build();
  }

  Optional<Verified> find(String text) {
    return Optional.ofNullable(seen.getIfPresent(digest(text)));
  }

  void keep(String text, Verified verified) {
    seen.put(digest(text), verified);
  }

  private static ByteBuffer digest(String text) {
    return ByteBuffer.wrap(Sha256.of(text));
  }
}
