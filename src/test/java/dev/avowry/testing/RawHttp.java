package dev.avowry.testing;

import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** HTTP as no client library would write it: the bytes go out as they are. */
public final class RawHttp {
  private static final int PATIENCE_MS = 10_000;

  private RawHttp() {}

  /**
   * What came back.
   *
   * @param headers by name in lower case
   */
  public record Answer(int status, Map<String, String> headers, String body) {
    /** A header's value; empty when it is absent. */
    public String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }
  }

  /** A request without a body. */
  public static Answer send(String method, String target) {
    return send(method, target, Map.of(), new byte[0]);
  }

  /** A request with headers and a body. */
  public static Answer send(
      String method, String target, Map<String, String> headers, byte[] body) {
    List<String> lines =
        headers.entrySet().stream().map(each -> each.getKey() + ": " + each.getValue()).toList();
    return sendFrom("127.0.0.1", method, target, lines, body);
  }

  /**
   * The same from another address of this machine.
   *
   * @param headers each a line, in that order, also twice
   */
  public static Answer sendFrom(
      String address, String method, String target, List<String> headers, byte[] body) {
    StringBuilder head =
        new StringBuilder("%s %s HTTP/1.1\r\n".formatted(method, target))
            .append("Host: localhost\r\nConnection: close\r\n");
    headers.forEach(line -> head.append(line).append("\r\n"));
    if (body.length > 0) {
      head.append("Content-Length: %d\r\n".formatted(body.length));
    }
    head.append("\r\n");
    try (Socket socket = new Socket()) {
      socket.bind(new InetSocketAddress(address, 0));
      socket.connect(new InetSocketAddress("localhost", RestAssured.port), PATIENCE_MS);
      socket.setSoTimeout(PATIENCE_MS);
      socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().write(body);
      socket.getOutputStream().flush();
      return parse(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Answer parse(String text) {
    int end = text.indexOf("\r\n\r\n");
    String[] lines = text.substring(0, end).split("\r\n", -1);
    Map<String, String> headers = new TreeMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      headers.put(
          lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
          lines[i].substring(colon + 1).strip());
    }
    return new Answer(
        Integer.parseInt(lines[0].split(" ", -1)[1]), headers, text.substring(end + 4));
  }
}
