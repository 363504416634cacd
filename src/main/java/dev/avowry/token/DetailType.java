package dev.avowry.token;

import dev.avowry.agent.AuthorizationDetail;
import dev.avowry.agent.Bounds;
import dev.avowry.agent.Text;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A type of authorization details, RFC 9396 §2.1: which members it may have, and which resource
 * server understands it.
 *
 * @param name as it stands in {@code type}
 * @param resource the resource server, RFC 8707 §2: tokens that carry it are for this one
 * @param fields its members besides those that every type may have
 * @param sentence what a human is told of one
 */
public record DetailType(
    String name,
    String resource,
    Map<String, DetailField> fields,
    Sentence sentence,
    Instant createdAt) {
  /** RFC 9396 §2.2: members of whatever type. */
  private static final Map<String, DetailField> COMMON =
      Map.of(
          "locations", DetailField.SET,
          "actions", DetailField.SET,
          "datatypes", DetailField.SET,
          "privileges", DetailField.SET,
          "identifier", DetailField.EQUAL);

  private static final int MOST_FIELDS = 11;
  private static final Pattern FIELD = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");

  /** Without spaces: RFC 9396 §10 lists names, and so do people. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/#?&=~+-]{0,199}");

  public DetailType {
    fields = Map.copyOf(fields);
    require(NAME.matcher(name).matches(), "type must be a name without spaces, or a URI");
    Bounds.resource(resource);
    require(fields.size() <= MOST_FIELDS, "there may be at most " + MOST_FIELDS + " fields");
    fields.keySet().forEach(DetailType::requireOwn);
    Text.line("sentence", sentence.text());
    require(sentence.isWellFormed(), "sentence has a brace that belongs to no field");
    Map<String, DetailField> all = members(fields);
    require(
        all.keySet().containsAll(sentence.members()), "sentence names a field that there is not");
  }

  private static void requireOwn(String field) {
    require(FIELD.matcher(field).matches(), "fields has a name that is none");
    require(
        !COMMON.containsKey(field) && !field.equals("type"),
        "fields has a member that every type has: " + field);
  }

  private static Map<String, DetailField> members(Map<String, DetailField> own) {
    Map<String, DetailField> all = new HashMap<>(COMMON);
    all.putAll(own);
    return all;
  }

  /** What is wrong with a detail of this type, in a sentence; empty when nothing is. */
  Optional<String> fault(AuthorizationDetail detail) {
    Map<String, DetailField> known = members(fields);
    return detail.members().entrySet().stream()
        .flatMap(
            member ->
                Optional.ofNullable(known.get(member.getKey()))
                    .map(field -> field.fits(member.getValue()) ? "" : wrongForm(member.getKey()))
                    .or(() -> Optional.of("type " + name + " has no member " + member.getKey()))
                    .filter(fault -> !fault.isEmpty())
                    .stream())
        .sorted()
        .findFirst();
  }

  private static String wrongForm(String member) {
    return "member " + member + " is not of the form that its type says";
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw refused(otherwise);
    }
  }

  private static Refused refused(String detail) {
    return Refusal.refused(Reason.INVALID_REQUEST, detail);
  }
}
