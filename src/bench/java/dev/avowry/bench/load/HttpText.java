package dev.avowry.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.InetSocketAddress;
import java.util.function.Supplier;

/** Requests as text, RFC 9112 §2.1. */
public record HttpText(InetSocketAddress server, Supplier<String> header) {
  private static final String FORM = "application/x-www-form-urlencoded";

  /** Requests without a header of their own. */
  public HttpText(InetSocketAddress server) {
    this(server, () -> "");
  }

  /** The same, each with one more header line. */
  public HttpText with(Supplier<String> line) {
    return new HttpText(server, () -> line.get() + "\r\n");
  }

  /** {@code GET} of a media type. */
  public byte[] get(String path, String accept) {
    return (line("GET", path) + "Accept: " + accept + "\r\n\r\n").getBytes(US_ASCII);
  }

  /** {@code POST} of a form that is encoded already. */
  public byte[] form(String path, String form) {
    return (line("POST", path)
            + "Content-Type: "
            + FORM
            + "\r\nContent-Length: "
            + form.length()
            + "\r\n\r\n"
            + form)
        .getBytes(US_ASCII);
  }

  /** {@code POST} of JSON with a bearer token. */
  public byte[] json(String path, String bearer, String json) {
    return (line("POST", path)
            + "Authorization: Bearer "
            + bearer
            + "\r\nContent-Type: application/json\r\nContent-Length: "
            + json.length()
            + "\r\n\r\n"
            + json)
        .getBytes(US_ASCII);
  }

  private String line(String method, String path) {
    return method
        + " "
        + path
        + " HTTP/1.1\r\nHost: "
        + server.getHostString()
        + ":"
        + server.getPort()
        + "\r\n"
        + header.get();
  }
}
