package dev.avowry.broker;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What an agent is given of what a far side did. */
public sealed interface Reply {
  /** What the ledger has of it. */
  Map<String, String> detail();

  /**
   * It has answered; the secret is not in it.
   *
   * @param headers by names in small letters
   * @param truncated whether the body goes on
   */
  record Answered(int status, Map<String, String> headers, Buffer body, boolean truncated)
      implements Reply {
    public Answered {
      headers = Map.copyOf(headers);
    }

    static Answered of(FarSide.Outcome.Received received, Echoes echoes, int most) {
      Map<String, String> headers = new TreeMap<>();
      received.headers().forEach((name, value) -> headers.put(name, echoes.removedFrom(value)));
      return new Answered(
          received.status(),
          headers,
          Buffer.buffer(echoes.removedFrom(received.body().exposeSecret(), most)),
          received.body().length() > most);
    }

    /** The body where it is text in UTF-8, as far as it is whole; empty where it is not. */
    public Optional<String> text() {
      CharBuffer text = CharBuffer.allocate(body.length());
      CoderResult result =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(body.getBytes()), text, !truncated);
      return result.isError() ? Optional.empty() : Optional.of(text.flip().toString());
    }

    @Override
    public Map<String, String> detail() {
      return Map.of("status", Integer.toString(status), "bytes", Integer.toString(body.length()));
    }
  }

  /** It has not. */
  record Failed(Failure failure) implements Reply {
    @Override
    public Map<String, String> detail() {
      return Map.of("failure", failure.code());
    }
  }
}
