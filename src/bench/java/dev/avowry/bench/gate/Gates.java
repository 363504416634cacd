package dev.avowry.bench.gate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The process of the gates. It reads tokens, one a line, says {@code armed} when all gates have let
 * one in, and {@code refused} with the times when all have refused it. It ends with its input.
 */
public final class Gates {
  static final String ARMED = "armed";
  static final String REFUSED = "refused";

  private final PrintStream answers;
  private final List<Gate> gates;

  private Gates(PrintStream answers, List<Gate> gates) {
    this.answers = answers;
    this.gates = gates;
  }

  /** Arguments: the way, the issuer, how many. */
  public static void main(String[] arguments) throws Exception {
    // What a library prints must not be taken for an answer.
    PrintStream answers = System.out;
    System.setOut(System.err);
    Way way = Way.named(arguments[0]);
    way.prepare();
    List<Gate> gates =
        IntStream.range(0, Integer.parseInt(arguments[2]))
            .mapToObj(any -> way.gate(arguments[1]))
            .toList();
    new Gates(answers, gates).serve();
    gates.forEach(Gate::close);
  }

  private void serve() throws IOException, InterruptedException, ExecutionException {
    var tokens = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String token = tokens.readLine(); token != null; token = tokens.readLine()) {
      AtomicLongArray times = new AtomicLongArray(gates.size());
      CountDownLatch awaited = new CountDownLatch(gates.size());
      arm(token, times, awaited);
      answer(ARMED);
      awaited.await();
      String refused =
          IntStream.range(0, times.length())
              .mapToObj(times::get)
              .map(String::valueOf)
              .collect(Collectors.joining(" "));
      answer(REFUSED + " " + refused);
    }
  }

  private void arm(String token, AtomicLongArray times, CountDownLatch awaited)
      throws InterruptedException, ExecutionException {
    try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> admitted =
          IntStream.range(0, gates.size())
              .<Future<?>>mapToObj(i -> each.submit(() -> admit(i, token, times, awaited)))
              .toList();
      for (Future<?> gate : admitted) {
        gate.get();
      }
    }
  }

  private void admit(int gate, String token, AtomicLongArray times, CountDownLatch awaited) {
    gates
        .get(gate)
        .admit(
            token,
            at -> {
              times.set(gate, at);
              awaited.countDown();
            });
  }

  private void answer(String line) {
    answers.println(line);
    answers.flush();
  }

  /** The times of a line that begins with {@link #REFUSED}. */
  static long[] times(String line) {
    return Arrays.stream(line.split(" ", -1)).skip(1).mapToLong(Long::parseLong).toArray();
  }
}
