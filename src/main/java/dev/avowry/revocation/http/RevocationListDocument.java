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
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * {@code GET /revocations}: the list for resource servers that validate offline, signed; and the
 * same claims unsigned, for people and scripts. With {@code ?since=} only what is newer than the
 * entry that the reader has.
 */
@Singleton
@Prepared(
    paths = "/revocations",
    gives = {RevocationListDocument.JWT, MediaType.APPLICATION_JSON})
@Open("ids say nothing, and every verifier needs it")
public final class RevocationListDocument implements PreparedDocument {
  /** RFC 7519 §10.3.1. */
  static final String JWT = "application/jwt";

  private static final String SINCE = "since=";
  private static final Pattern PLACE = Pattern.compile(SINCE + "[0-9]{1,18}");

  /** All ends of this edition, and much of the one before. */
  private static final int ENDS_KEPT = 16;

  private final Publisher publisher;

  /** The last one only: it has megabytes when much is revoked. */
  private final Rendering<PublishedList> wholes = new Rendering<>(RevocationListDocument::render);

  private final Rendering<PublishedList> ends =
      new Rendering<>(RevocationListDocument::render, ENDS_KEPT);

  @Inject
  RevocationListDocument(Publisher publisher) {
    this.publisher = publisher;
  }

  @Override
  public Document current() {
    return wholes.of(publisher.current());
  }

  @Override
  public Document answering(String query) {
    return place(query).map(publisher::since).map(this::rendered).orElseGet(this::current);
  }

  private Document rendered(PublishedList list) {
    return (list.whole() ? wholes : ends).of(list);
  }

  /** A replica that is cut off from its database does not pass for one that has no news. */
  @Override
  public Optional<Duration> age() {
    return Optional.of(publisher.age());
  }

  /** What is malformed, or given twice, is as if it had not been given. */
  private static Optional<Long> place(String query) {
    List<String> given =
        Stream.of(query.split("&", -1)).filter(each -> each.startsWith(SINCE)).toList();
    return given.size() == 1 && PLACE.matcher(given.getFirst()).matches()
        ? Optional.of(Long.valueOf(given.getFirst().substring(SINCE.length())))
        : Optional.empty();
  }

  private static Document render(PublishedList list) {
    return Document.neverOutdated(
        new Representation(JWT, list.jwt()),
        new Representation(MediaType.APPLICATION_JSON, list.json()));
  }
}
