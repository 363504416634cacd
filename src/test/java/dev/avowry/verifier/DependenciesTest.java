package dev.avowry.verifier;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The jar stands alone. */
final class DependenciesTest {
  private static final String PACKAGE = "dev.avowry.verifier";

  private final JavaClasses library =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(PACKAGE);

  @Test
  void needsTheJdkAndNimbusOnly() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(PACKAGE, "java..", "com.nimbusds..", "org.jspecify..")
        .check(library);
  }
}
