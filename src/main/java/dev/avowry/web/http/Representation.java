package dev.avowry.web.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A document in one media type. Each coding of it is made once, when it is first asked for: a storm
 * of changes compresses nothing that nobody reads.
 */
public final class Representation {
  private final String mediaType;
  private final String body;
  private final Map<Coding, Coded> made = new ConcurrentHashMap<>();

  /** The body in the media type. */
  public Representation(String mediaType, String body) {
    this.mediaType = mediaType;
    this.body = body;
  }

  String mediaType() {
    return mediaType;
  }

  Coded in(Coding coding) {
    return made.computeIfAbsent(coding, this::encode);
  }

  private Coded encode(Coding coding) {
    byte[] plain = body.getBytes(StandardCharsets.UTF_8);
    return new Coded(mediaType, coding, coding.encode(plain));
  }
}
