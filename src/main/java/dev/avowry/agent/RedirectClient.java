package dev.avowry.agent;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.key.Algorithm;
import java.util.List;
import java.util.Optional;

/**
 * An agent as it asks humans for their consent through their browser. Without a redirect URI it
 * cannot.
 *
 * @param redirectUris where answers may go
 * @param isPublic whether it proves itself by nothing, RFC 6749 §2.1: it may use what humans lend
 *     it, and nothing else
 * @param refreshes whether it is given refresh tokens without asking for {@code offline_access}
 * @param idTokenAlgorithm by which its ID tokens are signed
 * @param notifiedAt where it is told that a human has answered who was not there, CIBA Core §4;
 *     without an address it asks
 */
public record RedirectClient(
    List<RedirectUri> redirectUris,
    boolean isPublic,
    boolean refreshes,
    Algorithm idTokenAlgorithm,
    Optional<String> notifiedAt) {
  /** An agent that asks nobody. */
  public static final RedirectClient NONE =
      new RedirectClient(List.of(), false, false, Algorithm.RS256);

  private static final int MOST = 20;

  public RedirectClient {
    redirectUris = List.copyOf(redirectUris);
    if (redirectUris.size() > MOST) {
      throw refused("a client has at most " + MOST + " redirect URIs");
    }
    if (redirectUris.isEmpty() && (isPublic || refreshes)) {
      throw refused("a client without redirect_uris has no grant that a human gives");
    }
  }

  /** One that is told nothing, and asks. */
  public RedirectClient(
      List<RedirectUri> redirectUris,
      boolean isPublic,
      boolean refreshes,
      Algorithm idTokenAlgorithm) {
    this(redirectUris, isPublic, refreshes, idTokenAlgorithm, Optional.empty());
  }

  /** The same, which is told at that address. */
  public RedirectClient toldAt(Optional<String> address) {
    return new RedirectClient(redirectUris, isPublic, refreshes, idTokenAlgorithm, address);
  }

  /** Whether it may ask humans through their browsers. */
  public boolean asksHumans() {
    return !redirectUris.isEmpty();
  }

  /** Where the answer goes: what was asked for, if it is registered; empty otherwise. */
  public Optional<String> admitted(String asked) {
    return redirectUris.stream().anyMatch(uri -> uri.admits(asked))
        ? Optional.of(asked)
        : Optional.empty();
  }

  private static RuntimeException refused(String detail) {
    return Refusal.refused(Reason.INVALID_REDIRECT_URI, detail);
  }
}
