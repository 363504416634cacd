package dev.avowry.consent;

import dev.avowry.authn.Thumbprint;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What a client asks of a human, read and found to be in order.
 *
 * @param asker who asks
 * @param answer where the answer goes
 * @param wanted what is asked for
 * @param challenge RFC 7636 §4.2; there for every client that is public or held to FAPI
 * @param key what the tokens are to be bound to, RFC 9449 §10
 * @param nonce for the ID token
 * @param inIdToken claims that are asked for in the ID token by name
 * @param prompts how the human is to be asked
 * @param contexts values of {@code acr}, one of which the client would like
 * @param maxAge how long ago they may have proven who they are
 * @param hint who the client believes that they are
 */
public record AuthorizationRequest(
    Asker asker,
    ReturnAddress answer,
    Wanted wanted,
    Optional<String> challenge,
    Optional<Thumbprint> key,
    Optional<String> nonce,
    Set<String> inIdToken,
    Set<Prompt> prompts,
    Set<String> contexts,
    Optional<Duration> maxAge,
    Optional<String> hint) {
  public AuthorizationRequest {
    inIdToken = Set.copyOf(inIdToken);
    prompts = Set.copyOf(prompts);
    contexts = Set.copyOf(contexts);
  }

  /** How a human is to be asked, OpenID Connect Core §3.1.2.1. */
  public enum Prompt {
    /** Not at all. */
    NONE,
    /** Who they are, whether or not they have just said it. */
    LOGIN,
    /** What they lend, whether or not they have lent it. */
    CONSENT,
    /** Who of several they are. */
    SELECT_ACCOUNT;

    /** The code on the wire. */
    public String code() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * Whether an answer that the human has given before counts. RFC 8252 §8.6: whoever runs on the
   * human's machine may call itself by the name of a public client, and be answered there.
   */
  public boolean mayBeRemembered() {
    return !has(Prompt.CONSENT) && (!asker.redirects().isPublic() || answer.isOfTheWeb());
  }

  /** Whether the human is to be asked in that way. */
  public boolean has(Prompt prompt) {
    return prompts.contains(prompt);
  }
}
