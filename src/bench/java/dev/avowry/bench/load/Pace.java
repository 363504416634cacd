package dev.avowry.bench.load;

/** Decides, on the generator's thread, what a connection does next. */
interface Pace {
  /** The connections are open: begin. */
  void begin();

  /** The connection is free. */
  void free(Connection connection);
}
