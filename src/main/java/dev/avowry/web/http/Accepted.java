package dev.avowry.web.http;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.function.Function;

/**
 * In which of its media types an operation is to answer; RFC 9110 §12.5.1. For operations that have
 * one method for all: the framework would give one that answers in a type of its own to whoever
 * accepts none.
 */
public final class Accepted {
  private Accepted() {}

  /**
   * The media type that the caller wants most, the earlier of two alike.
   *
   * @param mediaTypes the one for callers without a preference first
   * @throws dev.avowry.kernel.Refused when the caller accepts none of them
   */
  public static String of(HttpHeaders headers, String... mediaTypes) {
    String accept = String.join(",", headers.getRequestHeader(HttpHeaders.ACCEPT));
    return AcceptedType.choose(accept, List.of(mediaTypes), Function.identity())
        .orElseThrow(() -> Failures.ofStatus(406).refused());
  }
}
