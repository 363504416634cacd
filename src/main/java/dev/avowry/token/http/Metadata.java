package dev.avowry.token.http;

import dev.avowry.authn.Possession;
import dev.avowry.federation.IdentityAssertions;
import dev.avowry.key.Algorithm;
import dev.avowry.key.AnswerSigner;
import dev.avowry.token.AuthenticationContext;
import dev.avowry.token.HumanClaims;
import dev.avowry.token.IdentityScope;
import dev.avowry.web.MutualTls;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The metadata, RFC 8414 §2 and RFC 8705 §3.3 and §5. */
public record Metadata(
    String issuer,
    String tokenEndpoint,
    String jwksUri,
    String revocationEndpoint,
    String introspectionEndpoint,
    String registrationEndpoint,
    String authorizationEndpoint,
    String pushedAuthorizationRequestEndpoint,
    String deviceAuthorizationEndpoint,
    String userinfoEndpoint,
    String backchannelAuthenticationEndpoint,
    String revocationsUri,
    String statusListAggregationEndpoint,
    List<String> grantTypesSupported,
    List<String> authorizationGrantProfilesSupported,
    List<String> responseTypesSupported,
    List<String> responseModesSupported,
    List<String> codeChallengeMethodsSupported,
    List<String> promptValuesSupported,
    List<String> acrValuesSupported,
    List<String> backchannelTokenDeliveryModesSupported,
    boolean backchannelUserCodeParameterSupported,
    List<String> scopesSupported,
    Set<String> authorizationDetailsTypesSupported,
    Set<String> claimsSupported,
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
    boolean claimsParameterSupported,
    boolean requestParameterSupported,
    boolean requestUriParameterSupported,
    boolean authorizationResponseIssParameterSupported,
    boolean clientIdMetadataDocumentSupported,
    boolean tlsClientCertificateBoundAccessTokens,
    Optional<Map<String, String>> mtlsEndpointAliases) {
  private static final List<String> ALGORITHMS =
      Arrays.stream(Algorithm.values()).map(Algorithm::joseName).toList();

  static Metadata of(String issuer, Set<String> detailTypes, MutualTls mutualTls) {
    List<String> methods = methods(mutualTls);
    List<String> withNone = Stream.concat(methods.stream(), Stream.of("none")).toList();
    return new Metadata(
        issuer,
        issuer + "/token",
        issuer + "/jwks",
        issuer + "/revoke",
        issuer + "/introspect",
        issuer + "/register",
        issuer + "/authorize",
        issuer + "/par",
        issuer + "/device_authorization",
        issuer + "/userinfo",
        issuer + "/bc-authorize",
        issuer + "/revocations",
        issuer + "/statuslists",
        TokenForm.GRANT_TYPES,
        List.of(IdentityAssertions.PROFILE),
        List.of("code"),
        List.of("query", "form_post"),
        List.of("S256"),
        List.of("none", "login", "consent", "select_account"),
        AuthenticationContext.codes(),
        List.of("poll", "ping"),
        false,
        Arrays.stream(IdentityScope.values()).map(IdentityScope::code).toList(),
        detailTypes,
        claims(),
        List.of("public"),
        ALGORITHMS,
        withNone,
        ALGORITHMS,
        withNone,
        ALGORITHMS,
        methods,
        ALGORITHMS,
        List.of(AnswerSigner.ALGORITHM.joseName()),
        Possession.algorithms(),
        true,
        false,
        false,
        true,
        true,
        mutualTls.isReachable(),
        mutualTls.url().map(Metadata::aliases));
  }

  private static List<String> methods(MutualTls mutualTls) {
    List<String> methods =
        new ArrayList<>(
            List.of("private_key_jwt", "spiffe_jwt", "client_secret_basic", "client_secret_post"));
    if (mutualTls.isReachable()) {
      methods.add("self_signed_tls_client_auth");
      methods.add("spiffe_x509");
    }
    if (mutualTls.hasAuthorities()) {
      methods.add("tls_client_auth");
    }
    return methods;
  }

  private static Set<String> claims() {
    Set<String> claims = new TreeSet<>(HumanClaims.all());
    claims.addAll(
        List.of(
            "iss",
            "sub",
            "aud",
            "azp",
            "exp",
            "iat",
            "auth_time",
            "amr",
            "acr",
            "nonce",
            "at_hash"));
    return claims;
  }

  /** Where clients with certificates go instead, RFC 8705 §5. */
  private static Map<String, String> aliases(String url) {
    return Map.of(
        "token_endpoint", url + "/token",
        "revocation_endpoint", url + "/revoke",
        "introspection_endpoint", url + "/introspect",
        "pushed_authorization_request_endpoint", url + "/par",
        "device_authorization_endpoint", url + "/device_authorization",
        "backchannel_authentication_endpoint", url + "/bc-authorize");
  }
}
