package dev.avowry.federation;

import dev.avowry.agent.BoundTokens;
import dev.avowry.agent.RedirectClient;
import dev.avowry.agent.RedirectUri;
import dev.avowry.key.Algorithm;
import dev.avowry.key.Claims;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A client that nobody here knows, as its document describes it: its {@code client_id} is the
 * document's address (draft-ietf-oauth-client-id-metadata-document). It proves itself by nothing; a
 * human who consents makes it an agent of theirs.
 *
 * @param address its {@code client_id}
 * @param name as it calls itself, which proves nothing; its host is what a human can judge
 */
public record VisitingClient(
    ClientIdUrl address, String name, RedirectClient redirects, BoundTokens boundTokens) {
  /** draft-ietf-oauth-client-id-metadata-document §6.6: 5 KB are enough for anybody. */
  private static final int LONGEST = 5 * 1024;

  private static final int LONGEST_NAME = 100;

  /** The client; fails with the sentence that says why the document is none of it. */
  static VisitingClient read(String text, ClientIdUrl address) {
    require(text.getBytes(StandardCharsets.UTF_8).length <= LONGEST, "it is too long");
    Claims said =
        Claims.parse(text).orElseThrow(() -> new IllegalStateException("it is no JSON object"));
    require(
        said.text("client_id").equals(Optional.of(address.toString())), "client_id is another one");
    require(!said.has("client_secret") && !said.has("client_secret_expires_at"), "it has a secret");
    require(
        said.text("token_endpoint_auth_method").orElse("none").equals("none"),
        "token_endpoint_auth_method is not none");
    List<String> grants = said.list("grant_types").orElse(List.of("authorization_code"));
    require(grants.contains("authorization_code"), "grant_types is without authorization_code");
    return new VisitingClient(
        address,
        said.text("client_name").filter(VisitingClient::isName).orElse(address.origin()),
        redirects(said, grants),
        BoundTokens.of(
            said.truth("dpop_bound_access_tokens").orElse(false),
            said.truth("tls_client_certificate_bound_access_tokens").orElse(false)));
  }

  private static RedirectClient redirects(Claims said, List<String> grants) {
    List<String> uris = said.list("redirect_uris").orElse(List.of());
    require(!uris.isEmpty(), "it has no redirect_uris");
    return new RedirectClient(
        uris.stream().map(RedirectUri::new).toList(),
        true,
        grants.contains("refresh_token"),
        said.text("id_token_signed_response_alg")
            .flatMap(Algorithm::named)
            .orElse(Algorithm.RS256));
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
