package dev.avowry.audit.http;

import dev.avowry.testing.Api;
import dev.avowry.testing.Eventually;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/** The record as an auditor reads it. */
final class Trail {
  private static final Duration IN_THE_TREE = Duration.ofSeconds(10);

  private Trail() {}

  /**
   * A line of an export, taken apart without a parser: what is hashed are the bytes as they came.
   */
  record Line(long index, String hash, String event) {
    static Line of(String line) {
      int event = line.indexOf(",\"event\":");
      JsonObject json = new JsonObject(line);
      return new Line(
          json.getLong("index"),
          json.getString("hash"),
          line.substring(event + ",\"event\":".length(), line.length() - 1));
    }

    /** Whether the leaf in the tree is that of this row. */
    boolean agrees() {
      return hash.equals(leaf(event.getBytes(StandardCharsets.UTF_8)));
    }

    JsonPath json() {
      return JsonPath.from(event);
    }
  }

  /** The leaf of a line, RFC 6962 §2.1. */
  static String leaf(byte[] line) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update((byte) 0);
      return Base64.getEncoder().encodeToString(sha256.digest(line));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Rows by a query such as {@code agent=…}. */
  static Response page(String query) {
    return Api.admin().get("/v1/audit/events?" + query);
  }

  /** The same as lines. */
  static List<Line> lines(String query) {
    return Api.admin()
        .accept("application/jsonl")
        .get("/v1/audit/events?" + query)
        .then()
        .statusCode(200)
        .contentType("application/jsonl")
        .extract()
        .asString()
        .lines()
        .map(Line::of)
        .toList();
  }

  /** The indexes of so many rows, once they are in the tree. */
  static List<Integer> await(int rows, String query) throws Exception {
    Eventually.within(
        IN_THE_TREE, rows + " rows for " + query, () -> indexes(query).size() == rows);
    return indexes(query);
  }

  static List<Integer> indexes(String query) {
    return page(query).then().statusCode(200).extract().path("events.index");
  }
}
