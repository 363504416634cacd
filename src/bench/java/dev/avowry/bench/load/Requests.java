package dev.avowry.bench.load;

/** What is sent, in order. Called by one thread at a time. */
public interface Requests {
  /** The next request, whole, as it goes over the wire. */
  byte[] next();

  /** Makes that many in advance, so that making them costs nothing while the clock runs. */
  default void prepare(int count) {}

  /** The same request again and again. */
  static Requests same(byte[] request) {
    return () -> request;
  }
}
