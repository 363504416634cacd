package dev.avowry.vault;

import dev.avowry.agent.Text;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Something that somebody kept elsewhere.
 *
 * @param place where in what was sent it is, for whoever has to look there
 * @param fields empty when it has nothing that is kept here
 * @param leftOut what it has besides, which is not kept with it
 */
record ImportItem(
    String place, String name, SecretType type, Map<String, String> fields, List<String> leftOut) {
  private static final Pattern FIELD = Pattern.compile("[a-z][a-z0-9_]{0,39}");

  /**
   * Checked here, where it is still known where it stands; what is wrong may itself be a secret.
   */
  ImportItem {
    fields = Map.copyOf(fields);
    leftOut = List.copyOf(leftOut);
    if (!isLine(name)) {
      throw refused(place, "the name is none: one line of at most 200 characters");
    }
    if (!fields.keySet().stream().allMatch(field -> FIELD.matcher(field).matches())) {
      throw refused(place, "a field's name is like " + FIELD.pattern());
    }
  }

  private static boolean isLine(String name) {
    try {
      Text.line("name", name);
      return true;
    } catch (Refused malformed) {
      return false;
    }
  }

  /** Its fields; empty when there are none. */
  Optional<SecretFields> toFields() {
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(SecretFields.of(type, fields));
    } catch (Refused unfit) {
      throw refused(place, unfit.refusal().detail());
    }
  }

  static Refused refused(String place, String why) {
    return Refusal.refused(Reason.INVALID_REQUEST, place + ": " + why);
  }

  /** Without what is secret. */
  @Override
  public String toString() {
    return "ImportItem[place=%s, type=%s]".formatted(place, type);
  }
}
