package dev.avowry.vault;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What others keep secrets in, as they export it. */
public enum ImportFormat {
  /** Lines of {@code NAME=value}. */
  ENV("env"),
  /** The CSV of 1Password. */
  ONEPASSWORD("1password_csv"),
  /** The CSV of Bitwarden. */
  BITWARDEN("bitwarden_csv"),
  /** JSON of the key-value engine of HashiCorp Vault: by path, each as it is read there. */
  HASHICORP("hashicorp_kv_json");

  private final String code;

  ImportFormat(String code) {
    this.code = code;
  }

  /** The format with this code. */
  public static Optional<ImportFormat> named(String code) {
    return Arrays.stream(values()).filter(format -> format.code.equals(code)).findFirst();
  }

  /** The code on the wire. */
  public String code() {
    return code;
  }

  /** What is in it; refused when it is not of this format. What was refused is not repeated. */
  List<ImportItem> read(String content) {
    return switch (this) {
      case ENV -> DotEnv.read(content);
      case ONEPASSWORD -> PasswordCsv.ofOnePassword(content);
      case BITWARDEN -> PasswordCsv.ofBitwarden(content);
      case HASHICORP -> KeyValues.read(content);
    };
  }
}
