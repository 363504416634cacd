package dev.avowry.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Connections that read the stream of revocations and look at nothing of it but for heartbeats, on
 * one thread.
 */
final class StreamReaders implements AutoCloseable {
  private static final byte[] REQUEST =
      "GET /revocations/stream HTTP/1.1\r\nHost: localhost\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  private static final byte[] MARK = "event: heartbeat".getBytes(StandardCharsets.US_ASCII);

  private static final long PAUSE_MILLIS = 100;
  private static final int PATIENCE_SECONDS = 60;

  private final Selector selector;
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong heartbeats = new AtomicLong();
  private final int count;
  private final CountDownLatch silent;
  private final Thread thread = new Thread(this::read, "stream-readers");

  private StreamReaders(Selector selector, int count) {
    this.selector = selector;
    this.count = count;
    this.silent = new CountDownLatch(count);
  }

  static StreamReaders open(InetSocketAddress address, int count) throws IOException {
    StreamReaders readers = new StreamReaders(Selector.open(), count);
    for (int i = 0; i < count; i++) {
      SocketChannel channel = SocketChannel.open(address);
      channel.write(ByteBuffer.wrap(REQUEST));
      channel.configureBlocking(false);
      channel.register(readers.selector, SelectionKey.OP_READ);
    }
    readers.thread.start();
    return readers;
  }

  /** Returns when each has been sent a heartbeat: what comes now is what a stream costs. */
  void awaitAll() throws InterruptedException {
    if (!silent.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new ScenarioFailed(
          "%d of %d readers were sent no heartbeat".formatted(silent.getCount(), count));
    }
  }

  /** How many the other side has not closed. */
  int open() {
    return selector.keys().size();
  }

  /** How many of all readers together. */
  long heartbeats() {
    return heartbeats.get();
  }

  long bytes() {
    return bytes.get();
  }

  private void read() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
    try {
      while (selector.isOpen()) {
        selector.select(PAUSE_MILLIS);
        Set<SelectionKey> ready = selector.selectedKeys();
        for (SelectionKey key : ready) {
          read(key, buffer);
        }
        ready.clear();
      }
    } catch (ClosedChannelException | ClosedSelectorException closed) {
      // Nobody wants to read any more. Whether all were served until then is seen by the bytes.
    } catch (IOException e) {
      throw new ScenarioFailed("the stream could not be read: " + e);
    }
  }

  private void read(SelectionKey key, ByteBuffer buffer) throws IOException {
    SocketChannel channel = (SocketChannel) key.channel();
    buffer.clear();
    int read = channel.read(buffer);
    if (read < 0) {
      key.cancel();
      channel.close();
    } else {
      bytes.addAndGet(read);
      if (hasHeartbeat(buffer.flip())) {
        heartbeats.incrementAndGet();
        if (key.attachment() == null) {
          key.attach(this);
          silent.countDown();
        }
      }
    }
  }

  /** One that is cut in two by the end of what was read is not seen; that is seldom. */
  private static boolean hasHeartbeat(ByteBuffer read) {
    for (int i = 0; i <= read.limit() - MARK.length; i++) {
      int same = 0;
      while (same < MARK.length && read.get(i + same) == MARK[same]) {
        same++;
      }
      if (same == MARK.length) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() throws IOException {
    for (SelectionKey key : Set.copyOf(selector.keys())) {
      key.channel().close();
    }
    selector.close();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
