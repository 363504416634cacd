package dev.avowry.federation;

import dev.avowry.key.Algorithm;
import dev.avowry.key.Claims;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** How a platform says in a token which workload it speaks of, and by which names rules call it. */
@SuppressWarnings("ImmutableEnumChecker") // Set.of is immutable, which its type does not say.
public enum Profile {
  /**
   * A projected service account token. The account is its {@code uid}: a name can be given again to
   * another.
   */
  KUBERNETES(
      Set.of("sub", "serviceaccount_uid"),
      Set.of("namespace"),
      Set.of("serviceaccount", "pod", "pod_uid", "node"),
      false) {
    @Override
    Optional<Workload> read(Claims claims, Predicate<String> trusts) {
      Claims cluster = claims.object("kubernetes.io").orElse(NOTHING);
      Claims account = cluster.object("serviceaccount").orElse(NOTHING);
      Map<String, String> values = new HashMap<>();
      put(values, "namespace", cluster.text("namespace"));
      put(values, "serviceaccount", account.text("name"));
      put(values, "serviceaccount_uid", account.text("uid"));
      Claims pod = cluster.object("pod").orElse(NOTHING);
      put(values, "pod", pod.text("name"));
      put(values, "pod_uid", pod.text("uid"));
      put(values, "node", cluster.object("node").flatMap(node -> node.text("name")));
      // One subject, said twice: a token that says two is nobody's.
      String named =
          "system:serviceaccount:%s:%s"
              .formatted(values.get("namespace"), values.get("serviceaccount"));
      return workload(claims, values, "serviceaccount_uid")
          .filter(workload -> workload.subject().equals(named));
    }
  },

  /** A token of a job. The repository is its number, as is its owner: both outlive a new name. */
  GITHUB(
      Set.of("repository_id"),
      Set.of("repository_owner_id"),
      Set.of(
          "sub",
          "repository",
          "repository_owner",
          "environment",
          "ref",
          "ref_type",
          "event_name",
          "job_workflow_ref",
          "workflow_ref",
          "runner_environment",
          "actor_id"),
      true) {
    @Override
    Optional<Workload> read(Claims claims, Predicate<String> trusts) {
      return numbered(claims, "repository_id", "repository_owner_id");
    }
  },

  /** An ID token of a job. The project is its number, as is its namespace. */
  GITLAB(
      Set.of("project_id"),
      Set.of("namespace_id"),
      Set.of(
          "sub",
          "project_path",
          "namespace_path",
          "ref",
          "ref_type",
          "ref_protected",
          "environment",
          "environment_protected",
          "pipeline_source",
          "runner_environment",
          "ci_config_ref_uri",
          "user_id"),
      false) {
    @Override
    Optional<Workload> read(Claims claims, Predicate<String> trusts) {
      return numbered(claims, "project_id", "namespace_id");
    }
  },

  /** Any issuer that never gives one {@code sub} to another: OpenID Connect Core §2. */
  OIDC(Set.of("sub"), Set.of(), Set.of(), true) {
    @Override
    Optional<Workload> read(Claims claims, Predicate<String> trusts) {
      Map<String, String> values = new HashMap<>();
      claims.names().forEach(name -> put(values, name, claims.text(name)));
      return workload(claims, values, "sub");
    }

    @Override
    boolean knows(String claim) {
      return NAME.matcher(claim).matches();
    }
  },

  /** A JWT-SVID: {@code sub} is a SPIFFE ID of the trust domain that the issuer speaks for. */
  SPIFFE(Set.of("sub"), Set.of(), Set.of(), false) {
    @Override
    Optional<Workload> read(Claims claims, Predicate<String> trusts) {
      Map<String, String> values = new HashMap<>();
      put(values, "sub", claims.text("sub"));
      return workload(claims, values, "sub")
          .filter(workload -> SpiffeName.isOfWorkload(workload.subject()))
          .filter(workload -> trusts.test(SpiffeName.trustDomain(workload.subject())));
    }
  },

  /**
   * An enterprise's identity provider, which says for which human a client may act
   * (draft-ietf-oauth-identity-assertion-authz-grant). Of workloads it says nothing.
   */
  ID_JAG(Set.of(), Set.of(), Set.of(), true) {
    @Override
    Optional<Workload> read(Claims claims, Predicate<String> trusts) {
      return Optional.empty();
    }
  },

  /**
   * A host at which clients have documents about themselves, whose addresses are their {@code
   * client_id} (draft-ietf-oauth-client-id-metadata-document). It signs no tokens: they do.
   */
  CLIENT_ID(Set.of("client_id"), Set.of("host"), Set.of(), true) {
    @Override
    Optional<Workload> read(Claims claims, Predicate<String> trusts) {
      return Optional.empty();
    }
  };

  private static final Claims NOTHING = Claims.parse("{}").orElseThrow();
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:/-]{1,100}");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,20}");
  private static final int LONGEST = 255;

  private final Set<String> naming;
  private final Set<String> grouping;
  private final Set<String> more;
  private final boolean singleUse;

  Profile(Set<String> naming, Set<String> grouping, Set<String> more, boolean singleUse) {
    this.naming = naming;
    this.grouping = grouping;
    this.more = more;
    this.singleUse = singleUse;
  }

  /** The workload that the claims speak of; empty when they do not say it as the platform does. */
  abstract Optional<Workload> read(Claims claims, Predicate<String> trustsDomain);

  /** Whether a rule may have a condition on the claim. */
  boolean knows(String claim) {
    return naming.contains(claim) || grouping.contains(claim) || more.contains(claim);
  }

  /** The claims that name one workload, and never another later. */
  Set<String> naming() {
    return naming;
  }

  /** The claims that name whose workload it is. */
  Set<String> grouping() {
    return grouping;
  }

  /** The one claim that is a workload's identity. */
  String identity() {
    return switch (this) {
      case KUBERNETES -> "serviceaccount_uid";
      case GITHUB -> "repository_id";
      case GITLAB -> "project_id";
      case OIDC, SPIFFE, ID_JAG -> "sub";
      case CLIENT_ID -> "client_id";
    };
  }

  /** A client by its address, as {@link #CLIENT_ID} has it. */
  static Workload addressed(String clientId, String origin) {
    return new Workload(clientId, clientId, Map.of("client_id", clientId, "host", origin));
  }

  /** Whether a rule can name exactly this workload: a star in its identity would be a pattern. */
  boolean canName(Workload workload) {
    return !workload.identity().contains("*");
  }

  /** Whether anybody who likes has workloads at the platform's issuer. */
  boolean speaksForEverybody() {
    return this == GITHUB || this == GITLAB;
  }

  /** Whether its tokens speak of humans, and never of workloads. */
  boolean speaksOfHumans() {
    return this == ID_JAG;
  }

  /** Whether a token of the platform is made for one request, unless its trust says otherwise. */
  boolean singleUse() {
    return singleUse;
  }

  /** By which keys may be for, unless its trust says otherwise: RS256 is a legacy of platforms. */
  Set<Algorithm> algorithms() {
    return this == CLIENT_ID
        ? EnumSet.complementOf(EnumSet.of(Algorithm.RS256))
        : EnumSet.allOf(Algorithm.class);
  }

  /** What {@code use} says of keys for tokens, RFC 7517 §4.2 and SPIFFE-JWT-SVID §6. */
  String keyUse() {
    return this == SPIFFE ? "jwt-svid" : "sig";
  }

  /** The code on the wire. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads exactly what {@link #code} writes. */
  public static Optional<Profile> named(String code) {
    return Arrays.stream(values()).filter(profile -> profile.code().equals(code)).findFirst();
  }

  /** What a forge says of a job: the number of what it belongs to is who it is. */
  Optional<Workload> numbered(Claims claims, String identity, String owner) {
    Map<String, String> values = new HashMap<>();
    more.forEach(name -> put(values, name, claims.text(name)));
    for (String name : List.of(identity, owner)) {
      put(values, name, claims.text(name).filter(it -> NUMBER.matcher(it).matches()));
    }
    return workload(claims, values, identity).filter(workload -> values.containsKey(owner));
  }

  private static Optional<Workload> workload(
      Claims claims, Map<String, String> values, String identity) {
    return claims
        .text("sub")
        .filter(Profile::isTame)
        .filter(subject -> isTame(values.getOrDefault(identity, "")))
        .map(subject -> new Workload(subject, values.getOrDefault(identity, ""), values));
  }

  private static boolean isTame(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST
        && text.chars().allMatch(character -> character > 0x20 && character < 0x7f);
  }

  private static void put(Map<String, String> values, String name, Optional<String> value) {
    value.ifPresent(it -> values.put(name, it));
  }
}
