package dev.avowry.testing;

import dev.avowry.mail.SmtpListener;
import io.quarkus.arc.Arc;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Somebody who speaks SMTP with the service, byte by byte as the test says. */
public final class SmtpPeer implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;

  private Socket socket;
  private InputStream in;

  private SmtpPeer(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
    socket.setSoTimeout(PATIENCE_MILLIS);
  }

  /** A new connection; nothing was read yet. */
  public static SmtpPeer connect() {
    return connect(Arc.container().instance(SmtpListener.class).get().port().orElseThrow());
  }

  /** The same to a port of this machine. */
  public static SmtpPeer connect(int port) {
    try {
      return new SmtpPeer(new Socket(InetAddress.getLoopbackAddress(), port));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** A connection in which everything was said until a message can be. */
  public static SmtpPeer ready(String... recipients) {
    return connect().untilData(recipients);
  }

  /** Says everything until a message can be. */
  public SmtpPeer untilData(String... recipients) {
    return untilDataAs("sender@peer.example", recipients);
  }

  /** The same with another return address. */
  public SmtpPeer untilDataAs(String sender, String... recipients) {
    expect("220", reply());
    expect("250", say("EHLO peer.example"));
    expect("250", say("MAIL FROM:<%s>".formatted(sender)));
    for (String recipient : recipients) {
      expect("250", say("RCPT TO:<%s>".formatted(recipient)));
    }
    expect("354", say("DATA"));
    return this;
  }

  private static void expect(String code, String reply) {
    if (!reply.startsWith(code)) {
      throw new AssertionError("expected " + code + ", was told: " + reply);
    }
  }

  /** Says a line; gives the reply to it. */
  public String say(String line) {
    write(line + "\r\n");
    return reply();
  }

  /** Says bytes as they are. */
  public void write(String bytes) {
    try {
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The next reply, its lines joined by a line feed; empty when the connection is over. */
  public String reply() {
    try {
      List<String> lines = new ArrayList<>();
      String line = line();
      while (line.length() > 3 && line.charAt(3) == '-') {
        lines.add(line);
        line = line();
      }
      lines.add(line);
      return String.join("\n", lines);
    } catch (IOException over) {
      return "";
    }
  }

  /** All that is said until the connection is over, or nothing more is for a while. */
  public List<String> replies() {
    List<String> all = new ArrayList<>();
    String next = reply();
    while (!next.isEmpty()) {
      all.add(next);
      next = reply();
    }
    return all;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    int next = in.read();
    while (next >= 0 && next != '\n') {
      if (next != '\r') {
        line.append((char) next);
      }
      next = in.read();
    }
    return line.toString();
  }

  /** Sends a whole message, its dots stuffed; gives the reply. */
  public String send(String message) {
    write(message.replaceAll("\r?\n", "\r\n").replaceAll("(?m)^\\.", "..") + "\r\n.\r\n");
    return reply();
  }

  /** Goes on under TLS, after the reply that says to. */
  public void secure() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Anybody()}, new SecureRandom());
      SSLSocket secured =
          (SSLSocket)
              context.getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
      secured.startHandshake();
      socket = secured;
      in = new BufferedInputStream(secured.getInputStream());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** As other mail servers do, RFC 3207 §4.1: whatever certificate there is. */
  private static final class Anybody implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
