package dev.avowry.mail;

import java.util.List;
import java.util.regex.Pattern;

/** Links as they stand in text. */
final class PlainLinks {
  private static final int LONGEST = 2_000;
  private static final Pattern LINK = Pattern.compile("https://[^\\s<>\"'`\\[\\]{}|\\\\^]{4,2000}");
  private static final Pattern END_OF_SENTENCE = Pattern.compile("[.,;:!?)]+$");

  private PlainLinks() {}

  static List<Letter.Link> in(String text) {
    return LINK.matcher(text)
        .results()
        .limit(LONGEST)
        .map(found -> END_OF_SENTENCE.matcher(found.group()).replaceAll(""))
        .map(target -> new Letter.Link(target, ""))
        .toList();
  }
}
