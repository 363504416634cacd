package dev.avowry.mail;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.kernel.SecretBytes;
import dev.avowry.provenance.DkimSigner;
import dev.avowry.testing.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Relays that take longer than they may: whoever waits for them has no turn of another's. */
class RelayLineTest {
  /** More than the buffers of both ends hold. */
  private static final int MUCH = 16 * 1024 * 1024;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static RelayTerms terms(ServerSocket relay, RelayTls tls) {
    return new RelayTerms(
        "127.0.0.1",
        relay.getLocalPort(),
        tls,
        (SSLSocketFactory) SSLSocketFactory.getDefault(),
        "agents.example",
        Optional.empty(),
        new DkimSigner("agents.example", "now", TestCertificate.newKey("RSA", 2048).getPrivate()),
        Duration.ofMillis(200));
  }

  private static ServerSocket relay() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  @Test
  @DisplayName("takes no more bytes → given up")
  void doesNotRead() throws Exception {
    try (ServerSocket relay = relay();
        RelayLine line = RelayLine.connect(terms(relay, RelayTls.NONE))) {
      assertTimeoutPreemptively(
          PATIENCE,
          () ->
              assertThrows(
                  IOException.class, () -> line.data(SecretBytes.takeCopyOf(new byte[MUCH]))));
    }
  }

  @Test
  @DisplayName("says a byte now and then → given up")
  void speaksSlowly() throws Exception {
    try (ServerSocket relay = relay();
        RelayLine line = RelayLine.connect(terms(relay, RelayTls.NONE));
        Socket other = relay.accept()) {
      Thread.ofVirtual().start(() -> drip(other));

      IOException failure =
          assertTimeoutPreemptively(PATIENCE, () -> assertThrows(IOException.class, line::reply));

      assertTrue(failure.toString().contains("too long"), failure::toString);
    }
  }

  @Test
  @DisplayName("begins with TLS and goes no further → given up")
  void shakesNoHands() throws Exception {
    try (ServerSocket relay = relay()) {
      assertTimeoutPreemptively(
          PATIENCE,
          () ->
              assertThrows(
                  IOException.class, () -> RelayLine.connect(terms(relay, RelayTls.IMPLICIT))));
    }
  }

  @Test
  @DisplayName("each reply just in time, all together too late → given up before the message")
  void dawdles() throws Exception {
    try (ServerSocket relay = relay()) {
      Thread.ofVirtual().start(() -> dawdle(relay));

      IOException failure =
          assertTimeoutPreemptively(
              PATIENCE,
              () ->
                  assertThrows(
                      IOException.class,
                      () ->
                          RelayConversation.open(
                                  terms(relay, RelayTls.NONE),
                                  Address.parse("a@agents.example"),
                                  Collections.nCopies(50, Address.parse("b@peer.example")))
                              .close()));

      assertTrue(failure.toString().contains("too long"), failure::toString);
    }
  }

  private static void drip(Socket socket) {
    try {
      while (true) {
        socket.getOutputStream().write('2');
        Thread.sleep(20);
      }
    } catch (IOException | InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }

  private static void dawdle(ServerSocket relay) {
    try (Socket socket = relay.accept()) {
      for (String reply : List.of("220 here", "250 here", "250 well")) {
        say(socket, reply);
      }
      while (true) {
        say(socket, "250 well");
      }
    } catch (IOException | InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }

  private static void say(Socket socket, String reply) throws IOException, InterruptedException {
    Thread.sleep(100);
    socket.getOutputStream().write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
  }
}
