package dev.avowry.token.http;

import dev.avowry.authn.Possession;
import dev.avowry.federation.IdentityAssertions;
import dev.avowry.key.Algorithm;
import dev.avowry.key.AnswerSigner;
import java.util.Arrays;
import java.util.List;

/** The metadata, RFC 8414 §2. There is no authorization endpoint yet, hence no response type. */
public record Metadata(
    String issuer,
    String tokenEndpoint,
    String jwksUri,
    String revocationEndpoint,
    String introspectionEndpoint,
    String revocationsUri,
    String statusListAggregationEndpoint,
    List<String> grantTypesSupported,
    List<String> authorizationGrantProfilesSupported,
    List<String> responseTypesSupported,
    List<String> subjectTypesSupported,
    List<String> idTokenSigningAlgValuesSupported,
    List<String> tokenEndpointAuthMethodsSupported,
    List<String> tokenEndpointAuthSigningAlgValuesSupported,
    List<String> revocationEndpointAuthMethodsSupported,
    List<String> revocationEndpointAuthSigningAlgValuesSupported,
    List<String> introspectionEndpointAuthMethodsSupported,
    List<String> introspectionEndpointAuthSigningAlgValuesSupported,
    List<String> introspectionSigningAlgValuesSupported,
    List<String> dpopSigningAlgValuesSupported,
    boolean clientIdMetadataDocumentSupported) {
  private static final List<String> METHODS =
      List.of("private_key_jwt", "client_secret_basic", "client_secret_post");
  private static final List<String> ALGORITHMS =
      Arrays.stream(Algorithm.values()).map(Algorithm::joseName).toList();

  static Metadata of(String issuer) {
    return new Metadata(
        issuer,
        issuer + "/token",
        issuer + "/jwks",
        issuer + "/revoke",
        issuer + "/introspect",
        issuer + "/revocations",
        issuer + "/statuslists",
        List.of(TokenForm.CLIENT_CREDENTIALS, TokenForm.TOKEN_EXCHANGE, TokenForm.JWT_BEARER),
        List.of(IdentityAssertions.PROFILE),
        List.of(),
        List.of("public"),
        List.of(),
        METHODS,
        ALGORITHMS,
        METHODS,
        ALGORITHMS,
        METHODS,
        ALGORITHMS,
        List.of(AnswerSigner.ALGORITHM.joseName()),
        Possession.algorithms(),
        true);
  }
}
