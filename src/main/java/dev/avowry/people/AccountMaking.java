package dev.avowry.people;

import dev.avowry.agent.Directory;
import dev.avowry.agent.Sponsor;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.SecretBytes;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** The one transaction in which a token becomes an account. */
@ApplicationScoped
class AccountMaking {
  private final BootstrapSponsor bootstrap;
  private final AccountLinks links;
  private final Directory directory;
  private final Means means;

  AccountMaking(BootstrapSponsor bootstrap, AccountLinks links, Directory directory, Means means) {
    this.bootstrap = bootstrap;
    this.links = links;
    this.directory = directory;
    this.means = means;
  }

  /** Uses the token up, and keeps the account with its means and its rows. */
  @WithTransaction
  Uni<MadeAccount> make(
      String token,
      NewHuman human,
      LoginName login,
      ProvenMeans proven,
      String browser,
      Origin origin) {
    return admit(token, human, login, origin)
        .chain(
            id ->
                means
                    .begin(id, login, proven, origin)
                    .map(codes -> made(id, proven, codes, browser)));
  }

  private Uni<NodeId> admit(String token, NewHuman human, LoginName login, Origin origin) {
    return AccountLink.isOne(token)
        ? links.redeem(token).call(id -> requireSame(id, login))
        : bootstrap
            .admit(BootstrapToken.given(SecretBytes.ofText(token)), human, origin)
            .map(Sponsor::id);
  }

  /** A link is for one human, and makes no account in the name of another. */
  private Uni<Void> requireSame(NodeId id, LoginName login) {
    return directory
        .sponsor(id)
        .invoke(
            found -> {
              if (!found.map(Sponsor::email).flatMap(LoginName::parse).equals(Optional.of(login))) {
                throw Refusal.refused(
                    Reason.INVALID_REQUEST, "the link is for another e-mail address");
              }
            })
        .replaceWithVoid();
  }

  private static MadeAccount made(
      NodeId human, ProvenMeans proven, List<String> codes, String browser) {
    return new MadeAccount(new SignIn(human, proven.methods(), Optional.empty(), browser), codes);
  }
}
