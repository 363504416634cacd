package dev.avowry.web.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.core.MediaType;
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

  /** The value as JSON. */
  public static Representation json(Object value, ObjectMapper mapper) {
    try {
      return new Representation(MediaType.APPLICATION_JSON, mapper.writeValueAsString(value));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("cannot render " + value.getClass(), impossible);
    }
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
