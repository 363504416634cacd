package dev.avowry.broker;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.vault.Injection;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Puts a secret into its place in a request, which the agent has to have left free. */
final class Injecting {
  private static final String AUTHORIZATION = "Authorization";

  private final Asked asked;
  private final Map<String, String> fields;
  private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Set<String> secrets;
  private Optional<String> body;
  private URI url;

  /**
   * As asked for, of which nothing is sent yet.
   *
   * @param fields of the secret; all of them are to be known again
   */
  Injecting(Asked asked, Map<String, String> fields) {
    this.asked = asked;
    this.fields = fields;
    this.headers.putAll(asked.headers());
    this.body = asked.body();
    this.url = asked.call().url();
    this.secrets = new LinkedHashSet<>(fields.values());
  }

  Outgoing by(Injection injection, Duration patience) {
    switch (injection) {
      case Injection.Header(String name, String prefix, String field) ->
          header(name, prefix + value(field));
      case Injection.Bearer(String field) -> header(AUTHORIZATION, "Bearer " + value(field));
      case Injection.Basic(Optional<String> user, Optional<String> password) ->
          basic(value(user) + ':' + value(password));
      case Injection.Query(String name, String field) -> query(name, value(field));
      case Injection.Body all -> body(all);
    }
    return new Outgoing(
        asked.call().method(),
        url,
        headers,
        body.map(SecretBytes::ofText),
        Echoes.of(secrets),
        patience);
  }

  private String value(Optional<String> field) {
    return field.map(this::value).orElse("");
  }

  private String value(String field) {
    return Optional.ofNullable(fields.get(field)).orElseThrow();
  }

  private void basic(String pair) {
    String credentials = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    secrets.add(pair);
    secrets.add(credentials);
    header(AUTHORIZATION, "Basic " + credentials);
  }

  private void header(String name, String value) {
    require(
        headers.put(name, value) == null,
        "the header %s is put in for the agent, which does not give it".formatted(name));
  }

  private void query(String name, String value) {
    String given = Optional.ofNullable(url.getRawQuery()).orElse("");
    require(
        Arrays.stream(given.split("[&;]", -1)).noneMatch(part -> isNamed(name, part)),
        "the parameter %s is put in for the agent, which does not give it".formatted(name));
    String pair = name + '=' + URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    String bare = url.toString();
    int mark = bare.indexOf('?');
    url = URI.create(mark < 0 ? bare + '?' + pair : bare + (given.isEmpty() ? "" : "&") + pair);
  }

  /** Also in another case, as part of an array, or percent-encoded: some servers take it for it. */
  private static boolean isNamed(String name, String part) {
    int equals = part.indexOf('=');
    String written = equals < 0 ? part : part.substring(0, equals);
    String read = URLDecoder.decode(written, StandardCharsets.UTF_8).strip();
    int bracket = read.indexOf('[');
    return name.equalsIgnoreCase(bracket < 0 ? read : read.substring(0, bracket));
  }

  private void body(Injection.Body all) {
    require(
        body.isEmpty() && !headers.containsKey(Asked.CONTENT_TYPE),
        "the body is put in for the agent, which gives neither it nor its Content-Type");
    require(
        Asked.WITH_BODY.contains(asked.call().method()),
        "the secret is sent in a body, by POST, PUT, PATCH or DELETE");
    headers.put(Asked.CONTENT_TYPE, all.template().form().type());
    body = Optional.of(all.template().fill(fields));
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw Refusal.refused(Reason.INVALID_REQUEST, otherwise);
    }
  }
}
