package dev.avowry.revocation.http;

import dev.avowry.revocation.PublishedList;
import dev.avowry.revocation.Publisher;
import dev.avowry.web.Open;
import dev.avowry.web.http.Document;
import dev.avowry.web.http.Prepared;
import dev.avowry.web.http.PreparedDocument;
import dev.avowry.web.http.Rendering;
import dev.avowry.web.http.Representation;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;

/**
 * {@code GET /revocations}: the list for resource servers that validate offline, signed; and the
 * same claims unsigned, for people and scripts.
 */
@Singleton
@Prepared(
    paths = "/revocations",
    gives = {RevocationListDocument.JWT, MediaType.APPLICATION_JSON})
@Open("ids say nothing, and every verifier needs it")
public final class RevocationListDocument implements PreparedDocument {
  /** RFC 7519 §10.3.1. */
  static final String JWT = "application/jwt";

  private final Publisher publisher;
  private final Rendering<PublishedList> rendering =
      new Rendering<>(RevocationListDocument::render);

  @Inject
  RevocationListDocument(Publisher publisher) {
    this.publisher = publisher;
  }

  @Override
  public Document current() {
    return rendering.of(publisher.current());
  }

  private static Document render(PublishedList list) {
    return Document.neverOutdated(
        new Representation(JWT, list.jwt()),
        new Representation(MediaType.APPLICATION_JSON, list.json()));
  }
}
