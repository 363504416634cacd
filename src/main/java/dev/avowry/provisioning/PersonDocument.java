package dev.avowry.provisioning;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.unboundid.scim2.common.utils.JsonUtils;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What a directory says of a human, RFC 7643 §4.1: read once and checked, and kept as it was said
 * but for what Avowry fills in itself and for passwords, which nobody is to send here.
 *
 * @param json names of attributes without case, RFC 7643 §2.1
 */
public record PersonDocument(ObjectNode json) {
  /** The schema of a user. */
  public static final String USER = "urn:ietf:params:scim:schemas:core:2.0:User";

  /** The schema of what an enterprise says of one besides. */
  public static final String ENTERPRISE =
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

  private static final Set<String> NOT_KEPT = Set.of("id", "meta", "password", "groups", "schemas");
  private static final int LONGEST = 200;

  public PersonDocument {
    json = json.deepCopy();
    json.remove(NOT_KEPT);
    settleActive(json);
    if (text(json, "userName").isEmpty()) {
      throw invalid("userName is missing, or longer than %d characters".formatted(LONGEST));
    }
  }

  /** Reads what was sent; refused when it is no object or lacks what is needed. */
  public static PersonDocument read(String body) {
    try {
      if (JsonUtils.getObjectReader().readTree(body) instanceof ObjectNode object) {
        return new PersonDocument(object);
      }
    } catch (JsonProcessingException malformed) {
      throw Refusal.refused(Reason.INVALID_SYNTAX, "the body is not well-formed JSON");
    }
    throw Refusal.refused(Reason.INVALID_SYNTAX, "the body must be a JSON object: a user");
  }

  /** The same, where it says nothing of whether they are there, with what was said before. */
  PersonDocument after(PersonDocument before) {
    if (json.has("active")) {
      return this;
    }
    ObjectNode settled = json.deepCopy();
    settled.put("active", before.active());
    return new PersonDocument(settled);
  }

  /** By what the directory knows them, as it is compared: without case. */
  public String userName() {
    return text(json, "userName").orElseThrow().toLowerCase(Locale.ROOT);
  }

  /** By what the directory's own keys know them. */
  public Optional<String> externalId() {
    return text(json, "externalId");
  }

  /** As people call them. */
  public String name() {
    return text(json, "displayName")
        .or(() -> text(json.path("name"), "formatted"))
        .or(() -> joined(json.path("name")))
        .orElseGet(() -> text(json, "userName").orElseThrow());
  }

  /** Where they are reached: the primary address, or else the first. */
  public String email() {
    List<JsonNode> all = list(json.path("emails"));
    return Stream.concat(
            all.stream().filter(each -> each.path("primary").asBoolean()), all.stream())
        .flatMap(each -> text(each, "value").stream())
        .findFirst()
        .or(() -> text(json, "userName").filter(name -> name.contains("@")))
        .orElseThrow(() -> invalid("emails is missing, and userName is no address"));
  }

  /** Whether they are there; of whom it is not said, they are. */
  public boolean active() {
    return json.path("active").asBoolean(true);
  }

  /** The id of their manager, as the directory was told it here. */
  public Optional<String> manager() {
    JsonNode manager = json.path(ENTERPRISE).path("manager");
    return manager.isTextual() ? text(json.path(ENTERPRISE), "manager") : text(manager, "value");
  }

  /** Some directories send the boolean as text, with a capital. */
  private static void settleActive(ObjectNode json) {
    JsonNode active = json.path("active");
    if (active.isTextual() && active.asText().toLowerCase(Locale.ROOT).matches("true|false")) {
      json.put("active", Boolean.parseBoolean(active.asText()));
    } else if (active.isNull()) {
      json.remove("active");
    } else if (!active.isMissingNode() && !active.isBoolean()) {
      throw invalid("active must be true or false");
    }
  }

  private static Optional<String> joined(JsonNode name) {
    String both =
        Stream.of("givenName", "familyName")
            .flatMap(part -> text(name, part).stream())
            .reduce((a, b) -> a + " " + b)
            .orElse("");
    return both.isEmpty() ? Optional.empty() : Optional.of(both);
  }

  private static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).filter(JsonNode::isObject).toList();
  }

  private static Optional<String> text(JsonNode object, String member) {
    return Optional.of(object.path(member))
        .filter(JsonNode::isTextual)
        .map(JsonNode::asText)
        .filter(text -> !text.isBlank() && text.length() <= LONGEST);
  }

  private static Refused invalid(String detail) {
    return Refusal.refused(Reason.INVALID_REQUEST, detail);
  }
}
