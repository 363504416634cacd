package dev.avowry.connection;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why there are no tokens. */
public enum Fault {
  /** The human, or the provider, has said no. */
  DENIED("the provider says that it was refused there"),
  /** It came back otherwise than it was begun: by another browser, to another place, too late. */
  NOT_BEGUN_HERE("it was not begun in this session and for this provider, or too long ago"),
  /** Somebody else than the provider has answered, RFC 9207. */
  OTHER_ISSUER("the answer does not name the issuer that is registered for the provider"),
  /** The agent is not live, or not theirs any more. */
  AGENT("the agent is not live any more, or not yours"),
  UNREACHABLE("the provider gave no answer in time"),
  /** An answer that is none. */
  SENSELESS("the provider's answer is not as RFC 6749 has it"),
  /** RFC 6749 §5.2. */
  REFUSED("the provider refuses the client or the request"),
  INVALID_GRANT("the provider takes the grant no more: connect again"),
  WIDER_SCOPE("the provider gave more than was asked for");

  private final String words;

  Fault(String words) {
    this.words = words;
  }

  /** The fault with this code. */
  public static Optional<Fault> named(String code) {
    return Arrays.stream(values()).filter(fault -> fault.code().equals(code)).findFirst();
  }

  /** The code on the wire, in the ledger and in the database. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** For people. */
  public String words() {
    return words;
  }

  /** Of an answer without tokens. */
  static Fault of(FarSide.Answer answer) {
    return switch (answer) {
      case FarSide.Answer.Made _ -> WIDER_SCOPE;
      case FarSide.Answer.Refused(boolean grant) -> grant ? INVALID_GRANT : REFUSED;
      case FarSide.Answer.Senseless _ -> SENSELESS;
      case FarSide.Answer.Unreachable _ -> UNREACHABLE;
    };
  }
}
