package dev.avowry;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The table of packages, {@code src/docs/architecture.md}. A package that is not in it fails. */
class ArchitectureTest {
  private static final String ROOT = "dev.avowry";

  /** What every capability may use. */
  private static final Set<String> COMMON = Set.of("kernel", "web");

  /** Capability → what else it may use. */
  private static final Map<String, Set<String>> TABLE =
      Map.ofEntries(
          Map.entry("kernel", Set.of()),
          Map.entry("web", Set.of()),
          Map.entry("ledger", Set.of()),
          Map.entry("key", Set.of("ledger")),
          Map.entry("agent", Set.of("key", "ledger")),
          Map.entry("audit", Set.of("agent", "key", "ledger")),
          Map.entry("revocation", Set.of("agent", "key", "ledger")),
          Map.entry("ssf", Set.of("revocation", "agent", "key", "ledger")),
          Map.entry("federation", Set.of("revocation", "agent", "key", "ledger")),
          Map.entry("registration", Set.of("revocation", "agent", "key", "ledger")),
          Map.entry("sponsorship", Set.of("revocation", "agent", "key", "ledger")),
          Map.entry("authn", Set.of("federation", "agent", "key", "ledger")),
          Map.entry("token", Set.of("federation", "authn", "revocation", "agent", "key", "ledger")),
          Map.entry("svid", Set.of("token", "revocation", "agent", "key", "ledger")),
          Map.entry("sign", Set.of("token", "revocation", "agent", "key", "ledger")),
          Map.entry("canary", Set.of("token", "authn", "revocation", "agent", "key", "ledger")),
          Map.entry("vault", Set.of("token", "revocation", "agent", "key", "ledger")),
          Map.entry("broker", Set.of("vault", "token", "authn", "agent", "key", "ledger")),
          Map.entry("rotation", Set.of("vault", "key", "ledger")),
          Map.entry("connection", Set.of("vault", "agent", "key", "ledger")),
          Map.entry("provenance", Set.of()),
          Map.entry("mail", Set.of("provenance", "token", "authn", "agent", "key", "ledger")),
          Map.entry("totp", Set.of("vault", "token", "authn", "agent", "key", "ledger")),
          Map.entry("people", Set.of("token", "authn", "revocation", "agent", "key", "ledger")),
          Map.entry(
              "provisioning",
              Set.of(
                  "people", "sponsorship", "federation", "revocation", "agent", "key", "ledger")),
          Map.entry("vouching", Set.of("people", "sponsorship", "key", "ledger")),
          Map.entry(
              "consent",
              Set.of(
                  "people",
                  "sponsorship",
                  "token",
                  "authn",
                  "federation",
                  "registration",
                  "revocation",
                  "agent",
                  "key",
                  "ledger")),
          Map.entry(
              "approval", Set.of("consent", "people", "token", "authn", "agent", "key", "ledger")),
          Map.entry("access", Set.of("people", "mail", "token", "authn", "agent", "ledger")),
          Map.entry(
              "mcp",
              Set.of(
                  "access",
                  "approval",
                  "broker",
                  "mail",
                  "provenance",
                  "vault",
                  "totp",
                  "sign",
                  "token",
                  "authn",
                  "revocation",
                  "agent",
                  "key",
                  "ledger")),
          Map.entry(
              "console",
              Set.of(
                  "access",
                  "people",
                  "vault",
                  "connection",
                  "canary",
                  "sponsorship",
                  "approval",
                  "token",
                  "authn",
                  "federation",
                  "revocation",
                  "audit",
                  "agent",
                  "key",
                  "ledger")),
          Map.entry("postgres", Set.of()),
          Map.entry("demo", Set.of("verifier")),
          Map.entry("verifier", Set.of()));

  /** These know nothing of the service, not even its words. */
  private static final Set<String> ALONE = Set.of("kernel", "postgres", "demo", "verifier");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void everyCapabilityUsesOnlyWhatTheTableAllows() {
    Map<String, Set<String>> wrong = new TreeMap<>();
    for (JavaClass user : CLASSES) {
      for (Dependency dependency : user.getDirectDependenciesFromSelf()) {
        String from = capability(user);
        String to = capability(dependency.getTargetClass());
        if (!to.isEmpty() && !from.isEmpty() && !from.equals(to) && !allowed(from).contains(to)) {
          wrong
              .computeIfAbsent(from + " -> " + to, any -> new TreeSet<>())
              .add(dependency.getDescription());
        }
      }
    }
    assertEquals(Map.of(), wrong);
  }

  @Test
  void everyPackageIsInTheTable() {
    Set<String> capabilities =
        CLASSES.stream()
            .map(ArchitectureTest::capability)
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toCollection(TreeSet::new));
    capabilities.removeAll(TABLE.keySet());
    assertEquals(Set.of(), capabilities);
  }

  @Test
  void otherCapabilitiesAreReachedThroughTheirRootOnly() {
    Set<String> wrong = new TreeSet<>();
    for (JavaClass user : CLASSES) {
      for (Dependency dependency : user.getDirectDependenciesFromSelf()) {
        JavaClass used = dependency.getTargetClass();
        boolean other = !capability(user).equals(capability(used));
        boolean sharedHttp = capability(used).equals("web") && ring(user).equals("http");
        boolean sharedStore = capability(used).equals("kernel") && ring(user).equals("store");
        if (other && !ring(used).isEmpty() && !sharedHttp && !sharedStore) {
          wrong.add(dependency.getDescription());
        }
      }
    }
    assertEquals(Set.of(), wrong);
  }

  @Test
  void ringsAreHttpAndStore() {
    Set<String> rings =
        CLASSES.stream().map(ArchitectureTest::ring).collect(Collectors.toCollection(TreeSet::new));
    assertEquals(Set.of("", "http", "store"), rings);
  }

  @Test
  void aRootKnowsNeitherHttpNorSql() {
    noClasses()
        .that(inRing(""))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "jakarta.ws.rs..",
            "jakarta.persistence..",
            "org.hibernate..",
            "io.vertx.mutiny.sqlclient..",
            "io.vertx.sqlclient..",
            "io.vertx.pgclient..",
            "java.sql..")
        .check(CLASSES);
  }

  @Test
  void storesKnowNothingOfHttpAndHttpNothingOfStores() {
    noClasses()
        .that(inRing("store"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jakarta.ws.rs..", "..http..")
        .check(CLASSES);
    noClasses().that(inRing("http")).should().dependOnClassesThat(inRing("store")).check(CLASSES);
  }

  @Test
  void everyPackageSaysWhatItIs() {
    Set<String> unmarked =
        CLASSES.stream()
            .map(JavaClass::getPackage)
            .filter(each -> each.getName().startsWith(ROOT))
            .filter(each -> !each.isAnnotatedWith(NullMarked.class))
            .map(each -> each.getName())
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(Set.of(), unmarked);
  }

  private static Set<String> allowed(String capability) {
    Set<String> allowed = new TreeSet<>(TABLE.getOrDefault(capability, Set.of()));
    if (!ALONE.contains(capability)) {
      allowed.addAll(COMMON);
    }
    return allowed;
  }

  private static DescribedPredicate<JavaClass> inRing(String ring) {
    return DescribedPredicate.describe(
        "in the ring '" + ring + "'",
        used -> !capability(used).isEmpty() && ring(used).equals(ring));
  }

  /** The first part of the package below the root; empty for the root itself and for strangers. */
  private static String capability(JavaClass each) {
    return part(each, 0);
  }

  private static String ring(JavaClass each) {
    return part(each, 1);
  }

  private static String part(JavaClass each, int index) {
    String name = each.getPackageName();
    if (!name.startsWith(ROOT + ".")) {
      return "";
    }
    String[] parts = name.substring(ROOT.length() + 1).split("\\.", -1);
    return index < parts.length ? parts[index] : "";
  }
}
