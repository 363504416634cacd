package dev.avowry.token.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.avowry.token.DetailTypes;
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
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Discovery, RFC 8414 §3 and OpenID Connect Discovery 1.0 §4: one document at both places. What is
 * listed works, and what works is listed; types of authorization details as they are registered.
 */
@Singleton
@Prepared(
    paths = {"/.well-known/oauth-authorization-server", "/.well-known/openid-configuration"},
    gives = MediaType.APPLICATION_JSON)
@Open("public by RFC 8414 and by OpenID Connect Discovery")
public final class DiscoveryDocument implements PreparedDocument {
  private final DetailTypes types;
  private final Function<Set<String>, Document> render;
  private volatile Rendered rendered;

  @Inject
  DiscoveryDocument(
      @ConfigProperty(name = "avowry.issuer") String issuer,
      MutualTls mutualTls,
      DetailTypes types,
      ObjectMapper mapper) {
    this.types = types;
    this.render =
        names ->
            Document.keptFor(
                Duration.ofMinutes(5),
                Representation.json(Metadata.of(issuer, names, mutualTls), mapper));
    this.rendered = rendered(types.names());
  }

  /** The document, and of which types it tells. */
  private record Rendered(Set<String> types, Document document) {}

  private Rendered rendered(Set<String> names) {
    Set<String> ordered = Collections.unmodifiableSet(new TreeSet<>(names));
    return new Rendered(ordered, render.apply(ordered));
  }

  @Override
  public Document current() {
    Rendered last = rendered;
    if (!last.types().equals(types.names())) {
      last = rendered(types.names());
      rendered = last;
    }
    return last.document();
  }
}
