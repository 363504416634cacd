package dev.avowry.token.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.avowry.key.Algorithm;
import dev.avowry.web.Open;
import dev.avowry.web.http.Representation;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Discovery, RFC 8414 and OpenID Connect Discovery: one document at both places. What is listed
 * works, and what works is listed.
 */
@Path("/.well-known")
public class DiscoveryResource {
  private static final List<String> METHODS = List.of("private_key_jwt");
  private static final List<String> ALGORITHMS =
      Arrays.stream(Algorithm.values()).map(Algorithm::joseName).toList();

  private final Representation metadata;

  DiscoveryResource(@ConfigProperty(name = "avowry.issuer") String issuer, ObjectMapper mapper) {
    this.metadata =
        new Representation(
            MediaType.APPLICATION_JSON, write(metadata(issuer), mapper), Duration.ofMinutes(5));
  }

  private static String write(Metadata metadata, ObjectMapper mapper) {
    try {
      return mapper.writeValueAsString(metadata);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("cannot render the metadata", impossible);
    }
  }

  /** The metadata, RFC 8414 §2. There is no authorization endpoint yet, hence no response type. */
  public record Metadata(
      String issuer,
      String tokenEndpoint,
      String jwksUri,
      String revocationEndpoint,
      String introspectionEndpoint,
      String revocationsUri,
      List<String> grantTypesSupported,
      List<String> responseTypesSupported,
      List<String> subjectTypesSupported,
      List<String> idTokenSigningAlgValuesSupported,
      List<String> tokenEndpointAuthMethodsSupported,
      List<String> tokenEndpointAuthSigningAlgValuesSupported,
      List<String> revocationEndpointAuthMethodsSupported,
      List<String> revocationEndpointAuthSigningAlgValuesSupported,
      List<String> introspectionEndpointAuthMethodsSupported,
      List<String> introspectionEndpointAuthSigningAlgValuesSupported) {}

  private static Metadata metadata(String issuer) {
    return new Metadata(
        issuer,
        issuer + "/token",
        issuer + "/jwks",
        issuer + "/revoke",
        issuer + "/introspect",
        issuer + "/revocations",
        List.of(TokenForm.CLIENT_CREDENTIALS, TokenForm.TOKEN_EXCHANGE),
        List.of(),
        List.of("public"),
        List.of(),
        METHODS,
        ALGORITHMS,
        METHODS,
        ALGORITHMS,
        METHODS,
        ALGORITHMS);
  }

  /** RFC 8414 §3. */
  @GET
  @Path("/oauth-authorization-server")
  @Produces(MediaType.APPLICATION_JSON)
  @NonBlocking
  @Open("public by RFC 8414")
  public Response authorizationServer(@Context Request request) {
    return metadata.answer(request);
  }

  /** OpenID Connect Discovery 1.0 §4. */
  @GET
  @Path("/openid-configuration")
  @Produces(MediaType.APPLICATION_JSON)
  @NonBlocking
  @Open("public by OpenID Connect Discovery")
  public Response openidConfiguration(@Context Request request) {
    return metadata.answer(request);
  }
}
