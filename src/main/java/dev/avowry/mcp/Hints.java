package dev.avowry.mcp;

/**
 * What a client may tell its human of a tool before it is called, MCP 2025-11-25 (schema {@code
 * ToolAnnotations}). Nothing is decided by it here.
 *
 * @param readOnly it changes nothing but the record of its use
 * @param destructive it ends something
 * @param idempotent once more with the same arguments changes no more
 * @param openWorld it goes elsewhere than to Avowry itself
 */
public record Hints(boolean readOnly, boolean destructive, boolean idempotent, boolean openWorld) {
  /** It looks. */
  public static final Hints LOOKS = new Hints(true, false, true, false);

  /** It looks, and each time it is another use that is on record, maybe one of a few. */
  public static final Hints USES = new Hints(false, false, false, false);

  /** It makes something, another one each time. */
  public static final Hints MAKES = new Hints(false, false, false, false);

  /** It has something sent elsewhere, whatever that does there. */
  public static final Hints SENDS = new Hints(false, true, false, true);

  /** It brings something about that is so afterwards, however often. */
  public static final Hints SETTLES = new Hints(false, false, true, false);

  /** It ends something for good. */
  public static final Hints ENDS = new Hints(false, true, true, false);
}
