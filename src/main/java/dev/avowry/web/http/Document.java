package dev.avowry.web.http;

import java.time.Duration;
import java.util.List;

/**
 * What a document says at one moment, in all its representations.
 *
 * @param caching its {@code Cache-Control}; RFC 9111 §5.2.2
 * @param representations the one for readers without a preference first
 */
public record Document(String caching, List<Representation> representations) {
  public Document {
    representations = List.copyOf(representations);
  }

  /** A document that anybody may keep for so long. */
  public static Document keptFor(Duration maxAge, Representation... representations) {
    return new Document("public, max-age=" + maxAge.toSeconds(), List.of(representations));
  }

  /** A document that is to be asked for again each time. */
  public static Document neverOutdated(Representation... representations) {
    return new Document("no-cache", List.of(representations));
  }
}
