package dev.avowry.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Everything secret that any test has told the service or was given by it. No problem that is
 * answered says any of it, whoever's it is; a form that is shown again has what was filled in.
 */
public final class SeenSecrets implements Filter {
  /** Members of bodies, and parameters of forms. */
  private static final Set<String> SECRET =
      Set.of(
          "access_token",
          "actor_token",
          "assertion",
          "auth_req_id",
          "authorization_header",
          "backup_codes",
          "client_assertion",
          "client_secret",
          "code",
          "device_code",
          "fields",
          "id_token",
          "id_token_hint",
          "password",
          "refresh_token",
          "registration_access_token",
          "subject_token",
          "uri");

  private static final Pattern SEED = Pattern.compile("^otpauth:.*[?&]secret=([A-Z2-7]+)");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Tails ALL = new Tails();

  /** What a text has of them, in a word; empty when it has none. */
  public static Optional<String> findIn(String text) {
    return ALL.findIn(text);
  }

  /** How many there were. */
  public static int count() {
    return ALL.size();
  }

  @Override
  public Response filter(
      FilterableRequestSpecification request,
      FilterableResponseSpecification expected,
      FilterContext context) {
    remember(request);
    Response answer = context.next(request, expected);
    String body = answer.asString();
    if (answer.statusCode() < 400) {
      remember("an answer's ", body);
    } else if (answer.contentType().contains("json")) {
      findIn(body).ifPresent(kind -> refuse(request.getDerivedPath(), kind));
    }
    return answer;
  }

  private static void refuse(String path, String kind) {
    throw new AssertionError("a refusal at " + path + " says " + kind);
  }

  private static void remember(FilterableRequestSpecification request) {
    String authorization = request.getHeaders().getValue("Authorization");
    if (authorization != null) {
      ALL.add("an Authorization header", authorization);
    }
    // Not of strings alone, whatever their type says: what is there twice is a list.
    Map<String, ?> form = request.getFormParams();
    form.forEach((name, value) -> rememberIfSecret("a form's ", name, String.valueOf(value)));
    Object token = form.get("token");
    if (token != null) {
      ALL.add("a form's token", token.toString());
    }
    Object body = request.getBody();
    if (body instanceof String text) {
      remember("a body's ", text);
    }
  }

  private static void remember(String whose, @Nullable String body) {
    if (body != null && body.startsWith("{")) {
      try {
        walk(whose, "", JSON.readTree(body), false);
      } catch (JsonProcessingException wrong) {
        // One of those that are wrong on purpose.
        return;
      }
    }
  }

  private static void walk(String whose, String name, JsonNode node, boolean secret) {
    if (node.isObject()) {
      node.properties()
          .forEach(
              member ->
                  walk(
                      whose,
                      secret ? name : member.getKey(),
                      member.getValue(),
                      secret || member.getKey().equals("fields")));
    } else if (node.isArray()) {
      node.forEach(element -> walk(whose, name, element, secret));
    } else if (node.isTextual()) {
      rememberIfSecret(whose, name, node.asText());
    }
  }

  private static void rememberIfSecret(String whose, String name, String value) {
    Matcher seed = SEED.matcher(value);
    if (seed.find()) {
      ALL.add(whose + "seed", seed.group(1));
    } else if (SECRET.contains(name) && !name.equals("uri")) {
      ALL.add(whose + name, value);
    }
  }
}
