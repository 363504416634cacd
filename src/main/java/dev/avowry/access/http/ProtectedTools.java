package dev.avowry.access.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.avowry.web.MutualTls;
import dev.avowry.web.Open;
import dev.avowry.web.OwnResources;
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
 * What {@code /mcp} wants of tokens, RFC 9728 §3.1. It is a resource of its own: RFC 9728 §3.3 has
 * a client believe no metadata of another name than the address that it called.
 */
@Singleton
@Prepared(paths = "/.well-known/oauth-protected-resource/mcp", gives = MediaType.APPLICATION_JSON)
@Open("public by RFC 9728")
public final class ProtectedTools implements PreparedDocument {
  private final Document metadata;

  @Inject
  ProtectedTools(
      @ConfigProperty(name = "avowry.issuer") String issuer,
      MutualTls mutualTls,
      ObjectMapper mapper) {
    this.metadata =
        Document.keptFor(
            Duration.ofMinutes(5),
            Representation.json(
                ProtectedResource.Metadata.of(
                    OwnResources.mcp(issuer),
                    "Avowry's tools for agents",
                    issuer,
                    mutualTls.isReachable()),
                mapper));
  }

  @Override
  public Document current() {
    return metadata;
  }
}
