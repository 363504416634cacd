package dev.avowry.mail;

import dev.avowry.kernel.SecretBytes;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Commands and replies, RFC 5321 §4.2, over a connection that is secured as the terms say. */
final class RelayLine implements AutoCloseable {
  private static final int LONGEST_LINE = 2_000;
  private static final int MOST_LINES = 100;
  private static final int CODE = 3;

  /** RFC 5321 §4.5.3.2.6: the last reply takes longest, and what is not heard may come twice. */
  static final int LAST_FACTOR = 10;

  private final Duration timeout;

  /** What is closed to break anything off: TLS above it would wait to say so. */
  private final Socket plain;

  private Socket socket;
  private InputStream in;

  private RelayLine(Socket plain, Duration timeout) throws IOException {
    this.timeout = timeout;
    this.plain = plain;
    this.socket = plain;
    this.in = new BufferedInputStream(plain.getInputStream());
  }

  /** Something that is said, or heard. */
  interface Step<T> {
    T take() throws IOException;
  }

  /**
   * What was replied.
   *
   * @param text its lines without their codes
   */
  record Reply(int code, String text) {}

  static RelayLine connect(RelayTerms terms) throws IOException {
    int millis = (int) terms.timeout().toMillis();
    Socket socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(terms.host(), terms.port()), millis);
      socket.setTcpNoDelay(true);
      RelayLine line = new RelayLine(socket, terms.timeout());
      if (terms.tls() == RelayTls.IMPLICIT) {
        line.secure(terms);
      }
      return line;
    } catch (IOException | RuntimeException failure) {
      socket.close();
      throw failure;
    }
  }

  /** Goes on under TLS with whoever has the name that we know the relay by; RFC 6125. */
  void secure(RelayTerms terms) throws IOException {
    if (in.available() > 0) {
      throw new IOException("the relay has said something before the connection was secured");
    }
    SSLSocket secured =
        (SSLSocket) terms.secured().createSocket(socket, terms.host(), terms.port(), true);
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
    secured.setSSLParameters(parameters);
    inTime(
        timeout,
        () -> {
          secured.startHandshake();
          return secured;
        });
    socket = secured;
    in = new BufferedInputStream(secured.getInputStream());
  }

  /** Says a line, and gives the reply to it. */
  Reply say(String command) throws IOException {
    if (command.indexOf('\r') >= 0 || command.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("a command has one line");
    }
    return inTime(
        timeout,
        () -> {
          write((command + Composer.CRLF).getBytes(StandardCharsets.ISO_8859_1));
          return read();
        });
  }

  /** Gives a message and its end (RFC 5321 §4.5.2: dots at the start of lines doubled). */
  Reply data(SecretBytes message) throws IOException {
    byte[] bytes = message.exposeSecret();
    ByteArrayOutputStream stuffed = new ByteArrayOutputStream(bytes.length + CODE);
    boolean begins = true;
    for (byte each : bytes) {
      if (begins && each == '.') {
        stuffed.write('.');
      }
      stuffed.write(each);
      begins = each == '\n';
    }
    stuffed.writeBytes(".\r\n".getBytes(StandardCharsets.ISO_8859_1));
    return inTime(
        timeout.multipliedBy(LAST_FACTOR),
        () -> {
          write(stuffed.toByteArray());
          return read();
        });
  }

  /** However slowly it is taken or comes, byte by byte: the connection ends with the time. */
  <T> T inTime(Duration longest, Step<T> step) throws IOException {
    CompletableFuture<Void> watch = new CompletableFuture<>();
    CompletableFuture<Void> _ =
        watch
            .orTimeout(longest.toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete(
                (done, late) -> {
                  if (late != null) {
                    close();
                  }
                });
    try {
      return step.take();
    } catch (IOException failure) {
      throw watch.isCompletedExceptionally()
          ? new IOException("the relay takes too long", failure)
          : failure;
    } finally {
      watch.complete(null);
    }
  }

  private void write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  /** The next reply. */
  Reply reply() throws IOException {
    return inTime(timeout, this::read);
  }

  private Reply read() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int lines = 0; lines < MOST_LINES; lines++) {
      String line = line();
      if (!line.matches("[2-5][0-9]{2}([ -].*)?")) {
        throw new IOException("the relay does not speak SMTP");
      }
      text.append(line.length() > CODE ? line.substring(CODE + 1) : "").append('\n');
      if (line.length() == CODE || line.charAt(CODE) == ' ') {
        return new Reply(Integer.parseInt(line.substring(0, CODE)), text.toString());
      }
    }
    throw new IOException("the relay says too much");
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    int next = in.read();
    while (next != '\n') {
      if (next < 0) {
        throw new IOException("the relay has ended the connection");
      }
      if (line.length() == LONGEST_LINE) {
        throw new IOException("the relay says too much");
      }
      line.append((char) next);
      next = in.read();
    }
    int last = line.length() - 1;
    return last >= 0 && line.charAt(last) == '\r' ? line.substring(0, last) : line.toString();
  }

  /** Says that there is no more; whether it is heard changes nothing. */
  void leave() {
    try {
      inTime(
          timeout,
          () -> {
            write(("QUIT" + Composer.CRLF).getBytes(StandardCharsets.ISO_8859_1));
            return true;
          });
    } catch (IOException gone) {
      // As much as to have heard it.
    }
  }

  @Override
  public void close() {
    try {
      plain.close();
    } catch (IOException alreadyOver) {
      // There is nothing left to be done with it.
    }
  }
}
