package dev.avowry.console;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;

/**
 * The settings that may be shown. What is not named here never is, so that a setting that comes
 * later and is a secret stays one.
 */
@ApplicationScoped
public class EffectiveSettings {
  /** By their properties. No secret, and nothing in which one may stand, such as an address. */
  static final List<String> SHOWN =
      List.of(
          "avowry.http-host",
          "avowry.http-port",
          "avowry.http-max-body",
          "avowry.http-deadline",
          "avowry.issuer",
          "avowry.data-dir",
          "avowry.tls.certificate",
          "avowry.tls.port",
          "avowry.http-plain",
          "avowry.mcp.origins",
          "avowry.mtls.url",
          "avowry.mtls.proxies",
          "avowry.mtls.authorities",
          "avowry.db.user",
          "avowry.db.pool-size",
          "avowry.db.minting-pool-size",
          "avowry.db.migrate-at-start",
          "avowry.crypto-provider",
          "avowry.key.publish-before-use",
          "avowry.key.active-for",
          "avowry.key.overlap",
          "avowry.key.refresh",
          "avowry.ca.trust-domain",
          "avowry.ca.certificate-ttl",
          "avowry.ca.jwt-svid-ttl",
          "avowry.sign.max-payload",
          "avowry.sign.keys-per-agent",
          "avowry.sign.keys-in-memory",
          "avowry.sign.http-ttl",
          "avowry.sign.longest-http-ttl",
          "avowry.sign.directory-keys",
          "avowry.sign.keys-max-age",
          "avowry.token.ttl",
          "avowry.dpop.nonce",
          "avowry.memory.agents",
          "avowry.memory.tokens",
          "avowry.revocations.lifetime",
          "avowry.revocations.renewal",
          "avowry.revocations.streams",
          "avowry.revocations.resume-alone-up-to",
          "avowry.canary.every",
          "avowry.canary.sponsor",
          "avowry.canary.patience",
          "avowry.ssf.backlog",
          "avowry.ssf.min-verification-interval",
          "avowry.ssf.long-poll",
          "avowry.ssf.push-timeout",
          "avowry.ssf.allow-loopback",
          "avowry.authn.failures-per-client",
          "avowry.authn.failures-per-address",
          "avowry.broker.timeout",
          "avowry.broker.max-answer",
          "avowry.broker.requests-per-minute",
          "avowry.broker.at-once",
          "avowry.connection.timeout",
          "avowry.rotation.timeout",
          "avowry.rotation.networks",
          "avowry.totp.codes-per-minute",
          "avowry.mail.domain",
          "avowry.mail.host",
          "avowry.mail.smtp-host",
          "avowry.mail.smtp-port",
          "avowry.mail.certificate",
          "avowry.mail.max-message",
          "avowry.mail.connections",
          "avowry.mail.connections-per-network",
          "avowry.mail.messages-per-minute",
          "avowry.mail.most-messages",
          "avowry.mail.keep-for",
          "avowry.mail.codes-from",
          "avowry.mail.behind-relay",
          "avowry.mail.refuse-forged",
          "avowry.dns.resolver",
          "avowry.dns.timeout",
          "avowry.mail.relay.host",
          "avowry.mail.relay.port",
          "avowry.mail.relay.tls",
          "avowry.mail.relay.authorities",
          "avowry.mail.relay.user",
          "avowry.mail.relay.dkim-selector",
          "avowry.mail.relay.timeout",
          "avowry.mail.relay.retry-after",
          "avowry.mail.relay.patience",
          "avowry.mail.relay.at-once",
          "avowry.client-secret.life",
          "avowry.client-secret.longest-life",
          "avowry.federation.keys-fresh",
          "avowry.federation.keys-stale",
          "avowry.federation.refetch-pause",
          "avowry.federation.fetch-timeout",
          "avowry.federation.quarantine-per-minute",
          "avowry.audit.checkpoint-every",
          "avowry.audit.checkpoint-file",
          "avowry.audit.ml-dsa",
          "avowry.bootstrap.lifetime",
          "avowry.session.idle",
          "avowry.session.longest",
          "avowry.sign-in.fresh-for",
          "avowry.sign-in.failures-per-account",
          "avowry.sign-in.failures-per-address",
          "avowry.consent.longest",
          "avowry.consent.refresh-idle",
          "avowry.consent.waiting-per-network",
          "avowry.approval.patience",
          "avowry.approval.lasting",
          "avowry.approval.interval",
          "avowry.approval.most-per-agent",
          "avowry.approval.most-per-human",
          "avowry.sponsorship.acceptance",
          "avowry.sponsorship.accept-within",
          "avowry.sponsorship.acknowledge-within",
          "avowry.sponsorship.lease",
          "avowry.vouching.every",
          "avowry.vouching.most-refused",
          "avowry.vouching.silence",
          "avowry.demo");

  private final Config config;

  EffectiveSettings(Config config) {
    this.config = config;
  }

  /**
   * A setting as it is in effect.
   *
   * @param variable of the environment by which it is set
   * @param value empty where it has none
   * @param source what set it, in a word
   */
  public record Setting(String variable, Optional<String> value, String source) {}

  /** All that may be shown, by subject. */
  public List<Setting> all() {
    return SHOWN.stream().map(this::setting).toList();
  }

  private Setting setting(String property) {
    ConfigValue value = config.getConfigValue(property);
    return new Setting(
        variable(property),
        Optional.ofNullable(value.getValue()).filter(text -> !text.isEmpty()),
        source(Optional.ofNullable(value.getSourceName()).orElse("")));
  }

  static String variable(String property) {
    return property.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
  }

  private static String source(String name) {
    if (name.contains("EnvConfigSource")) {
      return "environment";
    }
    if (name.contains("SysPropConfigSource")) {
      return "command line";
    }
    return name.isEmpty() || name.contains("Default") || name.contains("application.properties")
        ? "default"
        : "file";
  }
}
