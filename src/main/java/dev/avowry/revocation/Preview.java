package dev.avowry.revocation;

import java.util.List;

/**
 * What an order would end, by name.
 *
 * @param carried what would become of it, in numbers
 * @param agents live agents, the target included when it is one
 * @param delegations live delegations, the target included when it is one
 * @param tokens live tokens, by their {@code jti}
 * @param scopes that those tokens carry
 * @param resources that those tokens are for
 */
public record Preview(
    Carried carried, Named agents, Named delegations, Named tokens, Named scopes, Named resources) {
  /**
   * Some of many.
   *
   * @param names as many as are shown, in no order that says anything
   * @param total how many there are
   */
  public record Named(List<String> names, long total) {
    /** How many are shown at the most. */
    public static final int SHOWN = 100;

    static final Named NONE = new Named(List.of(), 0);

    public Named {
      names = List.copyOf(names);
    }

    /**
     * Of what was read, one more than is shown; when that is not all, there are as many as said.
     */
    static Named of(List<String> read, long counted) {
      return read.size() > SHOWN
          ? new Named(read.subList(0, SHOWN), Math.max(counted, read.size()))
          : new Named(read, read.size());
    }
  }

  static Preview of(Carried carried, Dying dying) {
    Affected affected = carried.affected();
    return new Preview(
        carried,
        Named.of(dying.agents(), affected.agents()),
        Named.of(dying.delegations(), affected.delegations()),
        Named.of(dying.tokens(), affected.liveTokens()),
        Named.of(dying.scopes(), 0),
        Named.of(dying.resources(), 0));
  }

  static Preview ofNothing(Carried carried) {
    return new Preview(carried, Named.NONE, Named.NONE, Named.NONE, Named.NONE, Named.NONE);
  }
}
