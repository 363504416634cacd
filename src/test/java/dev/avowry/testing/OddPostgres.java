package dev.avowry.testing;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Speaks as PostgreSQL does, without TLS, and does to whoever comes what a test says. */
public final class OddPostgres implements AutoCloseable {
  private static final String END = "";

  private final ServerSocket socket;
  private final List<String> statements = new CopyOnWriteArrayList<>();
  private final AtomicInteger come = new AtomicInteger();
  private final AtomicInteger gone = new AtomicInteger();

  private OddPostgres(ServerSocket socket) {
    this.socket = socket;
  }

  /** What it does. */
  public interface Behaviour {
    /** To one connection; that the other side has gone ends it. */
    void with(Talk talk) throws IOException, InterruptedException;
  }

  /** One that does that. */
  public static OddPostgres that(Behaviour behaviour) {
    try {
      OddPostgres odd = new OddPostgres(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
      Thread.startVirtualThread(() -> odd.serve(behaviour));
      return odd;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void serve(Behaviour behaviour) {
    try {
      while (true) {
        Socket one = socket.accept();
        come.incrementAndGet();
        Thread.startVirtualThread(() -> serve(one, behaviour));
      }
    } catch (IOException closed) {
      // By the test: nobody comes any more.
    }
  }

  private void serve(Socket one, Behaviour behaviour) {
    try (one) {
      behaviour.with(
          new Talk(
              new DataInputStream(one.getInputStream()),
              new DataOutputStream(one.getOutputStream()),
              statements));
    } catch (IOException left) {
      // The other side does not want any more of it.
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      gone.incrementAndGet();
    }
  }

  /** The port that it listens at. */
  public int port() {
    return socket.getLocalPort();
  }

  /** All statements that it was told. */
  public List<String> statements() {
    return List.copyOf(statements);
  }

  /** How many have come. */
  public int come() {
    return come.get();
  }

  /** How many of them are not there any more. */
  public int gone() {
    return gone.get();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /** A connection. */
  public record Talk(DataInputStream in, DataOutputStream out, List<String> statements) {
    /** Lets in whoever it is, as a server of that version. */
    public void welcome(String version) throws IOException {
      begin();
      ready(version);
    }

    /** Is ready for statements, as a server of that version. */
    public void ready(String version) throws IOException {
      say('S', "client_encoding\0UTF8\0");
      say('S', "server_version\0" + version + '\0');
      say('Z', "I");
    }

    /** Lets in whoever it is, and is not ready. */
    public void begin() throws IOException {
      in.readNBytes(in.readInt() - Integer.BYTES);
      say('R', "\0\0\0\0");
    }

    /** Answers each statement with something, until the other side takes its leave. */
    public void answer(Behaviour each) throws IOException, InterruptedException {
      while (!hear().equals(END)) {
        each.with(this);
      }
    }

    private String hear() throws IOException {
      char type = (char) in.readUnsignedByte();
      String text = new String(in.readNBytes(in.readInt() - Integer.BYTES), StandardCharsets.UTF_8);
      if (type != 'Q') {
        return END;
      }
      statements.add(text.replace("\0", ""));
      return text;
    }

    /** The statement was carried out. */
    public void done() throws IOException {
      say('C', "SET\0");
      say('Z', "I");
    }

    /** The longest row that there is begins. */
    public void beginLongest() throws IOException {
      out.writeByte('D');
      out.writeInt(Integer.MAX_VALUE);
    }

    /** Something that is no answer. */
    public void notice(String words) throws IOException {
      say('N', fields("WARNING", "01000", words));
    }

    /** The statement was not carried out. */
    public void refuse(String state, String words) throws IOException {
      say('E', fields("ERROR", state, words));
      say('Z', "I");
    }

    private static String fields(String severity, String state, String words) {
      return "S" + severity + "\0C" + state + "\0M" + words + "\0\0";
    }

    private void say(char type, String body) throws IOException {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      out.writeByte(type);
      out.writeInt(bytes.length + Integer.BYTES);
      out.write(bytes);
      out.flush();
    }
  }
}
