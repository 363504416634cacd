package dev.avowry.agent;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What sort of software an agent is; {@code sub_profile} in its tokens. */
public enum AgentKind {
  /** Decides by a model what to do next. */
  AI_AGENT,
  /** A long-running service. */
  SERVICE,
  /** A job or container that a platform schedules. */
  WORKLOAD,
  /** A build pipeline. */
  CI,
  /** A script with an account. */
  BOT;

  /** The code on the wire. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads exactly what {@link #code} writes. */
  public static Optional<AgentKind> named(String code) {
    return Arrays.stream(values()).filter(kind -> kind.code().equals(code)).findFirst();
  }
}
