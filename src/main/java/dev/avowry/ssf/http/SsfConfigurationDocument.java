package dev.avowry.ssf.http;

import com.fasterxml.jackson.databind.ObjectMapper;
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

/** The transmitter's metadata, SSF 1.0 §7.2. An issuer has no path, so that there is one place. */
@Singleton
@Prepared(paths = "/.well-known/ssf-configuration", gives = MediaType.APPLICATION_JSON)
@Open("public by SSF 1.0")
public final class SsfConfigurationDocument implements PreparedDocument {
  private final Document metadata;

  @Inject
  SsfConfigurationDocument(
      @ConfigProperty(name = "avowry.issuer") String issuer, ObjectMapper mapper) {
    this.metadata =
        Document.keptFor(
            Duration.ofMinutes(5), Representation.json(SsfMetadata.of(issuer), mapper));
  }

  @Override
  public Document current() {
    return metadata;
  }
}
