package dev.avowry.vault;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Where in a request a secret is put. Whoever keeps the secret says so; no agent does. */
public sealed interface Injection {
  /** The fields of the secret that go out by it. */
  Set<String> fields();

  /** Whether the fields go out as they are, so that they have to be fit for a header. */
  default boolean isPlainHeader() {
    return true;
  }

  /**
   * A header.
   *
   * @param prefix what stands before the field, such as a scheme and a space; may be empty
   */
  record Header(String name, String prefix, String field) implements Injection {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1,64}");
    private static final Pattern PREFIX = Pattern.compile("[ -~]{0,100}");

    /** Those say how a message is framed, and where it goes; RFC 9110 §7.2 and §7.6.1. */
    private static final Set<String> OURS =
        Set.of(
            "accept-encoding",
            "connection",
            "content-encoding",
            "content-length",
            "content-type",
            "expect",
            "host",
            "keep-alive",
            "range",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    public Header {
      require(
          NAME.matcher(name).matches() && !OURS.contains(name.toLowerCase(Locale.ROOT)),
          "name is no header that a secret can be put into");
      require(PREFIX.matcher(prefix).matches(), "prefix is at most 100 characters of ASCII");
    }

    @Override
    public Set<String> fields() {
      return Set.of(field);
    }
  }

  /** {@code Authorization: Bearer}, RFC 6750 §2.1. */
  record Bearer(String field) implements Injection {
    @Override
    public Set<String> fields() {
      return Set.of(field);
    }
  }

  /**
   * {@code Authorization: Basic}, RFC 7617.
   *
   * @param userField the field in which the user is; nobody is named without
   * @param field the field in which the password is; it is empty without
   */
  record Basic(Optional<String> userField, Optional<String> field) implements Injection {
    public Basic {
      require(
          userField.isPresent() || field.isPresent(), "basic takes a field, a user_field, or both");
    }

    @Override
    public Set<String> fields() {
      Set<String> fields = new TreeSet<>();
      userField.ifPresent(fields::add);
      field.ifPresent(fields::add);
      return fields;
    }
  }

  /** A parameter of the query, after those that the agent gives. */
  record Query(String name, String field) implements Injection {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    public Query {
      require(NAME.matcher(name).matches(), "name is like " + NAME.pattern());
    }

    @Override
    public Set<String> fields() {
      return Set.of(field);
    }

    @Override
    public boolean isPlainHeader() {
      return false;
    }
  }

  /** The whole body, to which an agent adds nothing. */
  record Body(BodyTemplate template) implements Injection {
    @Override
    public Set<String> fields() {
      return template.fields();
    }

    @Override
    public boolean isPlainHeader() {
      return false;
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw Refusal.refused(Reason.INVALID_REQUEST, otherwise);
    }
  }
}
