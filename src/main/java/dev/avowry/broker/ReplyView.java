package dev.avowry.broker;

import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** What an agent is told of a reply, over HTTP and by a tool: an answer, or why there is none. */
public record ReplyView(
    Optional<Integer> status,
    Optional<Map<String, String>> headers,
    Optional<String> body,
    Optional<String> bodyBase64,
    Optional<Boolean> truncated,
    Optional<String> failure,
    Optional<String> detail) {
  /** Of that reply. */
  public static ReplyView of(Reply reply) {
    return switch (reply) {
      case Reply.Answered answered -> of(answered);
      case Reply.Failed(Failure failure) ->
          new ReplyView(
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.of(failure.code()),
              Optional.of(failure.sentence()));
    };
  }

  private static ReplyView of(Reply.Answered answered) {
    Optional<String> text = answered.text();
    return new ReplyView(
        Optional.of(answered.status()),
        Optional.of(answered.headers()),
        text,
        text.isPresent()
            ? Optional.empty()
            : Optional.of(Base64.getEncoder().encodeToString(answered.body().getBytes())),
        Optional.of(answered.truncated()),
        Optional.empty(),
        Optional.empty());
  }

  /** Without what the other side said. */
  @Override
  public String toString() {
    return "ReplyView[status=%s, failure=%s]".formatted(status, failure);
  }
}
