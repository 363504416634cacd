package dev.avowry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.avowry.testing.Contract;
import dev.avowry.testing.Contract.Described;
import dev.avowry.web.Open;
import dev.avowry.web.http.BySession;
import dev.avowry.web.http.Page;
import dev.avowry.web.http.Prepared;
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
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.avowry");

  /**
   * An operation as the code has it. To a client the methods of one path, one for each media type,
   * are one operation.
   */
  private record Served(String line, Set<String> takes, Set<String> gives, boolean open) {
    Served with(Served other) {
      Set<String> all = new TreeSet<>(gives);
      all.addAll(other.gives);
      return new Served(line, takes, all, open && other.open);
    }
  }

  @Test
  void describesEveryOperationAndNoOther() {
    assertEquals(served(each -> ""), described(operation -> ""));
  }

  @Test
  void takesAndGivesTheMediaTypesOfTheCode() {
    assertEquals(
        served(each -> "takes " + each.takes() + " gives " + each.gives()),
        described(operation -> "takes " + operation.takes() + " gives " + operation.gives()));
  }

  @Test
  void needsAnAccessTokenExactlyWhereThePermissionTableDecides() {
    assertEquals(
        served(each -> each.open() ? "open" : "bearer"),
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

  private static Map<String, String> served(Function<Served, String> what) {
    return Stream.concat(resources(), prepared())
        .collect(Collectors.toMap(Served::line, each -> each, Served::with, TreeMap::new))
        .entrySet()
        .stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, each -> what.apply(each.getValue()), (a, b) -> a, TreeMap::new));
  }

  private static Stream<Served> resources() {
    return CLASSES.stream()
        .flatMap(each -> each.getMethods().stream())
        .filter(method -> method.isMetaAnnotatedWith(HttpMethod.class))
        .filter(method -> !isPage(method.getOwner()))
        .map(JavaMethod::reflect)
        .map(
            method ->
                new Served(
                    line(method),
                    takes(method),
                    gives(method),
                    method.isAnnotationPresent(Open.class)));
  }

  /** Pages are for humans, and no operations. */
  private static boolean isPage(JavaClass resource) {
    return resource.isAnnotatedWith(Page.class) || resource.isAnnotatedWith(BySession.class);
  }

  private static Stream<Served> prepared() {
    return CLASSES.stream()
        .filter(each -> each.isAnnotatedWith(Prepared.class))
        .flatMap(
            each ->
                Stream.of(each.getAnnotationOfType(Prepared.class).paths())
                    .map(
                        path ->
                            new Served(
                                "GET " + path,
                                Set.of(),
                                Set.of(each.getAnnotationOfType(Prepared.class).gives()),
                                each.isAnnotatedWith(Open.class))))
        .map(
            each ->
                new Served(each.line(), each.takes(), new TreeSet<>(each.gives()), each.open()));
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

  /** Which one the server likes better is nothing that a document of OpenAPI can say. */
  private static String withoutQuality(String mediaType) {
    return mediaType.replaceFirst("; *qs=.*", "");
  }

  private static Set<String> gives(Method method) {
    return Stream.of(method.getAnnotation(Produces.class), onType(method))
        .filter(Objects::nonNull)
        .findFirst()
        .map(Produces::value)
        .stream()
        .flatMap(Stream::of)
        .map(ContractDocumentTest::withoutQuality)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Produces onType(Method method) {
    return method.getDeclaringClass().getAnnotation(Produces.class);
  }
}
