package dev.avowry.web.http;

import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;

/**
 * A public document that stays the same while the process runs. Tagged by its content, so that
 * every replica gives the same tag.
 */
public final class Representation {
  private final String mediaType;
  private final String body;
  private final Duration maxAge;
  private final EntityTag tag;

  /**
   * Keeps what is to be served.
   *
   * @param maxAge for how long anyone may keep it
   */
  public Representation(String mediaType, String body, Duration maxAge) {
    this.mediaType = mediaType;
    this.body = body;
    this.maxAge = maxAge;
    this.tag = new EntityTag(digest(body));
  }

  /** The document, or 304 to a reader that has it; RFC 9110 §13.1.2. */
  public Response answer(Request request) {
    Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
    Response.ResponseBuilder answer = unchanged == null ? Response.ok(body, mediaType) : unchanged;
    return answer
        .tag(tag)
        .header(HttpHeaders.CACHE_CONTROL, "public, max-age=" + maxAge.toSeconds())
        .build();
  }

  private static String digest(String body) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("SHA-256 is missing", impossible);
    }
  }
}
