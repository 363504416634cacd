package dev.avowry.registration;

import dev.avowry.agent.Authenticator;
import dev.avowry.agent.BoundTokens;
import dev.avowry.agent.DeliveryMode;
import dev.avowry.agent.RedirectClient;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.key.Claims;
import dev.avowry.web.EndpointRule;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads client metadata. What nobody here knows is passed over, RFC 7591 §2; what would be
 * authority, or is not supported, is refused by its name and never by silence.
 */
@Singleton
public final class MetadataReader {
  /** Those of an agent: it has them all, whichever it asks for. */
  static final List<String> GRANT_TYPES =
      List.of(
          "client_credentials",
          "urn:ietf:params:oauth:grant-type:token-exchange",
          "urn:ietf:params:oauth:grant-type:jwt-bearer",
          "urn:openid:params:grant-type:ciba");

  static final String AUTHORIZATION_CODE = "authorization_code";
  static final String REFRESH_TOKEN = "refresh_token";

  static final String DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code";

  /** Those that take a human's consent. */
  static final List<String> CONSENTED = List.of(AUTHORIZATION_CODE, REFRESH_TOKEN, DEVICE_CODE);

  /** An administrator's to say, Avowry's to draw, or of a kind that there is none of here. */
  private static final List<String> NOT_THEIRS =
      List.of(
          "sponsor",
          "parent",
          "node",
          "id",
          "kind",
          "state",
          "ceiling",
          "scopes",
          "resources",
          "authorization_details",
          "max_ttl",
          "max_depth",
          "max_children",
          "expires_at",
          "client_secret",
          "client_secret_expires_at",
          "client_id_issued_at",
          "registration_access_token",
          "registration_client_uri");

  private static final List<String> ADDRESSES =
      List.of("client_uri", "logo_uri", "tos_uri", "policy_uri");
  private static final List<String> LINES = List.of("software_id", "software_version");
  private static final int LONGEST_LINE = 200;
  private static final int MOST_CONTACTS = 10;

  private final AuthenticationReader authentication;
  private final EndpointRule rule;

  MetadataReader(AuthenticationReader authentication, EndpointRule rule) {
    this.authentication = authentication;
    this.rule = rule;
  }

  /** Reads the body of a registration. */
  public ClientMetadata read(String json) {
    Claims said = object(json);
    if (said.has("client_id")) {
      throw invalid("client_id is drawn here and cannot be chosen");
    }
    return read(said);
  }

  /** Reads the body of an update, which has to name the client that it is about; RFC 7592 §2.2. */
  public ClientMetadata readUpdate(String json, String client) {
    Claims said = object(json);
    if (!said.text("client_id").equals(Optional.of(client))) {
      throw invalid("client_id must be that of the registration");
    }
    return read(said);
  }

  private ClientMetadata read(Claims said) {
    try {
      return metadata(said);
    } catch (Refused refused) {
      throw RegistrationErrors.of(refused);
    }
  }

  private ClientMetadata metadata(Claims said) {
    requireTheirs(said);
    List<String> grants = grants(said);
    Map<String, Object> shown = new LinkedHashMap<>();
    String name = line(said, "client_name").orElseThrow(() -> invalid("client_name is missing"));
    shown.put("client_name", name);
    ADDRESSES.forEach(
        member -> address(said, member).ifPresent(address -> shown.put(member, address)));
    contacts(said).ifPresent(contacts -> shown.put("contacts", contacts));
    LINES.forEach(member -> line(said, member).ifPresent(line -> shown.put(member, line)));
    List<Authenticator> authenticators = authentication.read(said, shown);
    boolean isPublic = AuthenticationReader.NONE.equals(shown.get(AuthenticationReader.METHOD));
    RedirectClient redirects =
        RedirectReader.read(said, isPublic, grants, shown).toldAt(notifiedAt(said, shown));
    requireResponses(said, redirects);
    return new ClientMetadata(
        name,
        authenticators,
        scope(said),
        strings(said, "authorization_details_types").map(Set::copyOf),
        boundTokens(said, shown),
        redirects,
        shown);
  }

  private static void requireTheirs(Claims said) {
    if (said.has("software_statement")) {
      throw Refusal.refused(
          Reason.UNAPPROVED_SOFTWARE_STATEMENT,
          "software_statement: nobody is trusted to make one, leave it out");
    }
    NOT_THEIRS.stream()
        .filter(said::has)
        .findFirst()
        .ifPresent(
            member -> {
              throw invalid(member + " cannot be chosen by a client");
            });
  }

  private static List<String> grants(Claims said) {
    List<String> asked = strings(said, "grant_types").orElse(List.of());
    List<String> all = Stream.concat(GRANT_TYPES.stream(), CONSENTED.stream()).toList();
    if (!all.containsAll(asked)) {
      throw invalid("grant_types may have " + String.join(", ", all));
    }
    return asked;
  }

  /** CIBA Core §4. */
  private Optional<String> notifiedAt(Claims said, Map<String, Object> shown) {
    String mode = "backchannel_token_delivery_mode";
    String endpoint = "backchannel_client_notification_endpoint";
    Optional<String> told =
        DeliveryMode.endpoint(line(said, mode), line(said, endpoint, Integer.MAX_VALUE), rule);
    line(said, mode).ifPresent(text -> shown.put(mode, text));
    told.ifPresent(text -> shown.put(endpoint, text));
    return told;
  }

  private static void requireResponses(Claims said, RedirectClient redirects) {
    List<String> most = redirects.asksByRedirect() ? List.of("code") : List.of();
    if (!most.containsAll(strings(said, "response_types").orElse(List.of()))) {
      throw invalid("response_types may have code, with redirect_uris, and nothing else");
    }
  }

  private static BoundTokens boundTokens(Claims said, Map<String, Object> shown) {
    boolean toKey = truth(said, "dpop_bound_access_tokens");
    boolean toCertificate = truth(said, "tls_client_certificate_bound_access_tokens");
    shown.put("dpop_bound_access_tokens", toKey);
    shown.put("tls_client_certificate_bound_access_tokens", toCertificate);
    return BoundTokens.of(toKey, toCertificate);
  }

  private static Optional<Set<String>> scope(Claims said) {
    requireType(said, "scope", said.text("scope").isPresent());
    return said.text("scope")
        .map(
            text -> {
              Set<String> scopes = new LinkedHashSet<>(Arrays.asList(text.split(" ", -1)));
              scopes.remove("");
              return scopes;
            });
  }

  private static Optional<List<String>> contacts(Claims said) {
    Optional<List<String>> contacts = strings(said, "contacts");
    if (contacts
        .filter(all -> all.size() > MOST_CONTACTS || !all.stream().allMatch(MetadataReader::isLine))
        .isPresent()) {
      throw invalid("contacts must be at most " + MOST_CONTACTS + " lines of text");
    }
    return contacts;
  }

  private static Optional<List<String>> strings(Claims said, String member) {
    requireType(said, member, said.list(member).isPresent());
    return said.list(member);
  }

  private static boolean truth(Claims said, String member) {
    requireType(said, member, said.truth(member).isPresent());
    return said.truth(member).orElse(false);
  }

  /** Nobody is sent there by us; whoever shows it as a link shows one of the web. */
  private Optional<String> address(Claims said, String member) {
    return line(said, member, Integer.MAX_VALUE)
        .map(text -> rule.check(member, text))
        .map(Object::toString);
  }

  private static Optional<String> line(Claims said, String member) {
    return line(said, member, LONGEST_LINE);
  }

  private static Optional<String> line(Claims said, String member, int longest) {
    requireType(said, member, said.text(member).isPresent());
    if (said.text(member).filter(text -> text.length() > longest || !isVisible(text)).isPresent()) {
      throw invalid(member + " must be a line of at most " + longest + " characters");
    }
    return said.text(member);
  }

  private static boolean isLine(String text) {
    return text.length() <= LONGEST_LINE && isVisible(text);
  }

  /** Neither control characters nor marks that make two texts look alike. */
  private static boolean isVisible(String text) {
    return !text.isBlank() && text.codePoints().noneMatch(MetadataReader::isHidden);
  }

  private static boolean isHidden(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  static void requireType(Claims said, String member, boolean fits) {
    if (said.has(member) && !fits) {
      throw invalid(member + " is not of the right type");
    }
  }

  private static Claims object(String json) {
    return Claims.parse(json)
        .orElseThrow(
            () ->
                Refusal.refused(
                    Reason.INVALID_REQUEST,
                    "the body must be a JSON object in which no member is there twice"));
  }

  static Refused invalid(String detail) {
    return Refusal.refused(Reason.INVALID_CLIENT_METADATA, detail);
  }
}
