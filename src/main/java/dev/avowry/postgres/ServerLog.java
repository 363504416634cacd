package dev.avowry.postgres;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** What the server and its tools say. One older file is kept beside it. */
record ServerLog(Path file) {
  private static final long ROTATE_ABOVE = 10L << 20;

  // Enough for the last few lines, which hold the reason.
  private static final int TAIL = 2_000;

  static ServerLog in(Path folder) throws IOException {
    Path file = folder.resolve("server.log");
    if (Files.exists(file) && Files.size(file) > ROTATE_ABOVE) {
      Files.move(file, folder.resolve("server.log.1"), StandardCopyOption.REPLACE_EXISTING);
    }
    Mode.SECRET.createFile(file);
    return new ServerLog(file);
  }

  /** The place to give to {@link #since}. */
  long end() throws IOException {
    return Files.size(file);
  }

  /** The last lines written after {@code from}. */
  String since(long from) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long start = Math.max(from, channel.size() - TAIL);
      ByteBuffer tail = ByteBuffer.allocate(TAIL);
      while (tail.hasRemaining() && channel.read(tail, start + tail.position()) >= 0) {
        // Read on: a channel may give less than was asked for.
      }
      return StandardCharsets.UTF_8.decode(tail.flip()).toString().strip();
    }
  }
}
