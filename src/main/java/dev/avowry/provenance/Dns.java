package dev.avowry.provenance;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** What the domain name system says (RFC 1035), of one name and one type. */
public interface Dns {
  /** What is asked for. */
  enum Type {
    A,
    AAAA,
    MX,
    PTR,
    TXT
  }

  /**
   * An answer.
   *
   * @param exists whether there is the name at all
   * @param values addresses as text; names without a last dot, of MX the preferred first; texts
   *     with their pieces joined. Those that are too long, or of which there are too many, are not
   *     there
   */
  record Answer(boolean exists, List<String> values) {
    public Answer {
      values = List.copyOf(values);
    }
  }

  /**
   * Asks. Fails with {@link DnsUnavailable} when nobody answers, or nobody knows; never for want of
   * a name.
   *
   * @param name without a last dot
   */
  CompletionStage<Answer> ask(String name, Type type);
}
