package dev.avowry.federation;

import dev.avowry.agent.BoundTokens;
import dev.avowry.agent.RedirectClient;
import dev.avowry.agent.RedirectUri;
import dev.avowry.key.Algorithm;
import dev.avowry.key.Claims;
import dev.avowry.key.Jwk;
import dev.avowry.key.JwkSet;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A client that nobody here knows, as its document describes it: its {@code client_id} is the
 * document's address (draft-ietf-oauth-client-id-metadata-document). It proves itself by nothing; a
 * human who consents makes it an agent of theirs.
 *
 * @param address its {@code client_id}
 * @param name as it calls itself, which proves nothing; its host is what a human can judge
 * @param keys by which it proves itself, {@code private_key_jwt}; none where it proves nothing
 */
public record VisitingClient(
    ClientIdUrl address,
    String name,
    RedirectClient redirects,
    BoundTokens boundTokens,
    List<Jwk> keys) {
  /** draft-ietf-oauth-client-id-metadata-document §6.6: 5 KB are enough for anybody. */
  private static final int LONGEST = 5 * 1024;

  private static final int LONGEST_NAME = 100;
  private static final String NO_METHOD = "none";
  private static final String BY_KEY = "private_key_jwt";
  private static final String BY_CODE = "authorization_code";
  private static final String BY_DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code";

  /** As many as an agent is registered with. */
  private static final int MOST_KEYS = 8;

  /** A legacy is for an administrator to allow. */
  private static final Set<Algorithm> ALGORITHMS =
      EnumSet.complementOf(EnumSet.of(Algorithm.RS256));

  public VisitingClient {
    keys = List.copyOf(keys);
  }

  /** Those that a key's name may mean; all without one. */
  public List<Jwk> keysNamed(Optional<String> kid) {
    return PublishedKeys.candidates(keys, kid);
  }

  /** The client; fails with the sentence that says why the document is none of it. */
  static VisitingClient read(String text, ClientIdUrl address) {
    require(text.getBytes(StandardCharsets.UTF_8).length <= LONGEST, "it is too long");
    Claims said =
        Claims.parse(text).orElseThrow(() -> new IllegalStateException("it is no JSON object"));
    require(
        said.text("client_id").equals(Optional.of(address.toString())), "client_id is another one");
    require(!said.has("client_secret") && !said.has("client_secret_expires_at"), "it has a secret");
    List<String> grants = said.list("grant_types").orElse(List.of(BY_CODE));
    require(
        grants.contains(BY_CODE) || grants.contains(BY_DEVICE_CODE),
        "grant_types is without authorization_code and without device_code");
    List<Jwk> keys = keys(said);
    return new VisitingClient(
        address,
        said.text("client_name").filter(VisitingClient::isName).orElse(address.origin()),
        redirects(said, grants, keys.isEmpty()),
        BoundTokens.of(
            said.truth("dpop_bound_access_tokens").orElse(false),
            said.truth("tls_client_certificate_bound_access_tokens").orElse(false)),
        keys);
  }

  /** Those at another address would be others by the time that a human has answered. */
  private static List<Jwk> keys(Claims said) {
    String method = said.text("token_endpoint_auth_method").orElse(NO_METHOD);
    if (method.equals(NO_METHOD)) {
      return List.of();
    }
    require(method.equals(BY_KEY), "token_endpoint_auth_method is neither none nor " + BY_KEY);
    List<Jwk> keys =
        said.object("jwks")
            .flatMap(set -> JwkSet.read(set.toString(), ALGORITHMS, "sig"))
            .orElse(List.of());
    require(!keys.isEmpty() && keys.size() <= MOST_KEYS, "jwks has no key that can be used");
    return keys;
  }

  private static RedirectClient redirects(Claims said, List<String> grants, boolean isPublic) {
    List<String> uris = said.list("redirect_uris").orElse(List.of());
    require(!grants.contains(BY_CODE) || !uris.isEmpty(), "it has no redirect_uris");
    return new RedirectClient(
        uris.stream().map(RedirectUri::new).toList(),
        isPublic,
        grants.contains("refresh_token"),
        said.text("id_token_signed_response_alg").flatMap(Algorithm::named).orElse(Algorithm.RS256),
        grants.contains(BY_DEVICE_CODE));
  }

  /** A line in which nothing is hidden. */
  private static boolean isName(String text) {
    return !text.isBlank()
        && text.equals(text.strip())
        && text.length() <= LONGEST_NAME
        && !text.matches("(?s).*[\\p{C}\\p{Zl}\\p{Zp}].*");
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException("the document of a client does not count: " + otherwise);
    }
  }
}
