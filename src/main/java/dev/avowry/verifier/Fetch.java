package dev.avowry.verifier;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * One document of the issuer's, fetched within {@link #PATIENCE} and never larger than {@code
 * bytesMax}, however slowly or amply the other side answers. Redirects are not followed: the caller
 * said where the document is.
 *
 * @param accept the media types asked for
 */
record Fetch(HttpClient client, URI uri, String accept, int bytesMax) {

  /** From asking to the last byte. A request that waits for this is better refused soon. */
  static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,10}");

  /** What came back. */
  sealed interface Answer {

    /**
     * How long before the answer it was known to be true, by who answered (RFC 9111 §5.1): the
     * issuer that is cut off from its database, or a cache on the way.
     */
    Duration age();

    record Document(String text, Optional<String> etag, Duration age) implements Answer {}

    /** The document is still the one that the given {@code ETag} belongs to. */
    record Unchanged(Duration age) implements Answer {}
  }

  static HttpClient newClient() {
    return HttpClient.newBuilder()
        .connectTimeout(PATIENCE)
        .followRedirects(HttpClient.Redirect.NEVER)
        .build();
  }

  /** The same document, but only what is newer than the entry. */
  Fetch since(long seq) {
    String join = uri.getRawQuery() == null ? "?" : "&";
    return new Fetch(client, URI.create(uri + join + "since=" + seq), accept, bytesMax);
  }

  /**
   * Asks for the document.
   *
   * @param etag of the document that is held; empty to get it in any case
   * @throws IOException it did not come, or not in time, or too large
   */
  Answer get(Optional<String> etag) throws IOException {
    HttpResponse<byte[]> response = send(etag);
    if (response.statusCode() == 304 && etag.isPresent()) {
      return new Answer.Unchanged(age(response));
    }
    if (response.statusCode() != 200) {
      throw new IOException(uri + " answered " + response.statusCode());
    }
    return new Answer.Document(
        new String(response.body(), StandardCharsets.UTF_8),
        response.headers().firstValue("ETag"),
        age(response));
  }

  private Duration age(HttpResponse<?> response) throws IOException {
    String age = response.headers().firstValue("Age").orElse("0");
    if (!SECONDS.matcher(age).matches()) {
      throw new IOException(uri + " answered with an age that is none");
    }
    return Duration.ofSeconds(Long.parseLong(age));
  }

  private HttpResponse<byte[]> send(Optional<String> etag) throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).header("Accept", accept);
    // A cache on the way may answer only after asking the issuer (RFC 9111 §5.2.1.4): its own
    // opinion of what is current is worth nothing here.
    request.header("Cache-Control", "no-cache");
    etag.ifPresent(tag -> request.header("If-None-Match", tag));
    // The client's own timeout ends with the response's headers; a body can drip for ever.
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(
            request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), bytesMax));
    try {
      return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException(uri + " did not answer within " + PATIENCE, e);
    } catch (ExecutionException e) {
      throw new IOException(uri + " could not be fetched", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while fetching " + uri);
    } finally {
      answer.cancel(true);
    }
  }
}
