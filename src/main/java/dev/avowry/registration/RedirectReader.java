package dev.avowry.registration;

import dev.avowry.agent.RedirectClient;
import dev.avowry.agent.RedirectUri;
import dev.avowry.key.Algorithm;
import dev.avowry.key.Claims;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads how a client will ask humans for their consent, RFC 7591 §2 and OpenID Registration §2. */
final class RedirectReader {
  private static final String ALGORITHM = "id_token_signed_response_alg";
  private static final List<String> KINDS = List.of("web", "native");

  private RedirectReader() {}

  /**
   * What is registered.
   *
   * @param isPublic whether it proves itself by nothing
   * @param grants the grant types that it names; empty when it names none
   * @param shown gets the members that are kept
   */
  static RedirectClient read(
      Claims said, boolean isPublic, List<String> grants, Map<String, Object> shown) {
    MetadataReader.requireType(said, "redirect_uris", said.list("redirect_uris").isPresent());
    List<String> uris = said.list("redirect_uris").orElse(List.of());
    RedirectClient client =
        new RedirectClient(
            uris.stream().map(RedirectUri::new).toList(),
            isPublic,
            grants.contains(MetadataReader.REFRESH_TOKEN),
            algorithm(said),
            grants.contains(MetadataReader.DEVICE_CODE));
    if (client.asksHumans()) {
      shown.put(ALGORITHM, client.idTokenAlgorithm().joseName());
    }
    if (client.asksByRedirect()) {
      shown.put("redirect_uris", uris);
    } else if (grants.contains(MetadataReader.AUTHORIZATION_CODE)) {
      throw MetadataReader.invalid("grant_types: authorization_code needs redirect_uris");
    }
    kind(said).ifPresent(kind -> shown.put("application_type", kind));
    return client;
  }

  private static Algorithm algorithm(Claims said) {
    return said.has(ALGORITHM)
        ? said.text(ALGORITHM)
            .flatMap(Algorithm::named)
            .orElseThrow(
                () ->
                    MetadataReader.invalid(
                        ALGORITHM + " must be one of RS256, ES256, PS256, EdDSA"))
        : Algorithm.RS256;
  }

  private static Optional<String> kind(Claims said) {
    if (said.has("application_type")
        && said.text("application_type").filter(KINDS::contains).isEmpty()) {
      throw MetadataReader.invalid("application_type must be web or native");
    }
    return said.text("application_type");
  }
}
