package dev.avowry.agent;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.key.Algorithm;
import java.util.List;
import java.util.Optional;

/**
 * An agent as it asks humans for their consent: through their browser, for which it has redirect
 * URIs, or by a code that they type elsewhere, RFC 8628.
 *
 * @param redirectUris where answers may go
 * @param isPublic whether it proves itself by nothing, RFC 6749 §2.1: it may use what humans lend
 *     it, and nothing else
 * @param refreshes whether it is given refresh tokens without asking for {@code offline_access}
 * @param idTokenAlgorithm by which its ID tokens are signed
 * @param asksByCode whether it has no browser, and may ask by a code
 * @param notifiedAt where it is told that a human has answered who was not there, CIBA Core §4;
 *     without an address it asks
 */
public record RedirectClient(
    List<RedirectUri> redirectUris,
    boolean isPublic,
    boolean refreshes,
    Algorithm idTokenAlgorithm,
    boolean asksByCode,
    Optional<String> notifiedAt) {
  /** An agent that asks nobody. */
  public static final RedirectClient NONE =
      new RedirectClient(List.of(), false, false, Algorithm.RS256, false);

  private static final int MOST = 20;

  public RedirectClient {
    redirectUris = List.copyOf(redirectUris);
    if (redirectUris.size() > MOST) {
      throw refused("a client has at most " + MOST + " redirect URIs");
    }
    if (redirectUris.isEmpty() && !asksByCode && (isPublic || refreshes)) {
      throw refused(
          "a client without redirect_uris and without the grant of device codes has no grant that"
              + " a human gives");
    }
  }

  /** One that is told nothing, and asks. */
  public RedirectClient(
      List<RedirectUri> redirectUris,
      boolean isPublic,
      boolean refreshes,
      Algorithm idTokenAlgorithm,
      boolean asksByCode) {
    this(redirectUris, isPublic, refreshes, idTokenAlgorithm, asksByCode, Optional.empty());
  }

  /** The same, which is told at that address. */
  public RedirectClient toldAt(Optional<String> address) {
    return new RedirectClient(
        redirectUris, isPublic, refreshes, idTokenAlgorithm, asksByCode, address);
  }

  /** Whether it may ask humans at all who are there. */
  public boolean asksHumans() {
    return asksByRedirect() || asksByCode;
  }

  /** Whether it may ask them through their browser. */
  public boolean asksByRedirect() {
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
