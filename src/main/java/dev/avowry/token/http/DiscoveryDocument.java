package dev.avowry.token.http;

import com.fasterxml.jackson.databind.ObjectMapper;
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
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Discovery, RFC 8414 §3 and OpenID Connect Discovery 1.0 §4: one document at both places. What is
 * listed works, and what works is listed.
 */
@Singleton
@Prepared(
    paths = {"/.well-known/oauth-authorization-server", "/.well-known/openid-configuration"},
    gives = MediaType.APPLICATION_JSON)
@Open("public by RFC 8414 and by OpenID Connect Discovery")
public final class DiscoveryDocument implements PreparedDocument {
  private final Document metadata;

  @Inject
  DiscoveryDocument(
      @ConfigProperty(name = "avowry.issuer") String issuer,
      MutualTls mutualTls,
      ObjectMapper mapper) {
    this.metadata =
        Document.keptFor(
            Duration.ofMinutes(5), Representation.json(Metadata.of(issuer, mutualTls), mapper));
  }

  @Override
  public Document current() {
    return metadata;
  }
}
