package dev.avowry.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One local port in front of another that may go away or change. */
final class Relay implements AutoCloseable {
  private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");

  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final int port;
  private volatile ServerSocket listening;
  private volatile int target;
  private boolean silent;

  private Relay(ServerSocket listening, int target) {
    this.listening = listening;
    this.port = listening.getLocalPort();
    this.target = target;
  }

  static Relay to(int target) throws IOException {
    Relay relay = new Relay(new ServerSocket(0, 50, HERE), target);
    relay.listen();
    return relay;
  }

  int port() {
    return port;
  }

  /** Ends every connection and takes no new one. */
  void refuse() throws IOException {
    listening.close();
    for (Socket socket : open) {
      socket.close();
    }
    open.clear();
  }

  /** Takes connections again, to another port. */
  void forward(int newTarget) throws IOException {
    target = newTarget;
    ServerSocket again = new ServerSocket();
    again.setReuseAddress(true);
    again.bind(new InetSocketAddress(HERE, port));
    listening = again;
    listen();
  }

  /** Keeps every connection and passes nothing on, as a network does that has lost its way. */
  synchronized void fallSilent() {
    silent = true;
  }

  /** Passes on what was held back, and what comes. */
  synchronized void speakAgain() {
    silent = false;
    notifyAll();
  }

  private synchronized void awaitSpeech() throws IOException {
    try {
      while (silent) {
        wait();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException(interrupted);
    }
  }

  @Override
  public void close() throws IOException {
    speakAgain();
    refuse();
  }

  private void listen() {
    ServerSocket mine = listening;
    Thread.ofVirtual().start(() -> accept(mine));
  }

  private void accept(ServerSocket mine) {
    while (!mine.isClosed()) {
      try {
        Socket client = mine.accept();
        open.add(client);
        Thread.ofVirtual().start(() -> connect(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void connect(Socket client) {
    try {
      Socket server = new Socket(HERE, target);
      open.add(server);
      Thread.ofVirtual().start(() -> pump(client, server));
      pump(server, client);
    } catch (IOException gone) {
      closeBoth(client, client);
    }
  }

  private void pump(Socket from, Socket to) {
    byte[] buffer = new byte[8192];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        awaitSpeech();
        out.write(buffer, 0, read);
      }
    } catch (IOException gone) {
      // Closed below, like an orderly end.
    } finally {
      closeBoth(from, to);
    }
  }

  private void closeBoth(Socket one, Socket other) {
    for (Socket socket : new Socket[] {one, other}) {
      open.remove(socket);
      try {
        socket.close();
      } catch (IOException gone) {
        // It is gone, which is what was wanted.
      }
    }
  }
}
