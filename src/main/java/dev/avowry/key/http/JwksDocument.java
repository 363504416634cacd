package dev.avowry.key.http;

import dev.avowry.key.Jwks;
import dev.avowry.key.Keys;
import dev.avowry.web.Open;
import dev.avowry.web.http.Document;
import dev.avowry.web.http.Prepared;
import dev.avowry.web.http.PreparedDocument;
import dev.avowry.web.http.Rendering;
import dev.avowry.web.http.Representation;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;

/** {@code GET /jwks}: what anyone needs to verify a token offline; RFC 7517 §5. */
@Singleton
@Prepared(
    paths = "/jwks",
    gives = {JwksDocument.MEDIA_TYPE, MediaType.APPLICATION_JSON})
@Open("public keys; whoever verifies offline has no token of ours")
public final class JwksDocument implements PreparedDocument {
  static final String MEDIA_TYPE = "application/jwk-set+json";

  private final Keys keys;
  private final Rendering<Jwks> rendering = new Rendering<>(this::render);

  @Inject
  JwksDocument(Keys keys) {
    this.keys = keys;
  }

  @Override
  public Document current() {
    return rendering.of(keys.ring().jwks());
  }

  /** The plain type is for libraries that are older than RFC 7517's. */
  private Document render(Jwks jwks) {
    return Document.keptFor(
        keys.jwksMaxAge(),
        new Representation(MEDIA_TYPE, jwks.body()),
        new Representation(MediaType.APPLICATION_JSON, jwks.body()));
  }
}
