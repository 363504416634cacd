package dev.avowry.web.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.TestCertificate;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestTls;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is offered on the wire where Avowry terminates TLS itself. */
@AvowryTest
class TlsServerTest {
  private static final int PATIENCE_MS = 10_000;

  /** FAPI 2.0 §5.2.1 and RFC 9325 §4.2. */
  private static final Set<String> OF_TLS_1_2 =
      Set.of(
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384");

  private static SSLSocket connect(SSLContext context) throws IOException {
    return connect(context, InetAddress.getLoopbackAddress().getHostAddress());
  }

  private static SSLSocket connect(SSLContext context, String from) throws IOException {
    SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket();
    socket.bind(new InetSocketAddress(from, 0));
    socket.connect(new InetSocketAddress("localhost", TestTls.port()), PATIENCE_MS);
    socket.setSoTimeout(PATIENCE_MS);
    return socket;
  }

  @Nested
  class TheHandshake {
    @Test
    @DisplayName("TLS 1.3 is preferred over 1.2")
    void prefersTheNewest() throws Exception {
      try (SSLSocket socket = connect(TestTls.context())) {
        socket.startHandshake();
        assertEquals("TLSv1.3", socket.getSession().getProtocol());
      }
    }

    @Test
    @DisplayName("HTTP/2 has the certificate as well")
    void speaksHttp2() throws Exception {
      TestClient client = Api.agent(Api.sponsor()).register();
      SSLContext context =
          TestTls.context(TestCertificate.selfSigned(draft -> draft.key(client.key())));
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("https://localhost:" + TestTls.port() + "/token"))
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(HttpRequest.BodyPublishers.ofString(form(client)))
              .build();
      try (HttpClient http = HttpClient.newBuilder().sslContext(context).build()) {
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertEquals(HttpClient.Version.HTTP_2, answer.version());
        assertEquals(200, answer.statusCode(), answer.body());
      }
    }

    @Test
    @DisplayName("of TLS 1.2 the four suites of FAPI 2.0 are taken, and no other that a JDK has")
    void takesFourSuites() throws Exception {
      SSLContext context = TestTls.context();
      for (String suite : context.getSupportedSSLParameters().getCipherSuites()) {
        boolean isOfTls12 = suite.contains("_WITH_");
        if (!isOfTls12) {
          continue;
        }
        try (SSLSocket socket = connect(context)) {
          socket.setEnabledProtocols(new String[] {"TLSv1.2"});
          socket.setEnabledCipherSuites(new String[] {suite});
          // The server of the tests has a key for ECDSA alone.
          if (OF_TLS_1_2.contains(suite) && suite.contains("_ECDSA_")) {
            socket.startHandshake();
            assertEquals(suite, socket.getSession().getCipherSuite());
          } else {
            assertThrows(SSLException.class, socket::startHandshake, suite);
          }
        }
      }
    }

    @ParameterizedTest(name = "a client that knows of nothing newer than 03{0} is refused")
    @ValueSource(strings = {"00", "01", "02"})
    void refusesWhatIsOld(String version) throws Exception {
      // ClientHello with one suite of those days, TLS_RSA_WITH_AES_128_CBC_SHA, and the four of
      // today.
      String body =
          "03"
              + version
              + "00".repeat(32)
              + "00"
              + "000a"
              + "002fc02bc02cc02fc030"
              + "0100"
              + "0012"
              + "000a00040002001700"
              + "0b00020100"
              + "00170000";
      byte[] hello = hello(HexFormat.of().parseHex(body));
      try (Socket socket = new Socket("localhost", TestTls.port())) {
        socket.setSoTimeout(PATIENCE_MS);
        socket.getOutputStream().write(hello);
        socket.getOutputStream().flush();
        int type = socket.getInputStream().read();
        // An alert (21), or the connection ended without a word; never a ServerHello (22).
        assertTrue(type == 21 || type == -1, "type " + type);
      }
    }

    private static byte[] hello(byte[] body) {
      byte[] record = new byte[9 + body.length];
      record[0] = 22;
      record[1] = 3;
      record[2] = 1;
      record[3] = (byte) ((body.length + 4) >> 8);
      record[4] = (byte) (body.length + 4);
      record[5] = 1;
      record[7] = (byte) (body.length >> 8);
      record[8] = (byte) body.length;
      System.arraycopy(body, 0, record, 9, body.length);
      return record;
    }
  }

  @Nested
  class AConnectionOrSession {
    @ParameterizedTest(name = "{0}, older than the end of the credential, proves nobody (A-042)")
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void outlivesTheTrust(String protocol) throws Exception {
      TestClient client = Api.agent(Api.sponsor()).register();
      SSLContext context =
          TestTls.context(TestCertificate.selfSigned(draft -> draft.key(client.key())));
      String credential = Api.admin().get("/v1/agents/" + client.id()).path("credentials[0].id");
      SSLSession first;
      try (SSLSocket kept = connect(context, protocol);
          SSLSocket other = connect(context, protocol)) {
        assertEquals(200, ask(kept, client));
        first = kept.getSession();
        assertEquals(200, ask(other, client));
        assertEquals(200, Api.order("revoke", "credential", credential).statusCode());
        assertEquals(401, ask(kept, client));
      }
      try (SSLSocket resumed = connect(context, protocol)) {
        assertEquals(401, ask(resumed, client));
        assertEquals(first.getProtocol(), resumed.getSession().getProtocol());
      }
    }

    private static SSLSocket connect(SSLContext context, String protocol) throws IOException {
      SSLSocket socket = TlsServerTest.connect(context);
      socket.setEnabledProtocols(new String[] {protocol});
      return socket;
    }
  }

  @Nested
  class AProxy {
    @Test
    @DisplayName("its own certificate is nobody else's: without the header → 401 (A-041)")
    void speaksForOthers() throws Exception {
      TestClient client = Api.agent(Api.sponsor()).register();
      SSLContext context =
          TestTls.context(TestCertificate.selfSigned(draft -> draft.key(client.key())));
      try (SSLSocket proxy = connect(context, TestTls.PROXY);
          SSLSocket direct = connect(context)) {
        assertEquals(401, ask(proxy, client));
        assertEquals(200, ask(direct, client));
      }
    }
  }

  private static String form(TestClient client) {
    return "grant_type=client_credentials&scope=read&resource=%s&client_id=%s"
        .formatted(Api.ORDERS, client.id());
  }

  /** Asks for a token on a connection that stays open; the status of the answer. */
  private static int ask(SSLSocket socket, TestClient client) throws IOException {
    String form = form(client);
    String request =
        "POST /token HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n%s\r\n\r\n%s"
            .formatted(form.length(), "Content-Type: application/x-www-form-urlencoded", form);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
    InputStream in = socket.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("the connection ended: " + head);
      }
      head.append((char) next);
    }
    int length =
        Arrays.stream(head.toString().split("\r\n", -1))
            .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
            .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
            .findFirst()
            .orElseThrow();
    assertEquals(length, in.readNBytes(length).length);
    return Integer.parseInt(head.substring(9, 12));
  }
}
