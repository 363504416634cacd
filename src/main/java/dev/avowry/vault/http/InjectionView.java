package dev.avowry.vault.http;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.vault.BodyTemplate;
import dev.avowry.vault.Injection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** In which place of a request a secret is put, on the wire. */
public record InjectionView(
    String as,
    Optional<String> name,
    Optional<String> prefix,
    Optional<String> field,
    Optional<String> userField,
    Optional<String> contentType,
    Optional<String> template) {
  static InjectionView of(Injection injection) {
    return switch (injection) {
      case Injection.Header(String name, String prefix, String field) ->
          view("header", name, Optional.of(prefix).filter(text -> !text.isEmpty()), field);
      case Injection.Bearer(String field) -> basic("bearer", Optional.empty(), Optional.of(field));
      case Injection.Basic(Optional<String> user, Optional<String> field) ->
          basic("basic", user, field);
      case Injection.Query(String name, String field) ->
          view("query", name, Optional.empty(), field);
      case Injection.Body(BodyTemplate(BodyTemplate.Form form, String text)) ->
          new InjectionView(
              "body",
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.of(form.type()),
              Optional.of(text));
    };
  }

  private static InjectionView view(String as, String name, Optional<String> prefix, String field) {
    return new InjectionView(
        as,
        Optional.of(name),
        prefix,
        Optional.of(field),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static InjectionView basic(String as, Optional<String> user, Optional<String> field) {
    return new InjectionView(
        as, Optional.empty(), Optional.empty(), field, user, Optional.empty(), Optional.empty());
  }

  Injection toInjection() {
    return switch (as) {
      case "header" -> {
        require(Set.of("name", "prefix", "field"));
        yield new Injection.Header(needed("name", name), prefix.orElse(""), needed("field", field));
      }
      case "bearer" -> {
        require(Set.of("field"));
        yield new Injection.Bearer(needed("field", field));
      }
      case "basic" -> {
        require(Set.of("field", "user_field"));
        yield new Injection.Basic(userField, field);
      }
      case "query" -> {
        require(Set.of("name", "field"));
        yield new Injection.Query(needed("name", name), needed("field", field));
      }
      case "body" -> {
        require(Set.of("content_type", "template"));
        yield new Injection.Body(new BodyTemplate(form(), needed("template", template)));
      }
      default -> throw refused("as is one of header, bearer, basic, query, body");
    };
  }

  /** What does not belong to a kind somebody has meant otherwise. */
  private void require(Set<String> known) {
    Set<String> given = new TreeSet<>();
    name.ifPresent(any -> given.add("name"));
    prefix.ifPresent(any -> given.add("prefix"));
    field.ifPresent(any -> given.add("field"));
    userField.ifPresent(any -> given.add("user_field"));
    contentType.ifPresent(any -> given.add("content_type"));
    template.ifPresent(any -> given.add("template"));
    given.removeAll(known);
    if (!given.isEmpty()) {
      throw refused("what is put in as %s has no %s".formatted(as, String.join(", ", given)));
    }
  }

  private BodyTemplate.Form form() {
    return BodyTemplate.Form.of(needed("content_type", contentType))
        .orElseThrow(
            () -> refused("content_type is application/json or application/x-www-form-urlencoded"));
  }

  private String needed(String member, Optional<String> value) {
    return value.orElseThrow(
        () -> refused("what is put in as %s takes the member %s".formatted(as, member)));
  }

  private static Refused refused(String why) {
    return Refusal.refused(Reason.INVALID_REQUEST, why);
  }
}
