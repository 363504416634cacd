package dev.avowry.ssf;

import dev.avowry.key.Sealed;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** How the events of a stream get to their receiver. */
public sealed interface Delivery {
  /** RFC 8935. */
  String PUSH = "urn:ietf:rfc:8935";

  /** RFC 8936. */
  String POLL = "urn:ietf:rfc:8936";

  /** Both. */
  List<String> METHODS = List.of(PUSH, POLL);

  /** The URN of the method. */
  String method();

  /**
   * Each event is posted to the receiver.
   *
   * @param endpoint where
   * @param authorization the value of the {@code Authorization} header, if one was given
   */
  record Push(URI endpoint, Optional<Sealed> authorization) implements Delivery {
    @Override
    public String method() {
      return PUSH;
    }
  }

  /** The receiver comes for them. */
  record Poll() implements Delivery {
    @Override
    public String method() {
      return POLL;
    }
  }
}
