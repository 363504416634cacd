package dev.avowry.mail;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The one domain in which agents have addresses, if there is one. */
@Singleton
public class MailDomain {
  private final Optional<String> name;

  MailDomain(MailConfig config) {
    this.name = config.domain();
  }

  /** The domain's name, in small letters. */
  public Optional<String> name() {
    return name;
  }

  /** The address of that name; empty where no domain is configured any more. */
  public Optional<String> address(LocalPart localPart) {
    return name.map(domain -> localPart + "@" + domain);
  }

  /** The name in an address as senders write it; empty when it is no agent's. */
  Optional<LocalPart> localPart(String address) {
    int at = address.lastIndexOf('@');
    return at > 0
            && name.filter(domain -> domain.equalsIgnoreCase(address.substring(at + 1))).isPresent()
        ? LocalPart.written(address.substring(0, at))
        : Optional.empty();
  }

  /** Refused where no domain is configured. */
  void require() {
    if (name.isEmpty()) {
      throw Refusal.refused(
          Reason.CONFLICT, "there are no mailboxes here: avowry.mail.domain is not set");
    }
  }
}
