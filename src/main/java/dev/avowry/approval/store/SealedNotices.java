package dev.avowry.approval.store;

import dev.avowry.kernel.store.SealedColumn;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Where what notices carry is sealed. */
@Singleton
final class SealedNotices {
  @Produces
  @Singleton
  SealedColumn noticeTokens() {
    return SealedColumn.of(
        "approval_notice", "token", "'notice of approval ' || id_text(request) || ' token'");
  }

  @Produces
  @Singleton
  SealedColumn noticeRequests() {
    return SealedColumn.of(
        "approval_notice",
        "auth_req_id",
        "'notice of approval ' || id_text(request) || ' request'");
  }
}
