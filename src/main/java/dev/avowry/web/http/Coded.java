package dev.avowry.web.http;

import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The bytes that go out, with what is said of them. The tag is strong: other bytes, another coding
 * or another media type have another one, and the same have the same on every replica; RFC 9110
 * §8.8.3.
 */
final class Coded {
  private final CharSequence mediaType;
  private final Coding coding;
  private final Buffer body;
  private final CharSequence length;
  private final String tag;
  private final CharSequence tagAsSent;

  Coded(String mediaType, Coding coding, byte[] bytes) {
    this.mediaType = HttpHeaders.createOptimized(mediaType);
    this.coding = coding;
    this.body = outsideTheHeap(bytes);
    this.length = HttpHeaders.createOptimized(Integer.toString(bytes.length));
    this.tag = '"' + digest(mediaType + " " + coding, bytes) + '"';
    this.tagAsSent = HttpHeaders.createOptimized(tag);
  }

  CharSequence mediaType() {
    return mediaType;
  }

  Coding coding() {
    return coding;
  }

  Buffer body() {
    return body;
  }

  /** {@code Content-Length}, in bytes. */
  CharSequence length() {
    return length;
  }

  /** With its quotes. */
  String tag() {
    return tag;
  }

  CharSequence tagAsSent() {
    return tagAsSent;
  }

  /**
   * Where the socket takes it from without another copy. It belongs to no pool and is never
   * released: it goes when nobody holds it. Vert.x 4 has no other way to take such bytes.
   */
  @SuppressWarnings("deprecation")
  private static Buffer outsideTheHeap(byte[] bytes) {
    ByteBuffer outside = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    return Buffer.buffer(Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(outside)));
  }

  private static String digest(String kind, byte[] bytes) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(kind.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(sha.digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("SHA-256 is missing", impossible);
    }
  }
}
