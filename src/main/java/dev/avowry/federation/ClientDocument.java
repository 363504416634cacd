package dev.avowry.federation;

import dev.avowry.agent.BoundTokens;
import dev.avowry.key.Algorithm;
import dev.avowry.key.Claims;
import dev.avowry.key.Jwk;
import dev.avowry.key.JwkSet;
import dev.avowry.web.EndpointRule;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a client says of itself at its address, as far as it counts here: whose keys are its, and
 * whether its tokens are to be bound. No document gives authority, that is the policy's.
 *
 * @param said the members, of which those that nobody here reads are passed over
 */
record ClientDocument(Claims said) {
  /** draft-ietf-oauth-client-id-metadata-document §6.6: 5 KB are enough for anybody. */
  private static final int LONGEST = 5 * 1024;

  private static final String METHOD = "private_key_jwt";
  private static final String GRANT = "client_credentials";

  /** The document; fails with the sentence that says why it is none of that client. */
  static ClientDocument read(String text, ClientIdUrl client) {
    require(text.getBytes(StandardCharsets.UTF_8).length <= LONGEST, "it is too long");
    Claims said =
        Claims.parse(text).orElseThrow(() -> new IllegalStateException("it is no JSON object"));
    require(
        said.text("client_id").equals(Optional.of(client.toString())), "client_id is another one");
    require(!said.has("client_secret") && !said.has("client_secret_expires_at"), "it has a secret");
    require(
        said.text("token_endpoint_auth_method").equals(Optional.of(METHOD)),
        "token_endpoint_auth_method is not " + METHOD);
    require(
        !said.has("grant_types")
            || said.list("grant_types").filter(all -> all.contains(GRANT)).isPresent(),
        "grant_types is without " + GRANT);
    require(said.has("jwks") != said.has("jwks_uri"), "it has not one of jwks and jwks_uri");
    return new ClientDocument(said);
  }

  /** The keys, if they are in it. */
  Optional<List<Jwk>> keys(Set<Algorithm> allowed) {
    return said.object("jwks").flatMap(set -> JwkSet.read(set.toString(), allowed, "sig"));
  }

  /** Where the keys are, if they are somewhere else; refused where nobody may be sent to. */
  Optional<URI> jwksUri(EndpointRule rule) {
    return said.text("jwks_uri").map(uri -> rule.check("jwks_uri", uri));
  }

  /** What the client wants its tokens bound to; refused when that is two things. */
  BoundTokens boundTokens() {
    return BoundTokens.of(
        said.truth("dpop_bound_access_tokens").orElse(false),
        said.truth("tls_client_certificate_bound_access_tokens").orElse(false));
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException("the document of a client does not count: " + otherwise);
    }
  }
}
