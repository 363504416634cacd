package dev.avowry.connection;

import dev.avowry.kernel.SecretBytes;
import io.smallrye.mutiny.Uni;
import java.util.Map;

/** The endpoints of providers that we call ourselves. */
public interface FarSide {
  /**
   * Asks a token endpoint, RFC 6749 §3.2. Never fails.
   *
   * @param secret by which we prove who we are, as far as the provider's method needs one
   * @param form what is asked, without who asks
   */
  Uni<Answer> token(Provider provider, SecretBytes secret, Map<String, String> form);

  /** Gives a refresh token back, RFC 7009 §2; whether the provider says that it is done. */
  Uni<Boolean> revoke(Provider provider, SecretBytes secret, SecretBytes refreshToken);

  /** What came of a question. */
  sealed interface Answer {
    /** Tokens. */
    record Made(TokenSet tokens) implements Answer {}

    /**
     * A refusal, RFC 6749 §5.2.
     *
     * @param grant whether it is the grant that is refused, for good
     */
    record Refused(boolean grant) implements Answer {}

    /** Something else than either. */
    record Senseless() implements Answer {}

    /** Nothing in time. */
    record Unreachable() implements Answer {}
  }
}
