package dev.avowry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the manifests say of the service is so. Nothing here runs a cluster. */
@DisplayName("The manifests")
class ManifestsTest {
  private static final Path ROOT = Path.of("k8s");
  private static final String DEPLOYMENT = "Deployment";
  private static final YAMLMapper YAML = new YAMLMapper();

  @Test
  @DisplayName("are YAML; kustomizations list every file beside them and none that is not there")
  void kustomizationsListTheirFiles() throws IOException {
    for (Path file : files()) {
      if (!file.endsWith("kustomization.yaml")) {
        continue;
      }
      JsonNode kustomization = documents(file).getFirst();
      Set<Path> listed = new TreeSet<>();
      kustomization
          .path("resources")
          .forEach(resource -> listed.add(file.resolveSibling(resource.asText()).normalize()));
      kustomization
          .path("patches")
          .forEach(
              patch -> {
                if (patch.has("path")) {
                  listed.add(file.resolveSibling(patch.get("path").asText()).normalize());
                }
              });
      listed.forEach(path -> assertTrue(Files.exists(path), file + " lists " + path));
      for (Path each : files()) {
        if (each.resolveSibling("").equals(file.resolveSibling("")) && !each.equals(file)) {
          assertTrue(listed.contains(each.normalize()), file + " does not list " + each);
        }
      }
    }
  }

  @Test
  @DisplayName("probe health paths on the port that the service opens")
  void probesMeetTheService() throws IOException {
    JsonNode container = container(DEPLOYMENT);
    Map<String, String> environment = environment(container);
    int port = container.at("/ports/0/containerPort").asInt();

    assertEquals(environment.get("AVOWRY_HTTP_PORT"), Integer.toString(port));
    Map<String, String> paths =
        Map.of(
            "startupProbe", "/q/health/started",
            "readinessProbe", "/q/health/ready",
            "livenessProbe", "/q/health/live");
    paths.forEach(
        (probe, path) -> {
          assertEquals(path, container.at("/" + probe + "/httpGet/path").asText(), probe);
          assertEquals(
              container.at("/ports/0/name").asText(),
              container.at("/" + probe + "/httpGet/port").asText(),
              probe);
        });
    assertEquals(
        container.at("/ports/0/name").asText(),
        of("Service").at("/spec/ports/0/targetPort").asText());
    assertEquals(
        port, of("NetworkPolicy").at("/spec/ingress/0/ports/0/port").asInt(), "let in at all");
  }

  @Test
  @DisplayName("set only what the service reads")
  void environmentIsRead() throws IOException {
    Set<String> read = settings();
    Set<String> set = new TreeSet<>();
    for (Path file : files()) {
      for (JsonNode document : documents(file)) {
        set.addAll(environment(document.at("/spec/template/spec/containers/0")).keySet());
        if (document.path("kind").asText().equals("ConfigMap")) {
          document.path("data").fieldNames().forEachRemaining(set::add);
        }
      }
    }
    assertTrue(set.contains("AVOWRY_MAIL_DOMAIN"), "components are looked at as well");

    for (String name : set) {
      String property = name.toLowerCase(Locale.ROOT).replaceAll("[_.-]", "");
      assertTrue(read.contains(property), name + " is read by nobody");
    }
  }

  @Test
  @DisplayName(
      "lead mail to where it is listened for, with whoever sends it known by their address")
  void mailMeetsTheListener() throws IOException {
    Path mail = ROOT.resolve("components/mail");
    JsonNode container =
        documents(mail.resolve("deployment.yaml"))
            .getFirst()
            .at("/spec/template/spec/containers/0");
    JsonNode service = documents(mail.resolve("service.yaml")).getFirst();
    JsonNode policy = documents(mail.resolve("networkpolicy.yaml")).getFirst();
    int port = container.at("/ports/0/containerPort").asInt();

    assertEquals(environment(container).get("AVOWRY_MAIL_SMTP_PORT"), Integer.toString(port));
    assertEquals(port, policy.at("/spec/ingress/0/ports/0/port").asInt(), "let in at all");
    assertEquals(container.at("/ports/0/name"), service.at("/spec/ports/0/targetPort"));
    assertEquals("Local", service.at("/spec/externalTrafficPolicy").asText());
    assertEquals(
        container(DEPLOYMENT).get("name"), container.get("name"), "the container that is patched");
    assertEquals(
        documents(mail.resolve("configmap.yaml"))
            .getFirst()
            .at("/data/AVOWRY_MAIL_RELAY_PORT")
            .asInt(),
        policy.at("/spec/egress/0/ports/0/port").asInt(),
        "let out to the relay");
  }

  @Test
  @DisplayName("hold no secret")
  void holdNoSecret() throws IOException {
    for (Path file : files()) {
      for (JsonNode document : documents(file)) {
        assertFalse(document.path("kind").asText().equals("Secret"), file.toString());
      }
    }
  }

  @Test
  @DisplayName("let the service write nowhere but to /tmp, as a user without rights")
  void runsWithoutRights() throws IOException {
    for (String kind : List.of(DEPLOYMENT, "Job")) {
      JsonNode pod = of(kind).at("/spec/template/spec");
      JsonNode container = pod.at("/containers/0");
      assertTrue(pod.at("/securityContext/runAsNonRoot").asBoolean(), kind);
      assertFalse(pod.path("automountServiceAccountToken").asBoolean(true), kind);
      assertTrue(container.at("/securityContext/readOnlyRootFilesystem").asBoolean(), kind);
      assertFalse(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true), kind);
      Map<String, String> writable = new TreeMap<>();
      container
          .path("volumeMounts")
          .forEach(
              mount -> {
                if (!mount.path("readOnly").asBoolean()) {
                  writable.put(mount.get("mountPath").asText(), mount.get("name").asText());
                }
              });
      assertEquals(Map.of("/tmp", "tmp"), writable, kind);
    }
  }

  @Test
  @DisplayName("have one user in the image and in the pods")
  void imageAndPodsAgreeOnTheUser() throws IOException {
    String user = of(DEPLOYMENT).at("/spec/template/spec/securityContext/runAsUser").asText();
    String group = of(DEPLOYMENT).at("/spec/template/spec/securityContext/runAsGroup").asText();

    String dockerfile = Files.readString(Path.of("src/main/docker/Dockerfile"));

    assertTrue(dockerfile.contains("\nUSER " + user + ":" + group + "\n"), dockerfile);
  }

  /** The first container of the first pod template of that kind in the base. */
  private static JsonNode container(String kind) throws IOException {
    return of(kind).at("/spec/template/spec/containers/0");
  }

  private static JsonNode of(String kind) throws IOException {
    for (Path file : files()) {
      if (file.startsWith(ROOT.resolve("base"))) {
        for (JsonNode document : documents(file)) {
          if (document.path("kind").asText().equals(kind)) {
            return document;
          }
        }
      }
    }
    throw new AssertionError("no " + kind + " in the base");
  }

  private static Map<String, String> environment(JsonNode container) {
    Map<String, String> environment = new TreeMap<>();
    container
        .path("env")
        .forEach(
            entry -> environment.put(entry.get("name").asText(), entry.path("value").asText()));
    return environment;
  }

  /** Every setting that the code or its properties name, without marks between the words. */
  private static Set<String> settings() throws IOException {
    Set<String> names = new TreeSet<>();
    Properties properties = new Properties();
    try (var in = Files.newInputStream(Path.of("src/main/resources/application.properties"))) {
      properties.load(in);
    }
    List<String> texts = new ArrayList<>();
    properties.forEach((name, value) -> texts.add(name + " " + value));
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      for (Path source : sources.filter(path -> path.toString().endsWith(".java")).toList()) {
        texts.add(Files.readString(source));
      }
    }
    Pattern setting = Pattern.compile("avowry\\.[a-z][a-z.-]*[a-z]");
    for (String text : texts) {
      names.addAll(
          setting
              .matcher(text)
              .results()
              .map(match -> match.group().replaceAll("[.-]", ""))
              .collect(Collectors.toSet()));
    }
    return names;
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(ROOT)) {
      return all.filter(path -> path.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  private static List<JsonNode> documents(Path file) throws IOException {
    try (MappingIterator<JsonNode> all = YAML.readerFor(JsonNode.class).readValues(file.toFile())) {
      return all.readAll();
    }
  }
}
