package dev.avowry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.avowry.testing.Contract;
import dev.avowry.testing.Contract.Described;
import dev.avowry.web.Open;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code openapi.yaml} says of the operations agrees with the code. */
class ContractDocumentTest {
  private static final List<Method> OPERATIONS =
      new ClassFileImporter()
              .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
              .importPackages("dev.avowry")
              .stream()
              .flatMap(each -> each.getMethods().stream())
              .filter(method -> method.isMetaAnnotatedWith(HttpMethod.class))
              .map(JavaMethod::reflect)
              .toList();

  @Test
  void describesEveryOperationAndNoOther() {
    assertEquals(served(method -> ""), described(operation -> ""));
  }

  @Test
  void takesAndGivesTheMediaTypesOfTheCode() {
    assertEquals(
        served(method -> "takes " + takes(method) + " gives " + gives(method)),
        described(operation -> "takes " + operation.takes() + " gives " + operation.gives()));
  }

  @Test
  void needsAnAccessTokenExactlyWhereThePermissionTableDecides() {
    assertEquals(
        served(method -> method.isAnnotationPresent(Open.class) ? "open" : "bearer"),
        described(operation -> operation.schemes().contains("bearer") ? "bearer" : "open"));
  }

  @Test
  void operationIdsAreUnique() {
    List<String> ids = Contract.operations().stream().map(Described::id).toList();
    assertEquals(ids.size(), Set.copyOf(ids).size(), ids::toString);
  }

  private static Map<String, String> described(Function<Described, String> what) {
    return Contract.operations().stream()
        .filter(operation -> !operation.isBesideResources())
        .collect(Collectors.toMap(Described::line, what, (a, b) -> a, TreeMap::new));
  }

  /** One path may have a method for each media type; to a client they are one operation. */
  private static Map<String, String> served(Function<Method, String> what) {
    return OPERATIONS.stream()
        .collect(
            Collectors.groupingBy(ContractDocumentTest::line, TreeMap::new, Collectors.toList()))
        .entrySet()
        .stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                each -> what.apply(each.getValue().getFirst()),
                (a, b) -> a,
                TreeMap::new));
  }

  private static String line(Method method) {
    String verb =
        Arrays.stream(method.getAnnotations())
            .map(each -> each.annotationType().getAnnotation(HttpMethod.class))
            .filter(Objects::nonNull)
            .map(HttpMethod::value)
            .findFirst()
            .orElseThrow();
    Path onMethod = method.getAnnotation(Path.class);
    String path =
        method.getDeclaringClass().getAnnotation(Path.class).value()
            + (onMethod == null ? "" : onMethod.value());
    return verb + " " + withoutPatterns(path);
  }

  /** A template with a pattern, which OpenAPI does not know. */
  private static String withoutPatterns(String path) {
    return path.replaceAll("\\{(\\w+):[^}]*}", "{$1}");
  }

  /** What has no annotation is the body. */
  private static Set<String> takes(Method method) {
    boolean hasBody =
        Arrays.stream(method.getParameters()).anyMatch(each -> each.getAnnotations().length == 0);
    return hasBody
        ? Stream.of(
                Optional.ofNullable(method.getAnnotation(Consumes.class))
                    .orElse(method.getDeclaringClass().getAnnotation(Consumes.class))
                    .value())
            .collect(Collectors.toCollection(TreeSet::new))
        : Set.of();
  }

  private static Set<String> gives(Method method) {
    return OPERATIONS.stream()
        .filter(each -> line(each).equals(line(method)))
        .flatMap(
            each ->
                Stream.of(
                    Optional.ofNullable(each.getAnnotation(Produces.class))
                        .or(
                            () ->
                                Optional.ofNullable(
                                    each.getDeclaringClass().getAnnotation(Produces.class)))
                        .map(Produces::value)
                        .orElse(new String[0])))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
