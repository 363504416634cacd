package dev.avowry.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.FullHttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/** Counts what comes back. Belongs to the generator's one thread until the run is over. */
final class Tally {
  private static final long LONGEST_MICROS = Duration.ofMinutes(2).toNanos() / 1_000;
  private static final int DIGITS = 3;
  private static final int SHOWN = 300;

  private final Histogram latencies = new Histogram(LONGEST_MICROS, DIGITS);
  private final ByteBuf mark;
  private final long begun = System.nanoTime();
  private long last = begun;
  private long failed;
  private Optional<String> firstFailure = Optional.empty();

  Tally(String mark) {
    this.mark = Unpooled.copiedBuffer(mark, StandardCharsets.US_ASCII);
  }

  /** Counts an answer to a request that was due at the given {@link System#nanoTime}. */
  void answered(FullHttpResponse response, long due) {
    last = System.nanoTime();
    if (response.status().code() == 200 && isMarked(response.content())) {
      latencies.recordValue(Math.min((last - due) / 1_000, LONGEST_MICROS));
    } else {
      String body = response.content().toString(StandardCharsets.UTF_8);
      failed(response.status() + " " + body.substring(0, Math.min(SHOWN, body.length())));
    }
  }

  void failed(String how) {
    last = System.nanoTime();
    failed++;
    firstFailure = firstFailure.or(() -> Optional.of(how));
  }

  Sample sample() {
    return new Sample(
        latencies.getTotalCount(), failed, firstFailure, Duration.ofNanos(last - begun), latencies);
  }

  private boolean isMarked(ByteBuf body) {
    return !mark.isReadable() || ByteBufUtil.indexOf(mark, body) >= 0;
  }
}
