package dev.avowry.testing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * A relay that the service under test sends through: it speaks SMTP, keeps what it has taken, and
 * answers as the test says.
 */
public final class TestRelay implements AutoCloseable {
  /** By whom it lets itself be used. */
  public static final String USER = "avowry-at-the-relay";

  /** And by which password. */
  public static final String PASSWORD = "password-at-the-relay";

  /** What manners give for a connection that ends. */
  public static final String GONE = "gone";

  private static final int KEY_BITS = 2048;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ServerSocket server;
  private final Optional<SSLContext> tls;
  private final List<Taken> taken = new CopyOnWriteArrayList<>();
  private final List<String> commands = new CopyOnWriteArrayList<>();
  private volatile UnaryOperator<String> manners = command -> "";

  private TestRelay(ServerSocket server, Optional<SSLContext> tls) {
    this.server = server;
    this.tls = tls;
    Thread.ofVirtual().start(this::serve);
  }

  /**
   * A message that it took.
   *
   * @param content as it came, its dots unstuffed
   */
  public record Taken(String from, List<String> recipients, String content) {
    /** One of its headers, unfolded. */
    public String header(String name) {
      String head = content.substring(0, content.indexOf("\r\n\r\n")).replaceAll("\r\n[ \t]", " ");
      return head.lines()
          .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
          .map(line -> line.substring(name.length() + 1).strip())
          .findFirst()
          .orElse("");
    }
  }

  /** The one that the service of the tests is set to. */
  public static TestRelay open() {
    int port = ConfigProvider.getConfig().getValue("avowry.mail.relay.port", Integer.class);
    return new TestRelay(listen(port), Optional.of(context()));
  }

  /** One without TLS, at that port of this machine. */
  public static TestRelay plain(int port) {
    return new TestRelay(listen(port), Optional.empty());
  }

  private static ServerSocket listen(int port) {
    try {
      ServerSocket socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return socket;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static SSLContext context() {
    Path chain =
        Path.of(ConfigProvider.getConfig().getValue("avowry.tls.certificate", String.class));
    try (InputStream pem = Files.newInputStream(chain)) {
      Certificate[] certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(pem)
              .toArray(new Certificate[0]);
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          "relay",
          KeyFactory.getInstance("EC").generatePrivate(der(chain.resolveSibling("server.key"))),
          PASSWORD.toCharArray(),
          certificates);
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(store, PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static PKCS8EncodedKeySpec der(Path file) throws IOException {
    String body = Files.readString(file).replaceAll("-----[A-Z ]+-----|\\s", "");
    return new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body));
  }

  /** Makes the key by which a service signs what it sends. */
  public static Path writeKey(Path folder) {
    KeyPair pair = TestCertificate.newKey("RSA", KEY_BITS);
    Path file = folder.resolve("dkim.key");
    try {
      return Files.writeString(
          file,
          "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
              .formatted(Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The public half of that of the service of the tests. */
  public static PublicKey signingKey() throws Exception {
    Path file =
        Path.of(ConfigProvider.getConfig().getValue("avowry.mail.relay.dkim-key", String.class));
    KeyFactory keys = KeyFactory.getInstance("RSA");
    RSAPrivateCrtKey key = (RSAPrivateCrtKey) keys.generatePrivate(der(file));
    return keys.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
  }

  /**
   * How it answers from now on.
   *
   * @param next of a command, {@code .} for the end of a message, the reply; empty for the usual
   *     one, {@link #GONE} for none
   */
  public void behave(UnaryOperator<String> next) {
    manners = next;
  }

  /** What it has taken for a recipient. */
  public List<Taken> takenFor(String recipient) {
    return taken.stream().filter(each -> each.recipients().contains(recipient)).toList();
  }

  /** All that it has taken. */
  public List<Taken> all() {
    return List.copyOf(taken);
  }

  /** What it was told that begins so. */
  public List<String> told(String beginning) {
    return commands.stream().filter(command -> command.startsWith(beginning)).toList();
  }

  /** The first that it takes for a recipient. */
  public Taken awaitFor(String recipient) throws Exception {
    Eventually.within(
        PATIENCE, "the relay has mail for " + recipient, () -> !takenFor(recipient).isEmpty());
    return takenFor(recipient).getFirst();
  }

  private void serve() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> converse(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void converse(Socket socket) {
    try (socket) {
      new Conversation(socket).go();
    } catch (IOException over) {
      // The other side is gone, as far as this one knows.
    }
  }

  /** One client. */
  private final class Conversation {
    private Socket socket;
    private InputStream in;
    private boolean secured;
    private boolean known;
    private String from = "";
    private final List<String> recipients = new ArrayList<>();

    Conversation(Socket socket) throws IOException {
      this.socket = socket;
      this.in = new BufferedInputStream(socket.getInputStream());
      this.secured = tls.isEmpty();
      this.known = tls.isEmpty();
    }

    void go() throws IOException {
      boolean goesOn = say(or("", "220 relay.example"));
      while (goesOn) {
        String command = line();
        commands.add(command);
        String reply = command.equals("QUIT") ? GONE : or(command, usual(command));
        if (command.startsWith("RCPT") && reply.startsWith("2")) {
          recipients.add(inside(command));
        }
        goesOn = say(reply);
        if (goesOn && command.equals("STARTTLS")) {
          secure();
        }
      }
    }

    private String usual(String command) throws IOException {
      String verb = command.split("[ :]", 2)[0];
      return switch (verb) {
        case "EHLO" ->
            secured
                ? "250-relay.example\r\n250 AUTH LOGIN PLAIN"
                : "250-relay.example\r\n250 STARTTLS";
        case "STARTTLS" -> "220 go on";
        case "AUTH" -> logIn(command);
        case "MAIL" -> sender(command);
        case "RCPT" -> "250 ok";
        case "DATA" -> recipients.isEmpty() ? "503 to whom" : "354 go on";
        default -> "500 what";
      };
    }

    private String logIn(String command) {
      String expected =
          Base64.getEncoder()
              .encodeToString(("\0" + USER + "\0" + PASSWORD).getBytes(StandardCharsets.UTF_8));
      known = secured && command.equals("AUTH PLAIN " + expected);
      return known ? "235 welcome" : "535 no";
    }

    private String sender(String command) {
      from = inside(command);
      recipients.clear();
      return known ? "250 ok" : "530 who are you";
    }

    private String or(String command, String usual) {
      String other = manners.apply(command);
      return other.isEmpty() ? usual : other;
    }

    private boolean say(String reply) throws IOException {
      if (reply.equals(GONE)) {
        return false;
      }
      write(reply);
      return !reply.startsWith("354") || take();
    }

    /** What was said before the connection breaks was taken, as far as the relay is concerned. */
    private boolean take() throws IOException {
      StringBuilder content = new StringBuilder();
      String line = line();
      while (!line.equals(".")) {
        content.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
        line = line();
      }
      String reply = or(".", "250 taken");
      if (reply.startsWith("2") || reply.equals(GONE)) {
        taken.add(new Taken(from, List.copyOf(recipients), content.toString()));
      }
      if (reply.equals(GONE)) {
        return false;
      }
      write(reply);
      return true;
    }

    private void write(String reply) throws IOException {
      socket.getOutputStream().write((reply + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
    }

    private void secure() throws IOException {
      SSLSocket wrapped =
          (SSLSocket)
              tls.orElseThrow()
                  .getSocketFactory()
                  .createSocket(socket, "localhost", socket.getPort(), true);
      wrapped.setUseClientMode(false);
      wrapped.startHandshake();
      socket = wrapped;
      in = new BufferedInputStream(wrapped.getInputStream());
      secured = true;
    }

    private String line() throws IOException {
      StringBuilder line = new StringBuilder();
      int next = in.read();
      while (next != '\n') {
        if (next < 0) {
          throw new IOException("over");
        }
        line.append((char) next);
        next = in.read();
      }
      if (line.isEmpty() || line.charAt(line.length() - 1) != '\r') {
        throw new IOException("a line feed that stands alone");
      }
      return line.substring(0, line.length() - 1);
    }

    private static String inside(String command) {
      return command.substring(command.indexOf('<') + 1, command.indexOf('>'));
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
