package dev.avowry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.avowry.access.PermissionTable;
import dev.avowry.web.Open;
import dev.avowry.web.Permission;
import dev.avowry.web.http.Prepared;
import dev.avowry.web.http.PreparedDocument;
import jakarta.ws.rs.HttpMethod;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who may call what is said of every operation, in one place. */
class PermissionsTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.avowry");

  private static final List<JavaMethod> OPERATIONS =
      CLASSES.stream()
          .flatMap(each -> each.getMethods().stream())
          .filter(method -> method.isMetaAnnotatedWith(HttpMethod.class))
          .toList();

  @Test
  @DisplayName("every operation is open or has a permission, and not both (A-111)")
  void everyOperationIsOpenOrHasAPermissionAndNotBoth() {
    Set<String> wrong =
        OPERATIONS.stream()
            .filter(
                method ->
                    method.isAnnotatedWith(Open.class) == method.isAnnotatedWith(Permission.class))
            .map(JavaMethod::getFullName)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(Set.of(), wrong);
  }

  @Test
  void everyPreparedDocumentSaysWhereItIsAndWhyAnybodyMayReadIt() {
    Set<String> wrong =
        CLASSES.stream()
            .filter(each -> each.isAssignableTo(PreparedDocument.class) && !each.isInterface())
            .filter(
                each -> !each.isAnnotatedWith(Open.class) || !each.isAnnotatedWith(Prepared.class))
            .map(JavaClass::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(Set.of(), wrong);
  }

  @Test
  void nothingElseIsOpenOrPreparedAsAType() {
    Set<String> wrong =
        CLASSES.stream()
            .filter(
                each -> each.isAnnotatedWith(Open.class) || each.isAnnotatedWith(Prepared.class))
            .filter(each -> !each.isAssignableTo(PreparedDocument.class))
            .map(JavaClass::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(Set.of(), wrong);
  }

  @Test
  void theTableHasALineForEachPermissionAndNoOther() {
    Set<String> used =
        OPERATIONS.stream()
            .filter(method -> method.isAnnotatedWith(Permission.class))
            .map(method -> method.getAnnotationOfType(Permission.class).value())
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(new TreeSet<>(PermissionTable.permissions()), used);
  }
}
