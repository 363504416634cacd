package dev.avowry.authn;

import dev.avowry.agent.Credential;
import dev.avowry.federation.Admission;
import java.util.List;
import java.util.Map;

/** By what a client proved itself. */
public sealed interface Evidence {
  /** The ids that follow the agent's own on the path of what is minted upon it. */
  List<String> path();

  /** What the ledger keeps of it, by the names of {@code src/docs/ledger.md}. */
  Map<String, String> detail();

  /** A credential of its own. */
  record OwnCredential(Credential credential) implements Evidence {
    @Override
    public List<String> path() {
      return List.of(credential.id().toString());
    }

    @Override
    public Map<String, String> detail() {
      return Map.of("credential", credential.id().toString());
    }
  }

  /** A token of an outside issuer that is trusted. */
  record OutsideToken(Admission admission) implements Evidence {
    @Override
    public List<String> path() {
      return List.of(admission.issuer().toString(), admission.rule().toString());
    }

    @Override
    public Map<String, String> detail() {
      return Map.of(
          "trusted_issuer", admission.issuer().toString(),
          "federation_rule", admission.rule().toString(),
          "outside_issuer", admission.outsideIssuer(),
          "outside_subject", admission.outsideSubject());
    }
  }
}
