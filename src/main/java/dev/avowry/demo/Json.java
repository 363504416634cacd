package dev.avowry.demo;

import com.nimbusds.jose.util.JSONArrayUtils;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads and writes the little JSON that the walk needs. */
final class Json {
  private Json() {}

  static Map<String, Object> read(String text) {
    try {
      return text.isEmpty() ? Map.of() : JSONObjectUtils.parse(text);
    } catch (ParseException other) {
      throw new Ended("what came back is not a JSON object.");
    }
  }

  /** The claims of a JWT, not verified: for show only. */
  static Map<String, Object> claims(String jwt) {
    byte[] payload = Base64.getUrlDecoder().decode(jwt.split("\\.", -1)[1]);
    return read(new String(payload, StandardCharsets.UTF_8));
  }

  /** An object whose members stay in the order in which a reader wants them. */
  @SafeVarargs
  static <T> Map<String, T> object(Map.Entry<String, ? extends T>... members) {
    Map<String, T> object = new LinkedHashMap<>();
    for (Map.Entry<String, ? extends T> member : members) {
      object.put(member.getKey(), member.getValue());
    }
    return object;
  }

  static String write(Map<String, ?> object) {
    return JSONObjectUtils.toJSONString(object);
  }

  static String write(@Nullable Object value) {
    String list = JSONArrayUtils.toJSONString(Arrays.asList(value));
    return list.substring(1, list.length() - 1);
  }

  /** The objects in a member that is an array; none when it is something else. */
  static List<Map<String, Object>> objects(Map<String, Object> object, String member) {
    try {
      Map<String, Object>[] items = JSONObjectUtils.getJSONObjectArray(object, member);
      return items == null ? List.of() : List.of(items);
    } catch (ParseException other) {
      return List.of();
    }
  }
}
