package dev.avowry.access.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.avowry.access.PermissionTable;
import dev.avowry.authn.Possession;
import dev.avowry.web.MutualTls;
import dev.avowry.web.Open;
import dev.avowry.web.http.Document;
import dev.avowry.web.http.Prepared;
import dev.avowry.web.http.PreparedDocument;
import dev.avowry.web.http.Representation;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What Avowry's own API wants of tokens, RFC 9728 §2: who mints them, where they go, and how it is
 * proven that what a bound one is bound to is held.
 */
@Singleton
@Prepared(paths = "/.well-known/oauth-protected-resource", gives = MediaType.APPLICATION_JSON)
@Open("public by RFC 9728")
public final class ProtectedResource implements PreparedDocument {
  private final Document metadata;

  @Inject
  ProtectedResource(
      @ConfigProperty(name = "avowry.issuer") String issuer,
      MutualTls mutualTls,
      ObjectMapper mapper) {
    this.metadata =
        Document.keptFor(
            Duration.ofMinutes(5),
            Representation.json(
                Metadata.of(issuer, "Avowry", issuer, mutualTls.isReachable()), mapper));
  }

  /** The metadata, RFC 9728 §2. */
  record Metadata(
      String resource,
      String resourceName,
      List<String> authorizationServers,
      List<String> bearerMethodsSupported,
      List<String> scopesSupported,
      boolean dpopBoundAccessTokensRequired,
      List<String> dpopSigningAlgValuesSupported,
      boolean tlsClientCertificateBoundAccessTokens) {
    static Metadata of(String resource, String name, String issuer, boolean takesCertificates) {
      return new Metadata(
          resource,
          name,
          List.of(issuer),
          List.of("header"),
          PermissionTable.scopes(),
          false,
          Possession.algorithms(),
          takesCertificates);
    }
  }

  @Override
  public Document current() {
    return metadata;
  }
}
