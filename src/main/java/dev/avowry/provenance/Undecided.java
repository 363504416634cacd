package dev.avowry.provenance;

/** Why SPF comes to no result of the domain's own. */
final class Undecided extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final SpfResult result;

  private Undecided(SpfResult result) {
    super(result.name(), null, false, false);
    this.result = result;
  }

  static Undecided permanently() {
    return new Undecided(SpfResult.PERMERROR);
  }

  static Undecided now() {
    return new Undecided(SpfResult.TEMPERROR);
  }

  static void unless(boolean holds) {
    if (!holds) {
      throw permanently();
    }
  }

  SpfResult result() {
    return result;
  }
}
