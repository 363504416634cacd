package dev.avowry.vault;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * All that a version of a secret may be sent to, and how. What is sealed of the version is sealed
 * for these very words: where one of them was changed nothing is opened.
 *
 * <p>Whoever gives them gives the fields as well. So nobody binds what they do not know to a place
 * of their own.
 *
 * @param all the first that allows a request is the one that is used
 * @param text as it is kept; empty when there are none
 */
public record Bindings(List<Binding> all, String text) {
  /** Sent nowhere. */
  public static final Bindings NONE = new Bindings(List.of(), "");

  private static final int MOST = 10;

  /** What is shorter cannot be told from other text where it is echoed. */
  static final int SHORTEST = 6;

  /** Who somebody is, and not by what they prove it: may be short. */
  private static final Set<String> NAMES =
      Set.of("username", "user", "email", "client_id", "host", "port", "database", "account");

  private static final Pattern FIT_FOR_A_HEADER = Pattern.compile("[!-~](?:[ -~]*[!-~])?");

  public Bindings {
    all = List.copyOf(all);
  }

  /** These, with what is kept of them. */
  public static Bindings of(List<Binding> all) {
    if (all.size() > MOST) {
      throw Refusal.refused(Reason.INVALID_REQUEST, "bindings are at most " + MOST);
    }
    return all.isEmpty() ? NONE : new Bindings(all, BindingText.write(all));
  }

  /** Those that are kept so. */
  public static Bindings read(String text) {
    return new Bindings(BindingText.read(text), text);
  }

  /** The one by which such a request is sent, if there is one. */
  public Optional<Binding> allowing(Call call) {
    return all.stream().filter(binding -> binding.to().allows(call)).findFirst();
  }

  /** Where they lead, for the record. */
  String origins() {
    return String.join(" ", all.stream().map(each -> each.to().origin()).distinct().toList());
  }

  /** Checks that the secret has what is to be sent, in a form in which it can be. */
  void requireFor(SecretFields fields) {
    Map<String, String> values = fields.exposeSecret();
    for (Binding binding : all) {
      for (String name : binding.by().fields()) {
        String value = Optional.ofNullable(values.get(name)).orElseThrow(() -> noField(name));
        require(
            value.length() >= SHORTEST || NAMES.contains(name),
            "the field %s is too short to be known again where it is echoed".formatted(name));
        require(
            !binding.by().isPlainHeader() || FIT_FOR_A_HEADER.matcher(value).matches(),
            "the field %s has characters that no header can have".formatted(name));
      }
      if (binding.by() instanceof Injection.Basic basic) {
        basic
            .userField()
            .ifPresent(
                name ->
                    require(
                        !values.getOrDefault(name, "").contains(":"),
                        "a user of basic has no colon: " + name));
      }
    }
  }

  private static RuntimeException noField(String name) {
    return Refusal.refused(
        Reason.INVALID_REQUEST, "a binding names a field that the secret has not: " + name);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw Refusal.refused(Reason.INVALID_REQUEST, otherwise);
    }
  }
}
