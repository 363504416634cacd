package dev.avowry.mail.store;

import dev.avowry.kernel.store.SealedColumn;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Where mail is sealed; the contents stay as they are, under data keys of their own. */
@Singleton
final class SealedMail {
  @Produces
  @Singleton
  SealedColumn indexKeys() {
    return SealedColumn.of("mailbox", "index_key", "'mailbox ' || id_text(agent)");
  }

  @Produces
  @Singleton
  SealedColumn headings() {
    return SealedColumn.of(
        "mail_message", "heading", "'mail_heading ' || id_text(id) || ' ' || id_text(agent)");
  }

  @Produces
  @Singleton
  SealedColumn outgoingHeadings() {
    return SealedColumn.of(
        "mail_outgoing",
        "heading",
        "'mail_outgoing_heading ' || id_text(id) || ' ' || id_text(agent)");
  }

  @Produces
  @Singleton
  SealedColumn outgoingContents() {
    return SealedColumn.of(
        "mail_outgoing", "data_key", "'mail_outgoing ' || id_text(id) || ' ' || id_text(agent)");
  }

  @Produces
  @Singleton
  SealedColumn contents() {
    return SealedColumn.of(
        "mail_message", "data_key", "'mail_message ' || id_text(id) || ' ' || id_text(agent)");
  }
}
