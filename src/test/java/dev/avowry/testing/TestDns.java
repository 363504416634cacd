package dev.avowry.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A DNS server on this machine, by UDP and TCP, which says what a test has written in its zone.
 * What is not written is not there; below {@code silent.example} it says nothing, and below {@code
 * broken.example} that it cannot.
 */
public final class TestDns implements AutoCloseable {
  private static final int DATAGRAM = 512;
  private static final Map<String, Integer> TYPES =
      Map.of("A", 1, "CNAME", 5, "PTR", 12, "MX", 15, "TXT", 16, "AAAA", 28);

  private record Row(String name, String type, String value) {
    int number() {
      return TYPES.getOrDefault(type, 0);
    }
  }

  private final Map<String, List<Row>> zone = new ConcurrentHashMap<>();
  private final DatagramSocket datagrams;
  private final ServerSocket connections;
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger askedByTcp = new AtomicInteger();

  private TestDns() throws IOException {
    InetAddress here = InetAddress.getLoopbackAddress();
    this.connections = new ServerSocket(0, 50, here);
    this.datagrams = new DatagramSocket(connections.getLocalPort(), here);
  }

  /** Listens at a free port. */
  public static TestDns start() {
    for (int attempt = 0; ; attempt++) {
      try {
        TestDns dns = new TestDns();
        Thread.ofVirtual().start(dns::answerDatagrams);
        Thread.ofVirtual().start(dns::answerConnections);
        return dns;
      } catch (IOException taken) {
        // The port that is free for TCP may not be for UDP.
        if (attempt == 20) {
          throw new UncheckedIOException(taken);
        }
      }
    }
  }

  /** As settings have it. */
  public String address() {
    InetSocketAddress own = (InetSocketAddress) datagrams.getLocalSocketAddress();
    return "127.0.0.1:" + own.getPort();
  }

  /** How often it was asked. */
  public int asked() {
    return asked.get();
  }

  /** How often of these by TCP. */
  public int askedByTcp() {
    return askedByTcp.get();
  }

  /**
   * Writes a row; gives this.
   *
   * @param value an address, a name, a text, or of MX a number and a name
   */
  public TestDns with(String name, String type, String value) {
    zone.computeIfAbsent(name.toLowerCase(Locale.ROOT), any -> new CopyOnWriteArrayList<>())
        .add(new Row(name, type, value));
    return this;
  }

  /** Writes a text unless there is something under that name. */
  public void once(String name, String value) {
    zone.computeIfAbsent(
        name.toLowerCase(Locale.ROOT),
        any -> new CopyOnWriteArrayList<>(List.of(new Row(name, "TXT", value))));
  }

  /** The same for a text. */
  public TestDns txt(String name, String value) {
    return with(name, "TXT", value);
  }

  private void answerDatagrams() {
    byte[] bytes = new byte[DATAGRAM];
    while (!datagrams.isClosed()) {
      try {
        DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
        datagrams.receive(packet);
        byte[] answer = answer(Arrays.copyOf(bytes, packet.getLength()), DATAGRAM);
        if (answer.length > 0) {
          datagrams.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
        }
      } catch (IOException | RuntimeException closedOrNonsense) {
        // The next one, if there is a next one.
      }
    }
  }

  private void answerConnections() {
    while (!connections.isClosed()) {
      try (Socket socket = connections.accept()) {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        byte[] question = new byte[in.readUnsignedShort()];
        in.readFully(question);
        askedByTcp.incrementAndGet();
        byte[] answer = answer(question, 65_535);
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.writeShort(answer.length);
        out.write(answer);
        out.flush();
      } catch (IOException | RuntimeException closedOrNonsense) {
        // The next one, if there is a next one.
      }
    }
  }

  private byte[] answer(byte[] query, int most) throws IOException {
    asked.incrementAndGet();
    StringBuilder name = new StringBuilder();
    int at = 12;
    while (query[at] != 0) {
      int length = query[at];
      name.append(name.isEmpty() ? "" : ".")
          .append(new String(query, at + 1, length, StandardCharsets.ISO_8859_1));
      at += length + 1;
    }
    int type = ((query[at + 1] & 0xff) << 8) | (query[at + 2] & 0xff);
    String asked = name.toString().toLowerCase(Locale.ROOT);
    if (asked.endsWith("silent.example")) {
      return new byte[0];
    }
    byte[] question = Arrays.copyOfRange(query, 12, at + 5);
    if (asked.endsWith("broken.example")) {
      return message(query, question, List.of(), 2, false);
    }
    List<Row> rows = rows(asked, type);
    boolean exists =
        !rows.isEmpty()
            || zone.keySet().stream().anyMatch(it -> it.equals(asked) || it.endsWith("." + asked));
    byte[] whole = message(query, question, rows, exists ? 0 : 3, false);
    return whole.length <= most ? whole : message(query, question, List.of(), 0, true);
  }

  private List<Row> rows(String asked, int type) {
    List<Row> found = new ArrayList<>();
    String name = asked;
    for (int hop = 0; hop < 20; hop++) {
      List<Row> here = zone.getOrDefault(name, List.of());
      here.stream().filter(row -> row.number() == type).forEach(found::add);
      List<Row> aliases = here.stream().filter(row -> row.type().equals("CNAME")).toList();
      found.addAll(aliases);
      if (aliases.isEmpty()) {
        return found;
      }
      name = aliases.getFirst().value();
    }
    return found;
  }

  private static byte[] message(
      byte[] query, byte[] question, List<Row> rows, int code, boolean truncated)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.write(query, 0, 2);
    out.writeShort(0x8180 | code | (truncated ? 0x0200 : 0));
    out.writeShort(1);
    out.writeShort(rows.size());
    out.writeShort(0);
    out.writeShort(0);
    out.write(question);
    for (Row row : rows) {
      out.write(name(row.name()));
      out.writeShort(row.number());
      out.writeShort(1);
      out.writeInt(60);
      byte[] data = data(row);
      out.writeShort(data.length);
      out.write(data);
    }
    return bytes.toByteArray();
  }

  private static byte[] data(Row row) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    switch (row.type()) {
      case "A", "AAAA" -> bytes.write(InetAddress.ofLiteral(row.value()).getAddress());
      case "TXT" -> {
        byte[] text = row.value().getBytes(StandardCharsets.ISO_8859_1);
        for (int at = 0; at == 0 || at < text.length; at += 255) {
          int length = Math.min(255, text.length - at);
          bytes.write(length);
          bytes.write(text, at, length);
        }
      }
      case "MX" -> {
        String[] parts = row.value().split(" ", 2);
        int preference = Integer.parseInt(parts[0]);
        bytes.write(preference >> 8);
        bytes.write(preference);
        bytes.write(name(parts[1]));
      }
      default -> bytes.write(name(row.value()));
    }
    return bytes.toByteArray();
  }

  private static byte[] name(String name) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String label : name.split("\\.", -1)) {
      bytes.write(label.length());
      bytes.write(label.getBytes(StandardCharsets.ISO_8859_1));
    }
    bytes.write(0);
    return bytes.toByteArray();
  }

  @Override
  public void close() {
    try {
      datagrams.close();
      connections.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
