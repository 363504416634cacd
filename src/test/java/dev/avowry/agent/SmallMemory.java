package dev.avowry.agent;

/** As little is remembered as may be. */
record SmallMemory() implements MemoryConfig {
  @Override
  public int agents() {
    return 100;
  }

  @Override
  public int tokens() {
    return 100;
  }
}
