package dev.avowry.audit;

import dev.avowry.ledger.TreeHead;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A tree as an operator names it: short enough to type, long enough to be meant.
 *
 * @param size number of leaves
 * @param root the first 64 bits of the root, in hexadecimal
 */
record AcceptedTree(long size, String root) {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,18})-([0-9a-f]{16})");
  private static final int DIGITS = 16;

  static AcceptedTree of(TreeHead head) {
    return new AcceptedTree(
        head.size(), HexFormat.of().formatHex(head.root().bytes()).substring(0, DIGITS));
  }

  static Optional<AcceptedTree> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(new AcceptedTree(Long.parseLong(matcher.group(1)), matcher.group(2)))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return size + "-" + root;
  }
}
